using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>Who calls the methods and constructors that only one top-level type can reach: gathered once for that type and all types in it.</summary>
internal sealed class Callers
{
    private readonly Dictionary<ISymbol, List<IOperation>> _calls = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IMethodReferenceOperation>> _groups = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> _assigned = new(SymbolEqualityComparer.Default);

    private Callers(IEnumerable<TypeFacts> facts)
    {
        foreach (var operation in facts.SelectMany(static type => type.All))
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    Add(_calls, call.TargetMethod.Definition(), call);
                    break;
                case IObjectCreationOperation { Constructor: { } constructor } creation:
                    Add(_calls, constructor.OriginalDefinition, creation);
                    break;
                case IMethodReferenceOperation group:
                    Add(_groups, group.Method.Definition(), group);
                    break;
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                    Add(_assigned, target.Member.OriginalDefinition, assignment.Value);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The call and creation operations of the method.</summary>
    public IReadOnlyList<IOperation> CallsTo(IMethodSymbol method) => _calls.TryGetValue(method.Definition(), out var calls) ? calls : [];

    /// <summary>The places that turn the method into a delegate.</summary>
    public IReadOnlyList<IMethodReferenceOperation> GroupsOf(IMethodSymbol method) => _groups.TryGetValue(method.Definition(), out var groups) ? groups : [];

    /// <summary>Values that any of the types gives to a member, object initialisers included.</summary>
    public IReadOnlyList<IOperation> AssignedTo(ISymbol member) => _assigned.TryGetValue(member.OriginalDefinition, out var values) ? values : [];

    /// <summary>The type that holds all code which can call the method; null when code elsewhere can.</summary>
    public static INamedTypeSymbol? ScopeOf(IMethodSymbol method)
    {
        if (method.IsVirtual || method.IsOverride || method.IsAbstract || method.ExplicitInterfaceImplementations.Length > 0)
        {
            return null;
        }

        INamedTypeSymbol? scope = null;
        if (method.DeclaredAccessibility == Accessibility.Private)
        {
            scope = method.ContainingType;
        }
        else
        {
            for (var type = method.ContainingType; type is not null && scope is null; type = type.ContainingType)
            {
                scope = type.DeclaredAccessibility == Accessibility.Private ? type : null;
            }

            // A framework can hold an object of a private type too, by its interface.
            if (scope is not null && method.MethodKind == MethodKind.Ordinary && method.Implemented(method.Name).Any())
            {
                return null;
            }
        }

        while (scope?.ContainingType is { } outer)
        {
            scope = outer;
        }

        return scope;
    }

    public static Callers In(INamedTypeSymbol scope, Bodies bodies) => new(WithNested(scope).Select(bodies.FactsOf));

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) =>
        ImmutableArray.Create(type).Concat(type.GetTypeMembers().InOrder(type).SelectMany(WithNested));

    private static void Add<T>(Dictionary<ISymbol, List<T>> lists, ISymbol key, T value)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(value);
    }
}
