using System.Collections.Concurrent;
using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Queues;

/// <summary>One operation that a handler runs.</summary>
/// <param name="Operation">In the handler or in a method in source that it calls.</param>
/// <param name="Function">The method, lambda or local function that the walk entered to get there.</param>
/// <param name="Caller">The call that led there; null in the handler itself.</param>
internal sealed record ReachedOperation(IOperation Operation, IMethodSymbol Function, ReachedOperation? Caller)
{
    /// <summary>Where the handler's own body leads to the operation.</summary>
    public IOperation InHandler => Caller?.InHandler ?? Operation;

    /// <summary>The operation and the calls that lead to it, innermost first.</summary>
    public IEnumerable<ReachedOperation> Path()
    {
        for (var step = this; step is not null; step = step.Caller)
        {
            yield return step;
        }
    }
}

/// <summary>Walks from a handler through the methods in source that it calls; a call to an abstraction goes to its only implementation.</summary>
internal sealed class EffectsReached(ShutdownModel model)
{
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _targets = new(SymbolEqualityComparer.Default);
    private readonly Lazy<CallsByName> _costlyNames = new(() => new(model.Compilation, model.Get<Effects>().Names));
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _classes = new(() => ClassesIn(model.Compilation.Assembly.GlobalNamespace).ToImmutableArray());

    /// <summary>Everything that runs for a message, callees after their callers, to the call graph's depth; empty when nothing of it is costly.</summary>
    public ImmutableArray<ReachedOperation> From(QueueHandler handler)
    {
        if (!_costlyNames.Value.MayReach(handler.Body.Syntax))
        {
            return ImmutableArray<ReachedOperation>.Empty;
        }

        var (stretches, count, isCostly) = Walk(handler);
        return isCostly ? Steps(stretches, count) : ImmutableArray<ReachedOperation>.Empty;
    }

    // Most handlers do nothing costly, so the walk itself keeps only the bodies.
    private (List<Stretch> Stretches, int Count, bool IsCostly) Walk(QueueHandler handler)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { handler.Function.OriginalDefinition };
        var stretches = new List<Stretch> { new(handler.Body, handler.Function, null, -1, CallGraph.Depth) };
        var (count, isCostly) = (0, false);
        for (var index = 0; index < stretches.Count; index++)
        {
            var stretch = stretches[index];
            foreach (var operation in stretch.Body.DescendantsAndSelf())
            {
                count++;
                if (model.Get<Effects>().CostOf(operation) != Effect.None)
                {
                    isCostly = true;
                }
                else if (stretch.Left > 0 && Target(operation) is { } target && seen.Add(target) && model.Bodies.Of(target) is { } callee
                    && !Contains(handler.Body, callee))
                {
                    stretches.Add(new(callee, target, operation, index, stretch.Left - 1));
                }
            }
        }

        return (stretches, count, isCostly);
    }

    private static ImmutableArray<ReachedOperation> Steps(List<Stretch> stretches, int count)
    {
        var found = ImmutableArray.CreateBuilder<ReachedOperation>(count);
        var callers = new ReachedOperation?[stretches.Count];
        var next = 1;
        for (var index = 0; index < stretches.Count; index++)
        {
            var stretch = stretches[index];
            foreach (var operation in stretch.Body.DescendantsAndSelf())
            {
                var step = new ReachedOperation(operation, stretch.Function, callers[index]);
                found.Add(step);

                // Both walks go the same way, so the calls come up in the order of what they lead to.
                if (next < stretches.Count && stretches[next].From == index && ReferenceEquals(stretches[next].Call, operation))
                {
                    callers[next++] = step;
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>One body of the walk, the call that led to it, and the stretch which that call stands in.</summary>
    private readonly record struct Stretch(IOperation Body, IMethodSymbol Function, IOperation? Call, int From, int Left);

    // Local functions of the handler were walked as part of it.
    private static bool Contains(IOperation body, IOperation callee) =>
        body.Syntax.SyntaxTree == callee.Syntax.SyntaxTree && body.Syntax.Span.Contains(callee.Syntax.Span);

    private IMethodSymbol? Target(IOperation operation)
    {
        var method = operation switch
        {
            IInvocationOperation call => call.TargetMethod,
            IMethodReferenceOperation reference => reference.Method,
            _ => null,
        };
        return method is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } ? ImplementationOf(method.Definition()) : null;
    }

    /// <summary>The method in source that a call of this one runs: itself, or its only implementation; null when nobody can tell.</summary>
    public IMethodSymbol? ImplementationOf(IMethodSymbol method) => _targets.GetOrAdd(method, Resolve);

    private IMethodSymbol? Resolve(IMethodSymbol method)
    {
        if (!model.Bodies.Declares(method))
        {
            return null;
        }

        if (!method.IsAbstract)
        {
            return method;
        }

        // With two implementations nobody can say which one runs.
        var candidates = _classes.Value.Where(type => type.IsOrDerivesFrom(method.ContainingType.OriginalDefinition))
            .Select(type => Implementation(type, method)).Where(found => found is not null)
            .Distinct(SymbolEqualityComparer.Default).Take(2).ToList();
        return candidates.Count == 1 ? (IMethodSymbol?)candidates[0] : null;
    }

    private static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol slot)
    {
        if (slot.ContainingType.TypeKind != TypeKind.Interface)
        {
            return type.GetMembers(slot.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(
                    method => method.WithOverridden().Skip(1).Any(overridden => SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, slot)));
        }

        return type.AllInterfaces
            .Where(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, slot.ContainingType.OriginalDefinition))
            .SelectMany(contract => contract.GetMembers(slot.Name).OfType<IMethodSymbol>())
            .Where(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, slot))
            .Select(member => type.FindImplementationForInterfaceMember(member)?.OriginalDefinition)
            .OfType<IMethodSymbol>()
            .FirstOrDefault(method => !method.IsAbstract);
    }

    private static IEnumerable<INamedTypeSymbol> ClassesIn(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } type
            ? ClassesIn(type).Prepend(type)
            : ClassesIn(member));
}
