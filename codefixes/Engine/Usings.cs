using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Using directives, put where the file keeps its own.</summary>
internal static class Usings
{
    /// <summary>The file with the namespace imported, in its place in the order; <c>System</c> comes first.</summary>
    public static SyntaxNode Add(SyntaxNode root, string name)
    {
        if (root is not CompilationUnitSyntax unit)
        {
            return root;
        }

        var newLine = NewLineOf(unit);
        var directive = SyntaxFactory.ParseCompilationUnit($"using {name};").Usings[0].WithTrailingTrivia(newLine);
        var inner = unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault(scope => scope.Usings.Any());
        return unit.Usings.Count == 0 && inner is not null
            ? unit.ReplaceNode(inner, inner.WithUsings(Inserted(inner.Usings, directive)))
            : unit.Usings.Count > 0 ? unit.WithUsings(Inserted(unit.Usings, directive)) : First(unit, directive, newLine);
    }

    private static SyntaxList<UsingDirectiveSyntax> Inserted(SyntaxList<UsingDirectiveSyntax> usings, UsingDirectiveSyntax directive)
    {
        var index = 0;
        while (index < usings.Count && IsPlain(usings[index]) && Compare(NameOf(usings[index]), NameOf(directive)) < 0)
        {
            index++;
        }

        if (index > 0)
        {
            return usings.Insert(index,
                directive.WithLeadingTrivia(usings[index - 1].GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))));
        }

        // What stands above the first directive, such as a licence, stays above.
        var first = usings[0];
        return usings.Replace(first,
            first.WithLeadingTrivia(first.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))))
            .Insert(0, directive.WithLeadingTrivia(first.GetLeadingTrivia()));
    }

    private static bool IsPlain(UsingDirectiveSyntax directive) =>
        directive.Alias is null && !directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) && directive.Name is not null;

    private static string NameOf(UsingDirectiveSyntax directive) =>
        string.Concat(directive.Name!.DescendantTokens().Select(static token => token.Text));

    private static int Compare(string left, string right)
    {
        var system = IsSystem(right).CompareTo(IsSystem(left));
        return system != 0 ? system : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    private static CompilationUnitSyntax First(CompilationUnitSyntax unit, UsingDirectiveSyntax directive, SyntaxTrivia newLine)
    {
        if (unit.Members.FirstOrDefault() is not { } member || unit.AttributeLists.Count + unit.Externs.Count > 0)
        {
            return unit.AddUsings(directive);
        }

        // A head comment that is set off by a blank line belongs to the file, any other to the member below.
        var trivia = member.GetLeadingTrivia().ToList();
        var blank = trivia.FindIndex(1 <= trivia.Count ? 1 : 0,
            piece => piece.IsKind(SyntaxKind.EndOfLineTrivia) && trivia.IndexOf(piece) is var at && at > 0
                && trivia[at - 1].IsKind(SyntaxKind.EndOfLineTrivia));
        var head = blank < 0 ? [] : trivia.Take(blank + 1);
        var rest = blank < 0 ? trivia : trivia.Skip(blank + 1);
        return unit.ReplaceNode(member, member.WithLeadingTrivia(rest))
            .WithUsings(SyntaxFactory.SingletonList(directive.WithLeadingTrivia(head).WithTrailingTrivia(newLine, newLine)));
    }

    private static SyntaxTrivia NewLineOf(CompilationUnitSyntax unit) =>
        unit.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } found
            ? found
            : SyntaxFactory.LineFeed;
}
