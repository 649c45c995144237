using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>The token sources of a service's own that its stop cancels.</summary>
internal sealed class StopSources(ShutdownModel model, HostedService service)
{
    private readonly HashSet<ISymbol> _cancelled = new(
        StopPath.Stops(service).Where(static stop => stop.Name != nameof(IDisposable.Dispose)).SelectMany(model.Get<CallGraph>().Within)
            .OfType<IInvocationOperation>()
            .Where(static call => call.TargetMethod.Name is nameof(CancellationTokenSource.Cancel) or "CancelAsync")
            .Select(StopPath.EndedBy).OfType<ISymbol>(),
        SymbolEqualityComparer.Default);

    /// <summary>The source that code of the type can simply use: always there, and the only one.</summary>
    public IFieldSymbol? Usable() =>
        _cancelled.OfType<IFieldSymbol>().Where(field => model.Types.Is(field.Type, "System.Threading.CancellationTokenSource")
            && field is { IsStatic: false, NullableAnnotation: not NullableAnnotation.Annotated }
            && SymbolEqualityComparer.Default.Equals(field.ContainingType.OriginalDefinition, service.Type.OriginalDefinition)
            && (field.IsReadOnly || model.Bodies.FactsOf(service.Type).AssignedTo(field).Count() == 1)).Take(2).ToList() is [var only] ? only : null;

    /// <summary>True for a token that comes from such a source, directly or through locals, fields and the type's own parameters.</summary>
    public bool IsCarriedBy(IOperation token) => IsCarriedBy(token, CallGraph.Depth);

    private bool IsCarriedBy(IOperation token, int left) => token.Unwrapped() switch
    {
        _ when left < 0 => false,
        IArgumentOperation argument => IsCarriedBy(argument.Value, left),
        IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token), Instance: { } source } => IsCarriedBy(source, left),
        IFieldReferenceOperation { Field: var field } => _cancelled.Contains(field.OriginalDefinition)
            || model.Bodies.FactsOf(service.Type).AssignedTo(field).Any(value => IsCarriedBy(value, left - 1)),
        ILocalReferenceOperation local => ReachingValues.Of(local).Any(value => IsCarriedBy(value, left - 1)),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } => model.Bodies.FactsOf(service.Type).CallsTo(method)
            .Any(call => call.Arguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument.Parameter, parameter)
                && IsCarriedBy(argument.Value, left - 1))),
        IInvocationOperation { TargetMethod.Name: nameof(CancellationTokenSource.CreateLinkedTokenSource) } link =>
            link.Descendants().Any(inner => inner is IPropertyReferenceOperation && IsCarriedBy(inner, left - 1)),
        _ => false,
    };
}
