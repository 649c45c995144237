using System.Runtime.CompilerServices;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Queues;

/// <summary>Finds the places where a method's bare name is added to an event or passed to a call; only files that mention it are bound.</summary>
internal sealed class QueueSubscriptions(ShutdownModel model)
{
    private static readonly ConditionalWeakTable<SyntaxTree, List<(string Name, SyntaxNode Node)>> Trees = new();

    // All frameworks, referenced or not: what is found belongs to the tree, which several compilations share.
    private static readonly HashSet<string> Events = Names(HandlerShape.Event);
    private static readonly HashSet<string> Calls = Names(HandlerShape.DelegateArgument);

    // One look-up for each method: asking every file would make the search quadratic.
    private readonly Lazy<Dictionary<string, List<SyntaxNode>>> _byName = new(() => Merge(model.Trees));

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

    private static Dictionary<string, List<SyntaxNode>> Merge(IEnumerable<SyntaxTree> trees)
    {
        var byName = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var tree in trees)
        {
            foreach (var (name, node) in Trees.GetValue(tree, Index))
            {
                if (!byName.TryGetValue(name, out var nodes))
                {
                    byName.Add(name, nodes = []);
                }

                nodes.Add(node);
            }
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
        return value is not null && SymbolEqualityComparer.Default.Equals(Delegates.FunctionOf(value)?.OriginalDefinition, method.OriginalDefinition);
    }

    private static List<(string Name, SyntaxNode Node)> Index(SyntaxTree tree)
    {
        var found = new List<(string, SyntaxNode)>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var handler = node switch
            {
                AssignmentExpressionSyntax added when added.IsKind(SyntaxKind.AddAssignmentExpression) && Is(added.Left, Events) => added.Right,
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument when Is(call.Expression, Calls) => argument.Expression,
                _ => null,
            };
            if (handler is not null && LastName(handler) is { } name)
            {
                found.Add((name, node));
            }
        }

        return found;
    }

    private static bool Is(ExpressionSyntax named, HashSet<string> names) => LastName(named) is { } name && names.Contains(name);

    private static HashSet<string> Names(HandlerShape shape) => new(
        CatalogueIndex.All.SelectMany(static framework => framework.Handlers).Where(entry => entry.Shape == shape)
            .Select(static entry => CatalogueIndex.NameOf(entry.Ref)),
        StringComparer.Ordinal);

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: [var only] } => LastName(only.Expression),
        _ => null,
    };
}
