using System.Collections.Concurrent;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>A way from a request to a function.</summary>
/// <param name="Handler">The function that the framework calls for a request.</param>
/// <param name="Calls">The calls that lead from it to the function, the last one first; empty when the handler is the function.</param>
internal sealed record RequestPath(IMethodSymbol Handler, IReadOnlyList<IInvocationOperation> Calls);

/// <summary>Climbs from a function to the requests that run it and wait for it: what is started and left alone is not part of a request.</summary>
internal sealed class RequestPaths(ShutdownModel model)
{
    private const int MostPaths = 16;

    // These run the functions that they are given before they return.
    private static readonly string[] Runners = ["System.Linq.Enumerable", "System.Linq.AsyncEnumerable", "System.Threading.Tasks.Parallel"];

    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<RequestPath>> _known = new(SymbolEqualityComparer.Default);

    /// <summary>True when a referenced framework takes requests at all.</summary>
    public bool CanExist { get; } = Array.Exists([Trait.Endpoint, Trait.ControllerBase, Trait.PageModel, Trait.Hub], model.Catalogue.Knows)
        || model.Catalogue.Frameworks.Any(static framework => framework.RequestScopes.Count > 0);

    /// <summary>The ways on which requests reach the operation; none when it does not run as part of a request.</summary>
    public IReadOnlyList<RequestPath> To(IOperation operation) => OwnerOf(operation) is { } owner ? To(owner) : [];

    public IReadOnlyList<RequestPath> To(IMethodSymbol function) => _known.TryGetValue(function, out var known)
        ? known
        : _known.GetOrAdd(function, Climb(function, IsHandler, CallGraph.Depth, Seen(function)).Take(MostPaths).ToList());

    /// <summary>True when a function of another kind, or the function itself if it is one, runs this function and waits for it.</summary>
    public bool IsReached(IMethodSymbol function, Func<IMethodSymbol, bool> isStart) => Climb(function, isStart, CallGraph.Depth, Seen(function)).Any();

    /// <summary>True when the framework calls the function for one request, message of a connection, or remote call.</summary>
    public bool IsHandler(IMethodSymbol function) =>
        model.Get<Endpoints>().IsHandler(function)
        || (function.MethodKind is MethodKind.Ordinary or MethodKind.AnonymousFunction or MethodKind.LocalFunction
            && function.Parameters.Any(parameter => model.Catalogue.RequestScopes.Contains(parameter.Type)))
        || (function is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false }
            && model.Catalogue.Has(Trait.Hub, function.ContainingType)
            // The caller has gone already when this runs.
            && function is not { IsOverride: true, Name: "OnDisconnectedAsync" });

    /// <summary>The function that the operation runs in, through lambdas that run on the spot.</summary>
    public IMethodSymbol? OwnerOf(IOperation operation)
    {
        foreach (var outer in operation.Ancestors())
        {
            if (outer is ILocalFunctionOperation local)
            {
                return local.Symbol;
            }

            if (outer is IAnonymousFunctionOperation lambda && !RunsOnTheSpot(lambda))
            {
                return lambda.Symbol;
            }
        }

        var member = model.Bodies.ModelOf(operation.Syntax.SyntaxTree).GetEnclosingSymbol(operation.Syntax.SpanStart);
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            member = member.ContainingSymbol;
        }

        return member as IMethodSymbol;
    }

    private static HashSet<ISymbol> Seen(IMethodSymbol function) => new(SymbolEqualityComparer.Default) { function.OriginalDefinition };

    private IEnumerable<RequestPath> Climb(IMethodSymbol function, Func<IMethodSymbol, bool> isStart, int left, HashSet<ISymbol> seen)
    {
        if (model.Get<Endpoints>().IsHandler(function) && isStart(function))
        {
            yield return new(function, []);
            yield break;
        }

        // A helper that is handed the request is a start of its own only when nobody is seen to call it.
        var isReached = false;
        foreach (var call in left == 0 ? [] : CallsTo(function))
        {
            if (!IsLeftAlone(call) && OwnerOf(call) is { } caller && seen.Add(caller.OriginalDefinition))
            {
                foreach (var path in Climb(caller, isStart, left - 1, seen))
                {
                    isReached = true;
                    yield return path with { Calls = path.Calls.Prepend(call).ToList() };
                }

                seen.Remove(caller.OriginalDefinition);
            }
        }

        if (!isReached && isStart(function))
        {
            yield return new(function, []);
        }
    }

    private IEnumerable<IInvocationOperation> CallsTo(IMethodSymbol function)
    {
        switch (function)
        {
            case { MethodKind: MethodKind.LocalFunction }:
                return function.DeclaringSyntaxReferences is [var reference] && model.Bodies.OperationAt(reference.GetSyntax()) is { } declared
                    ? declared.Root().Descendants().OfType<IInvocationOperation>()
                        .Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, function.OriginalDefinition))
                    : [];
            case { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private }:
                return model.Bodies.FactsOf(function.ContainingType).CallsTo(function);
            case { MethodKind: MethodKind.Ordinary }:
                return MethodUses.Of(function, model).Calls.Select(call => model.Bodies.OperationAt(call)).OfType<IInvocationOperation>();
            default:
                return [];
        }
    }

    private static bool IsLeftAlone(IInvocationOperation call) => Fates.IsTask(call.Type) && Fates.Of(call).Fate is Fate.Dropped or Fate.Kept;

    /// <summary>True when the call that the lambda is given to runs it before it returns.</summary>
    public static bool RunsOnTheSpot(IAnonymousFunctionOperation lambda) =>
        Delegates.HandedOverBy(lambda) is { Parent: IInvocationOperation { TargetMethod: var runner } }
        && Runners.Contains(runner.ContainingType?.ToDisplayString());
}
