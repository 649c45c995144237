using System.Runtime.CompilerServices;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Services.Queues;

/// <summary>Finds the places where a method's bare name is added to an event or passed to a call; only files that mention it are bound.</summary>
internal sealed class QueueSubscriptions(ShutdownModel model)
{
    private static readonly ConditionalWeakTable<SyntaxTree, ILookup<string, SyntaxNode>> Trees = new();

    // One look-up for each method: asking every file would make the search quadratic.
    private readonly Lazy<Dictionary<string, List<SyntaxNode>>> _byName = new(() => Merge(model.Compilation));

    /// <summary>The event assignments and calls that get the method as a delegate.</summary>
    public IEnumerable<IOperation> Of(IMethodSymbol method)
    {
        if (!_byName.Value.TryGetValue(method.Name, out var nodes))
        {
            yield break;
        }

        foreach (var node in nodes)
        {
            if (model.Bodies.OperationAt(node) is { } operation && Gets(operation, method))
            {
                yield return operation is IArgumentOperation { Parent: { } call } ? call : operation;
            }
        }
    }

    private static Dictionary<string, List<SyntaxNode>> Merge(Compilation compilation)
    {
        var byName = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var group in compilation.SyntaxTrees.SelectMany(static tree => Trees.GetValue(tree, Index)))
        {
            if (!byName.TryGetValue(group.Key, out var nodes))
            {
                byName.Add(group.Key, nodes = []);
            }

            nodes.AddRange(group);
        }

        return byName;
    }

    private static bool Gets(IOperation operation, IMethodSymbol method)
    {
        var value = operation switch
        {
            IEventAssignmentOperation { Adds: true } added => added.HandlerValue,
            IArgumentOperation argument => argument.Value,
            _ => null,
        };
        while (value?.Unwrapped() is IDelegateCreationOperation creation)
        {
            value = creation.Target;
        }

        return value?.Unwrapped() is IMethodReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Method.OriginalDefinition, method.OriginalDefinition);
    }

    private static ILookup<string, SyntaxNode> Index(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .Select(node => node switch
        {
            AssignmentExpressionSyntax added when added.IsKind(SyntaxKind.AddAssignmentExpression) => (Name: LastName(added.Right), Node: (SyntaxNode)added),
            ArgumentSyntax argument => (LastName(argument.Expression), argument),
            _ => default,
        })
        .Where(pair => pair.Name is not null)
        .ToLookup(pair => pair.Name!, pair => pair.Node, StringComparer.Ordinal);

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: [var only] } => LastName(only.Expression),
        _ => null,
    };
}
