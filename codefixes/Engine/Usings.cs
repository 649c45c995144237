using GracefulAnalyzers.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Using directives, put where the file keeps its own.</summary>
internal static class Usings
{
    /// <summary>Has the file import the namespace, unless the node sees it already.</summary>
    /// <param name="edits">The edits of the node's file.</param>
    /// <param name="home">The namespace, as C# writes it; empty for the global one, which needs no import.</param>
    public static void Add(TreeEdits edits, SyntaxNode node, string home, Compilation compilation)
    {
        if (home.Length > 0 && edits.Root is CompilationUnitSyntax root && !IsVisible(root, compilation, home, node))
        {
            // Other nodes of the file may have asked for it already.
            edits.Change(root, current => current.Usings.Any(directive => Imports(directive, home)) ? current : Add(current, home));
        }
    }

    /// <summary>The file with the namespace imported, in its place in the order; <c>System</c> comes first.</summary>
    public static SyntaxNode Add(SyntaxNode root, string name)
    {
        if (root is not CompilationUnitSyntax unit)
        {
            return root;
        }

        var newLine = NewLineOf(unit);
        var directive = SyntaxFactory.ParseCompilationUnit($"using {name};").Usings[0].WithTrailingTrivia(newLine);
        var inner = unit.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault(static scope => scope.Usings.Any());
        return unit.Usings.Count == 0 && inner is not null
            ? unit.ReplaceNode(inner, inner.WithUsings(Inserted(inner.Usings, directive)))
            : unit.Usings.Count > 0 ? unit.WithUsings(Inserted(unit.Usings, directive)) : First(unit, directive, newLine);
    }

    private static SyntaxList<UsingDirectiveSyntax> Inserted(SyntaxList<UsingDirectiveSyntax> usings, UsingDirectiveSyntax directive)
    {
        var index = 0;
        while (index < usings.Count && (IsGlobal(usings[index])
            || (IsPlain(usings[index]) && Compare(NameOf(usings[index]), NameOf(directive)) < 0)))
        {
            index++;
        }

        if (!usings[Math.Max(index - 1, 0)].GetTrailingTrivia().EndsLine())
        {
            directive = directive.WithTrailingTrivia(SyntaxFactory.Space);
        }

        if (index > 0)
        {
            return usings.Insert(index,
                directive.WithLeadingTrivia(usings[index - 1].GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))));
        }

        // What stands above the first directive, such as a licence, stays above.
        var first = usings[0];
        return usings.Replace(first,
            first.WithLeadingTrivia(first.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))))
            .Insert(0, directive.WithLeadingTrivia(first.GetLeadingTrivia()));
    }

    private static bool IsVisible(CompilationUnitSyntax root, Compilation compilation, string home, SyntaxNode node)
    {
        var namespaces = node.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().ToList();
        var enclosing = string.Join(".", namespaces.AsEnumerable().Reverse().Select(static declaration => declaration.Name.ToString()));
        return (enclosing + ".").StartsWith(home + ".", StringComparison.Ordinal)
            || root.Usings.Concat(namespaces.SelectMany(static declaration => declaration.Usings)).Any(directive => Imports(directive, home))
            || compilation.SyntaxTrees.Select(static tree => tree.GetRoot()).OfType<CompilationUnitSyntax>()
                .SelectMany(static unit => unit.Usings)
                .Any(directive => IsGlobal(directive) && Imports(directive, home));
    }

    private static bool Imports(UsingDirectiveSyntax directive, string home) => IsPlain(directive) && NameOf(directive) == home;

    private static bool IsGlobal(UsingDirectiveSyntax directive) => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword);

    private static bool IsPlain(UsingDirectiveSyntax directive) =>
        directive.Alias is null && !directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) && directive.Name is not null;

    private static string NameOf(UsingDirectiveSyntax directive)
    {
        var name = Remarks.Without(directive.Name!);
        return name.StartsWith("global::", StringComparison.Ordinal) ? name.Substring("global::".Length) : name;
    }

    private static int Compare(string left, string right)
    {
        var system = IsSystem(right).CompareTo(IsSystem(left));
        return system != 0 ? system : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    private static CompilationUnitSyntax First(CompilationUnitSyntax unit, UsingDirectiveSyntax directive, SyntaxTrivia newLine)
    {
        // A head comment that is set off by a blank line belongs to the file, any other to the code below.
        var code = unit.Externs.Count > 0
            ? unit.Externs.Last().GetLastToken().GetNextToken(includeZeroWidth: true)
            : unit.GetFirstToken(includeZeroWidth: true);
        var trivia = code.LeadingTrivia.ToList();
        var blank = -1;
        for (var at = 1; at < trivia.Count && blank < 0; at++)
        {
            blank = trivia[at].IsKind(SyntaxKind.EndOfLineTrivia) && trivia[at - 1].IsKind(SyntaxKind.EndOfLineTrivia) ? at : -1;
        }

        var rest = SyntaxFactory.TriviaList(trivia.Skip(blank + 1));
        return unit.ReplaceToken(code, code.WithLeadingTrivia(rest))
            .WithUsings(SyntaxFactory.SingletonList(directive.WithLeadingTrivia(trivia.Take(blank + 1)).WithTrailingTrivia(newLine, newLine)));
    }

    private static SyntaxTrivia NewLineOf(CompilationUnitSyntax unit) =>
        unit.DescendantTrivia().FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } found
            ? found
            : SyntaxFactory.LineFeed;
}
