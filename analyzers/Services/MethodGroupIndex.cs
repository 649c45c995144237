using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Services;

/// <summary>Arguments of a tree that are bare names, by their last name: where a method group can stand.</summary>
internal static class MethodGroupIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, ILookup<string, ArgumentSyntax>> Trees = new();

    public static IEnumerable<ArgumentSyntax> ArgumentsNamed(SyntaxTree tree, string name) => Trees.GetValue(tree, Index)[name];

    private static ILookup<string, ArgumentSyntax> Index(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .OfType<ArgumentSyntax>()
        .Select(argument => (Name: LastName(argument.Expression), Argument: argument))
        .Where(pair => pair.Name is not null)
        .ToLookup(pair => pair.Name!, pair => pair.Argument, StringComparer.Ordinal);

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
