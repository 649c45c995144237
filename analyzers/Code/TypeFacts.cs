using System.Collections.Immutable;
using GracefulAnalyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>What the members of one type call and assign, gathered in one walk over all its parts.</summary>
internal sealed class TypeFacts
{
    // Both in source order; written by the constructor only.
    private readonly Dictionary<ISymbol, List<IOperation>> _assigned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IInvocationOperation>> _calls = new(SymbolEqualityComparer.Default);

    private TypeFacts(ImmutableArray<IOperation> roots)
    {
        Roots = roots;
        All = roots.SelectMany(static root => root.DescendantsAndSelf()).ToImmutableArray();
        foreach (var operation in All)
        {
            Note(operation);
        }
    }

    /// <summary>The bodies of methods, constructors and accessors, and the values of initialisers.</summary>
    public ImmutableArray<IOperation> Roots { get; }

    /// <summary>All operations of the roots, root by root.</summary>
    public ImmutableArray<IOperation> All { get; }

    /// <summary>All values that the type itself gives to a field, property or local.</summary>
    public IEnumerable<IOperation> AssignedTo(ISymbol target) =>
        _assigned.TryGetValue(target.OriginalDefinition, out var values) ? values : [];

    /// <summary>The type's own calls to a method.</summary>
    public IEnumerable<IInvocationOperation> CallsTo(IMethodSymbol method) =>
        _calls.TryGetValue(method.OriginalDefinition, out var calls) ? calls : [];

    public static TypeFacts Collect(INamedTypeSymbol type, Bodies bodies)
    {
        var roots = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var member in type.GetMembers().InOrder(type))
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

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                Add(_calls, call.TargetMethod.OriginalDefinition, call);
                break;
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                Add(_assigned, target.Member.OriginalDefinition, assignment.Value);
                break;
            case ICoalesceAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                Add(_assigned, target.Member.OriginalDefinition, assignment.Value);
                break;
            case IDeconstructionAssignmentOperation parts:
                foreach (var (part, value) in Deconstruction.Pairs(parts))
                {
                    if (part is IMemberReferenceOperation member)
                    {
                        Add(_assigned, member.Member.OriginalDefinition, value);
                    }
                }

                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: IMemberReferenceOperation target } argument:
                Add(_assigned, target.Member.OriginalDefinition, argument.Parent ?? argument);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                Add(_assigned, target.Local, assignment.Value);
                break;
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                Add(_assigned, declarator.Symbol, initializer.Value);
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                {
                    Add(_assigned, field.OriginalDefinition, initializer.Value);
                }

                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                {
                    Add(_assigned, property.OriginalDefinition, initializer.Value);
                }

                break;
            default:
                break;
        }
    }

    private static void Add<T>(Dictionary<ISymbol, List<T>> lists, ISymbol key, T value)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = new(1));
        }

        list.Add(value);
    }
}
