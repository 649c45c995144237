using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Flow;

/// <summary>What the members of one type call and assign, gathered in one walk over all its parts.</summary>
internal sealed class TypeFacts
{
    private readonly ILookup<ISymbol, IOperation> _assigned;
    private readonly ILookup<ISymbol, IInvocationOperation> _calls;

    private TypeFacts(ImmutableArray<IOperation> roots)
    {
        Roots = roots;
        var all = roots.SelectMany(root => root.DescendantsAndSelf()).ToList();
        Invocations = all.OfType<IInvocationOperation>().ToImmutableArray();
        _calls = Invocations.ToLookup(call => (ISymbol)call.TargetMethod.OriginalDefinition, SymbolEqualityComparer.Default);
        _assigned = all.SelectMany(Assignments).ToLookup(pair => pair.Target, pair => pair.Value, SymbolEqualityComparer.Default);
    }

    /// <summary>The bodies of methods, constructors and accessors, and the values of initialisers.</summary>
    public ImmutableArray<IOperation> Roots { get; }

    public ImmutableArray<IInvocationOperation> Invocations { get; }

    /// <summary>All values that the type itself gives to a field, property or local.</summary>
    public IEnumerable<IOperation> AssignedTo(ISymbol target) => _assigned[target.OriginalDefinition];

    /// <summary>The type's own calls to a method.</summary>
    public IEnumerable<IInvocationOperation> CallsTo(IMethodSymbol method) => _calls[method.OriginalDefinition];

    public static TypeFacts Collect(INamedTypeSymbol type, Bodies bodies)
    {
        var roots = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && bodies.Of(method) is { } body)
            {
                roots.Add(body);
            }
            else if (member is IFieldSymbol or IPropertySymbol)
            {
                foreach (var reference in member.DeclaringSyntaxReferences)
                {
                    var initializer = reference.GetSyntax() switch
                    {
                        VariableDeclaratorSyntax field => field.Initializer,
                        PropertyDeclarationSyntax property => property.Initializer,
                        _ => null,
                    };
                    if (initializer is not null && bodies.OperationAt(initializer) is { } value)
                    {
                        roots.Add(value);
                    }
                }
            }
        }

        return new TypeFacts(roots.ToImmutable());
    }

    private static IEnumerable<(ISymbol Target, IOperation Value)> Assignments(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                yield return (target.Member.OriginalDefinition, assignment.Value);
                break;
            case ICoalesceAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                yield return (target.Member.OriginalDefinition, assignment.Value);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                yield return (target.Local, assignment.Value);
                break;
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                yield return (declarator.Symbol, initializer.Value);
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                {
                    yield return (field.OriginalDefinition, initializer.Value);
                }

                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                {
                    yield return (property.OriginalDefinition, initializer.Value);
                }

                break;
            default:
                break;
        }
    }
}
