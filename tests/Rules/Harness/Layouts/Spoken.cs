using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>What code says, apart from how it is laid out: its tokens, its comments, its directives.</summary>
internal static class Spoken
{
    /// <summary>The tokens of each file, in lines that end with a brace or a semicolon.</summary>
    public static SortedDictionary<string, ImmutableArray<string>> ByFile(IReadOnlyList<Laid> files) => Each(files, static words => words);

    /// <summary>The same, without <c>this.</c>, which is a matter of style.</summary>
    public static SortedDictionary<string, ImmutableArray<string>> WithoutThis(IReadOnlyList<Laid> files) => Each(files, static words =>
    {
        List<string> rest = [];
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] == "this" && at + 1 < words.Count && words[at + 1] == ".")
            {
                at++;
            }
            else
            {
                rest.Add(words[at]);
            }
        }

        return rest;
    });

    /// <summary>The usings, and for each type its head and its members in order of their text, whichever file and part they stand in.</summary>
    public static SortedDictionary<string, ImmutableArray<string>> ByType(IReadOnlyList<Laid> files)
    {
        var found = new List<(string Type, string Line)>();
        foreach (var root in files.Select(static file => file.Root))
        {
            found.AddRange(root.Usings.Select(static directive => ("usings", Line(directive))));
            foreach (var member in root.Members)
            {
                found.AddRange(member is TypeDeclarationSyntax type ? OfType(type) : [("other members", Line(member))]);
            }
        }

        return new(found.GroupBy(static line => line.Type, static line => line.Line)
            .ToDictionary(static type => type.Key, static type => (ImmutableArray<string>)[.. type.Distinct().Order(StringComparer.Ordinal)]),
            StringComparer.Ordinal);
    }

    /// <summary>The text of a token; line ends in a literal are the file's own.</summary>
    public static string Word(SyntaxToken token) => token.Text.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Comments without their signs, in any order; comments on an API come as a whole and without their white space.</summary>
    public static IEnumerable<string> CommentsOf(IEnumerable<CompilationUnitSyntax> files) => files
        .SelectMany(static root => root.DescendantTrivia()).Select(Comment).OfType<string>().Order(StringComparer.Ordinal);

    /// <summary>Directives, in any order.</summary>
    public static IEnumerable<string> DirectivesOf(IEnumerable<CompilationUnitSyntax> files) => files
        .SelectMany(static root => root.DescendantTrivia()).Where(static trivia => trivia.IsDirective).Select(static trivia => trivia.ToString().Trim())
        .Order(StringComparer.Ordinal);

    private static string? Comment(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia => trivia.ToString()[2..].Trim(),
        SyntaxKind.MultiLineCommentTrivia => trivia.ToString()[2..^2].Trim(),
        SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia =>
            "documentation " + string.Concat(trivia.ToFullString().Split('\n').Select(static line => string.Concat(line.Trim().Trim('/', '*')
                .Where(static sign => !char.IsWhiteSpace(sign))))),
        _ => null,
    };

    private static SortedDictionary<string, ImmutableArray<string>> Each(IReadOnlyList<Laid> files, Func<List<string>, List<string>> style) => new(
        files.ToDictionary(static file => file.Name, file => Lines(style([.. Tracked.TokensOf(file.Root).Select(Word)]))), StringComparer.Ordinal);

    private static ImmutableArray<string> Lines(List<string> words)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] is ";" or "{" or "}" || at == words.Count - 1)
            {
                lines.Add(string.Join(' ', words[start..(at + 1)]));
                start = at + 1;
            }
        }

        return lines.ToImmutable();
    }

    private static IEnumerable<(string Type, string Line)> OfType(TypeDeclarationSyntax type)
    {
        var name = type.Identifier.Text;
        return
        [
            .. type.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => (name, "is " + modifier.Text)),
            .. type.AttributeLists.Select(list => (name, Line(list))),
            .. type.ParameterList is { } parameters ? [(name, "takes " + Line(parameters))] : Array.Empty<(string, string)>(),
            .. (type.BaseList?.Types ?? []).Select(inherited => (name, ": " + Line(inherited))),
            .. type.Members.Select(member => (name, Line(member))),
        ];
    }

    private static string Line(SyntaxNode node) => string.Join(' ', Tracked.TokensOf(node).Select(Word));
}
