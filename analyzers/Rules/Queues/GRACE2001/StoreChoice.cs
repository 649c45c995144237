using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Queues;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001;

/// <summary>Where a handler's results can be kept.</summary>
/// <param name="Scaffold">Name of the store; empty when one is registered already, or when there is nothing to keep results in.</param>
/// <param name="Argument">The store's type argument as the registration spells it; empty when it has none.</param>
/// <param name="Site">The call to register the store beside.</param>
/// <param name="IsCertain">False when the program would not start, or when another place would do as well.</param>
internal sealed record StoreChoice(string Scaffold, string Argument, SyntaxNode? Site, bool IsCertain);

/// <summary>Chooses among what the program registers: a database context, a data source, a connection to Redis.</summary>
internal sealed class StoreChoices(ShutdownModel model)
{
    private const string Contract = "IIdempotencyStore";

    private static readonly string[] Registering = ["AddSingleton", "TryAddSingleton", "AddScoped", "TryAddScoped", "AddTransient", "TryAddTransient"];

    private static readonly StoreChoice Nothing = new("", "", null, IsCertain: false);

    private readonly Lazy<IReadOnlyList<Candidate>> _candidates = new(() => Candidates(model).ToList());

    private readonly Lazy<bool> _isRegistered = new(() => Registering
        .SelectMany(model.Get<IdempotencyInfrastructure>().CallsNamed)
        .Any(call => call.TargetMethod.TypeArguments.Any(IsStore)));

    /// <param name="reached">What the handler runs; a context that it uses itself is the better one.</param>
    public StoreChoice For(IReadOnlyList<ReachedOperation> reached)
    {
        if (_isRegistered.Value)
        {
            return new StoreChoice("", "", null, IsCertain: true);
        }

        var first = _candidates.Value.GroupBy(candidate => candidate.Entry.Scaffold).FirstOrDefault()?.ToList();
        if (first is null)
        {
            return Nothing;
        }

        var used = first.Where(candidate => candidate.Service is not null && reached.Any(step => Mentions(step.Operation, candidate.Service))).ToList();
        var best = used.Count > 0 ? used : first;
        var chosen = best[0];
        return new StoreChoice(chosen.Entry.Scaffold, chosen.Argument, chosen.Call.Syntax, best.Count == 1);
    }

    /// <summary>True for the interface that the fix brings, wherever its owner moved it; a namesake of another shape is none.</summary>
    public static bool IsStore(ITypeSymbol type) => type.Name == Contract
        && type.GetMembers("GetOrAddAsync").OfType<IMethodSymbol>().Any(method => method.Parameters is [{ Type.Name: "IdempotencyKey" }, ..]);

    private static bool Mentions(IOperation operation, ITypeSymbol service) =>
        SymbolEqualityComparer.Default.Equals(operation.Type, service)
        || (operation is IInvocationOperation call
            && call.TargetMethod.TypeArguments.Any(argument => SymbolEqualityComparer.Default.Equals(argument, service)));

    // In the order of preference: a table beside the data, then a table of its own, then a cache.
    private static IEnumerable<Candidate> Candidates(ShutdownModel model) => model.Catalogue.Frameworks
        .SelectMany(framework => framework.Stores)
        .OrderByDescending(entry => entry.IsGeneric).ThenBy(entry => entry.Scaffold, StringComparer.Ordinal)
        .SelectMany(entry => model.Get<IdempotencyInfrastructure>().CallsNamed(CatalogueIndex.NameOf(entry.Ref))
            .Where(call => model.Catalogue.Matches(call.TargetMethod, entry.Ref) && IsUsable(call, entry))
            .Select(call => Candidate.Of(call, entry, model)))
        .Where(candidate => candidate is not null)
        .Select(candidate => candidate!);

    private static bool IsUsable(IInvocationOperation call, StoreRegistration entry) => !call.Descendants().Any(part => part switch
    {
        IInvocationOperation inner => entry.Unless.Any(other => CatalogueIndex.NameOf(other) == inner.TargetMethod.Name),
        IArgumentOperation { Parameter.Name: "serviceKey", ArgumentKind: not ArgumentKind.DefaultValue } => true,
        _ => false,
    });

    private sealed record Candidate(StoreRegistration Entry, IInvocationOperation Call, ITypeSymbol? Service, string Argument)
    {
        public static Candidate? Of(IInvocationOperation call, StoreRegistration entry, ShutdownModel model)
        {
            if (entry.Service.Length == 0)
            {
                return new Candidate(entry, call, null, "");
            }

            var types = call.TargetMethod.TypeArguments;
            for (var index = 0; index < types.Length; index++)
            {
                var fits = entry.IsGeneric
                    ? types[index].TypeKind == TypeKind.Class && model.Types.Is(types[index], entry.Service)
                    : index == 0 && model.Types.Named(entry.Service).Contains(types[index], SymbolEqualityComparer.Default);
                if (fits)
                {
                    return new Candidate(entry, call, types[index], entry.IsGeneric ? Spelled(types[index], call, model) : "");
                }
            }

            return null;
        }

        private static string Spelled(ITypeSymbol type, IInvocationOperation call, ShutdownModel model) =>
            type.ToMinimalDisplayString(model.Bodies.ModelOf(call.Syntax.SyntaxTree), call.Syntax.SpanStart);
    }
}
