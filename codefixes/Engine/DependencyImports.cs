using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Brings a namespace into the scope of a file.</summary>
internal static class DependencyImports
{
    /// <summary>The using directive that the position needs to see the namespace, where the file's order puts it; null when it sees it already.</summary>
    public static TextChange? For(DependencyText file, Compilation compilation, string home, int position)
    {
        if (home.Length == 0 || IsVisible(file.Root, compilation, home, position))
        {
            return null;
        }

        var line = "using " + home + ";" + file.LineBreak;
        var usings = file.Root.Usings.Where(directive => directive.Alias is null && !directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword)).ToList();
        if (usings.Count == 0)
        {
            // Below externs and a licence at the top of the file.
            var first = file.Root.Usings.FirstOrDefault()?.SpanStart ?? StartOfCode(file.Root);
            return DependencyText.Insert(first, file.Root.Usings.Count > 0 ? line : line + file.LineBreak);
        }

        var next = usings.FirstOrDefault(directive => !IsSystem(NameOf(directive)) && string.CompareOrdinal(NameOf(directive), home) > 0);
        return next is not null
            ? DependencyText.Insert(next.SpanStart, line)
            : DependencyText.Insert(file.Text.Lines.GetLineFromPosition(usings[usings.Count - 1].Span.End).End, file.LineBreak + line.TrimEnd('\r', '\n'));
    }

    private static bool IsVisible(CompilationUnitSyntax root, Compilation compilation, string home, int position)
    {
        var namespaces = root.FindToken(position).Parent!.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().ToList();
        var enclosing = string.Join(".", namespaces.AsEnumerable().Reverse().Select(declaration => declaration.Name.ToString()));
        return (enclosing + ".").StartsWith(home + ".", StringComparison.Ordinal)
            || root.Usings.Concat(namespaces.SelectMany(declaration => declaration.Usings)).Any(directive => Imports(directive, home))
            || compilation.SyntaxTrees.Select(tree => tree.GetRoot()).OfType<CompilationUnitSyntax>()
                .SelectMany(unit => unit.Usings)
                .Any(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && Imports(directive, home));
    }

    private static bool Imports(UsingDirectiveSyntax directive, string home) =>
        directive.Alias is null && !directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) && NameOf(directive) == home;

    private static string NameOf(UsingDirectiveSyntax directive)
    {
        var name = directive.NamespaceOrType.ToString();
        return name.StartsWith("global::", StringComparison.Ordinal) ? name.Substring("global::".Length) : name;
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    // What stands above the first blank line belongs to the file, not to its first declaration.
    private static int StartOfCode(CompilationUnitSyntax root)
    {
        var first = root.GetFirstToken(includeZeroWidth: true);
        var position = first.FullSpan.Start;
        var atLineStart = true;
        foreach (var trivia in first.LeadingTrivia)
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                if (atLineStart)
                {
                    position = trivia.Span.End;
                }

                atLineStart = true;
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                atLineStart = false;
            }
        }

        return position;
    }
}
