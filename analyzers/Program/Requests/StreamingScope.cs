using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>One function that a request reaches, with what the calls on the way say about its parameters.</summary>
/// <param name="Dead">Token parameters that the way there leaves unfilled.</param>
/// <param name="Outputs">Parameters that are the response's body, or a writer over it.</param>
/// <param name="Left">How many calls deeper the search may go.</param>
internal sealed record StreamingScope(
    ShutdownModel Model, IMethodSymbol Function, IOperation Body, ImmutableHashSet<ISymbol> Dead, ImmutableHashSet<ISymbol> Outputs, int Left)
{
    private static readonly ImmutableHashSet<ISymbol> Nothing = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    /// <summary>The scope of a request handler: all that its parameters carry comes from the framework.</summary>
    public static StreamingScope? OfHandler(ShutdownModel model, IMethodSymbol handler) =>
        model.Bodies.Of(handler) is { } body ? new(model, handler, body, Nothing, Nothing, CallGraph.Depth) : null;

    /// <summary>True when the body yields its items itself.</summary>
    public bool IsIterator => OwnBody().Any(operation => operation is IReturnOperation { Kind: OperationKind.YieldReturn });

    /// <summary>All operations, nested functions included.</summary>
    public IEnumerable<IOperation> Operations => Body.Descendants();

    /// <summary>The values that the function itself returns.</summary>
    public IEnumerable<IOperation> Returned => OwnBody()
        .OfType<IReturnOperation>()
        .Where(returned => returned.Kind == OperationKind.Return && returned.ReturnedValue is not null)
        .Select(returned => returned.ReturnedValue!);

    /// <summary>The function that the call runs; null when nobody can tell which that is, or when it has no source here.</summary>
    /// <param name="enumerated">True when the framework enumerates the result with the request's token.</param>
    public StreamingScope? Enter(IInvocationOperation call, bool enumerated = false)
    {
        var callee = call.TargetMethod.Definition();
        if (Left == 0 || callee.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction) || !Model.Bodies.Declares(callee)
            || IsOpen(callee) || Model.Bodies.Of(callee) is not { } body)
        {
            return null;
        }

        // A local function sees the parameters of the function around it.
        var dead = callee.MethodKind == MethodKind.LocalFunction ? Dead : Nothing;
        var outputs = callee.MethodKind == MethodKind.LocalFunction ? Outputs : Nothing;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is not { } bound || bound.Ordinal >= callee.Parameters.Length)
            {
                continue;
            }

            var parameter = callee.Parameters[bound.Ordinal];
            if (Model.Types.IsCancellationToken(parameter.Type) && IsUnfilled(argument, parameter, enumerated))
            {
                dead = dead.Add(parameter);
            }
            else if (IsOutput(argument.Value))
            {
                outputs = outputs.Add(parameter);
            }
        }

        return new(Model, callee, body, dead, outputs, Left - 1);
    }

    /// <summary>The same function when its token parameters are filled.</summary>
    public StreamingScope Filled() => this with { Dead = Nothing };

    /// <summary>The scope of a callback that writes the response to the stream it is handed.</summary>
    public StreamingScope? EnterCallback(IMethodSymbol callback) =>
        Model.Bodies.Of(callback) is { } body && Left > 0
            ? new(Model, callback, body, Dead, Outputs.Union(callback.Parameters.Take(1)), Left - 1)
            : null;

    /// <summary>True when the value is the response's body or writes into it.</summary>
    public bool IsOutput(IOperation value) => IsOutput(value, 4);

    /// <summary>True when the call writes to the caller of the request.</summary>
    public bool IsRespond(IInvocationOperation call) =>
        Model.Catalogue.RoleOf(call.TargetMethod) == Role.Respond
        || (!Model.Bodies.Declares(call.TargetMethod)
            && ((call.Instance is { } instance && IsOutput(instance)) || call.Arguments.Any(argument => IsOutput(argument.Value))));

    /// <summary>True when the token expression carries something: a framework's token, an own source, or anything that cannot be told.</summary>
    public bool IsLive(IOperation token) => IsLive(token, 4);

    /// <summary>True for types that carry the request's token.</summary>
    public bool IsRequestScope(ITypeSymbol? type) =>
        type is not null && Model.Catalogue.RequestScopes.Contains(type);

    private IEnumerable<IOperation> OwnBody() => Body.OwnDescendants();

    // What a subclass or an implementation does is not to be seen here.
    private static bool IsOpen(IMethodSymbol callee) =>
        callee.IsAbstract || callee.IsExtern || callee.ContainingType?.TypeKind == TypeKind.Interface
        || ((callee.IsVirtual || callee is { IsOverride: true, IsSealed: false }) && callee.ContainingType?.IsSealed == false);

    private bool IsUnfilled(IArgumentOperation argument, IParameterSymbol parameter, bool enumerated) => argument.IsOmitted()
        ? !(enumerated && parameter.IsFilledByEnumeration())
        : !IsLive(argument.Value);

    private bool IsOutput(IOperation value, int depth) => depth > 0 && value.Unwrapped() switch
    {
        IPropertyReferenceOperation property => Model.Catalogue.Has(Trait.ResponseBody, property.Property),
        IParameterReferenceOperation parameter => Outputs.Contains(parameter.Parameter),
        ILocalReferenceOperation local => CanWrite(local.Type) && ReachingValues.Of(local).Any(assigned => IsOutput(assigned, depth - 1)),
        IObjectCreationOperation creation => creation.Arguments.Any(argument => IsOutput(argument.Value, depth - 1)),
        IInvocationOperation call => CanWrite(call.Type)
            && ((call.Instance is { } instance && IsOutput(instance, depth - 1)) || call.Arguments.Any(argument => IsOutput(argument.Value, depth - 1))),
        _ => false,
    };

    private static bool CanWrite(ITypeSymbol? type) => type?.Name is { } name
        && (name.EndsWith("Stream", StringComparison.Ordinal) || name.EndsWith("Writer", StringComparison.Ordinal));

    private bool IsLive(IOperation token, int depth)
    {
        if (depth == 0)
        {
            return true;
        }

        return token.Unwrapped() switch
        {
            IParameterReferenceOperation parameter => !Dead.Contains(parameter.Parameter),
            ILocalReferenceOperation local =>
                ReachingValues.Of(local).ToList() is var values && (values.Count == 0 || values.Any(value => IsLive(value, depth - 1))),
            IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token), Instance: { } source } => IsLive(source, depth - 1),
            IInvocationOperation { TargetMethod.Name: nameof(CancellationTokenSource.CreateLinkedTokenSource) } link =>
                link.Arguments.SelectMany(argument => argument.Value is IArrayCreationOperation { Initializer: { } tokens }
                    ? tokens.ElementValues.AsEnumerable()
                    : [argument.Value])
                    .Any(linked => IsLive(linked, depth - 1)),
            _ => true,
        };
    }
}
