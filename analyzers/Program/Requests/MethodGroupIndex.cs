using System.Runtime.CompilerServices;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>What a tree says by its names alone; found once per tree, without binding.</summary>
internal sealed class MethodGroupIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, MethodGroupIndex> Trees = new();

    // All frameworks, referenced or not: the index belongs to the tree, which several compilations share.
    private static readonly HashSet<string> RouteNames =
        new(CatalogueIndex.All.SelectMany(framework => framework.With(Trait.Endpoint)).Select(CatalogueIndex.NameOf), StringComparer.Ordinal);

    private readonly List<(string Group, ArgumentSyntax Argument)> _mapped = [];

    private MethodGroupIndex(SyntaxTree tree)
    {
        // Most files map nothing: their text says so without a walk over their nodes.
        var text = tree.GetText().ToString();
        if (!RouteNames.Any(name => text.IndexOf(name, StringComparison.Ordinal) >= 0))
        {
            return;
        }

        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument
                && NameOf(call.Expression) is { } called && RouteNames.Contains(called)
                && GroupIn(argument.Expression) is { } group)
            {
                _mapped.Add((group, argument));
            }
        }
    }

    /// <summary>Names among the arguments of calls that are named like a route mapping: where a handler's method group can stand.</summary>
    public static IReadOnlyList<(string Group, ArgumentSyntax Argument)> MappedNames(SyntaxTree tree) => Of(tree)._mapped;

    /// <summary>True when a call of that name can be a route mapping.</summary>
    public static bool IsRouteName(string name) => RouteNames.Contains(name);

    private static MethodGroupIndex Of(SyntaxTree tree) => Trees.GetValue(tree, static t => new MethodGroupIndex(t));

    // Casts and delegate creations are ways to write a method group too.
    private static string? GroupIn(ExpressionSyntax value) => value switch
    {
        SimpleNameSyntax or MemberAccessExpressionSyntax => NameOf(value),
        CastExpressionSyntax cast => GroupIn(cast.Expression),
        ParenthesizedExpressionSyntax parenthesized => GroupIn(parenthesized.Expression),
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: [var only] } => GroupIn(only.Expression),
        _ => null,
    };

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
