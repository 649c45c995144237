using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>The text of a scaffold as one file wants it. All texts inside use line feeds until the last step.</summary>
internal static class ScaffoldText
{
    private const string Opening = "namespace " + Scaffold.DefaultNamespace + "\n{\n";
    private const string Closing = "\n}\n";
    private const int Indentation = 4;

    /// <summary>The scaffold's text, ending with one line break.</summary>
    /// <param name="scaffold">What to write.</param>
    /// <param name="bare">Without its own namespace, for the end of a file that has a file-scoped one.</param>
    /// <param name="home">The namespace that the types end up in.</param>
    /// <param name="homes">Namespaces of the types that required scaffolds declare, by type name.</param>
    /// <param name="publicInterface">Whether the scaffold's surface becomes public.</param>
    /// <param name="lineBreak">The line break of the file.</param>
    public static string Render(
        Scaffold scaffold, bool bare, string home, IReadOnlyDictionary<string, string> homes, bool publicInterface, string lineBreak)
    {
        SourceText text = SourceText.From(scaffold.Text());
        SyntaxNode root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp12)).GetRoot();
        IEnumerable<TextChange> changes = Qualify(root, home, homes);
        if (publicInterface)
        {
            changes = changes.Concat(Publish(root, scaffold.Surface));
        }

        string result = text.WithChanges(changes.OrderBy(change => change.Span.Start)).ToString();
        return (bare ? Unwrap(result) : result).Replace("\n", lineBreak);
    }

    /// <summary>The changes that make the named top-level types public.</summary>
    public static IEnumerable<TextChange> Publish(SyntaxNode root, IReadOnlyCollection<string> types)
    {
        foreach (BaseTypeDeclarationSyntax declaration in root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        {
            if (declaration.Parent is BaseTypeDeclarationSyntax || !types.Contains(declaration.Identifier.ValueText))
            {
                continue;
            }

            int access = declaration.Modifiers.IndexOf(SyntaxKind.InternalKeyword);
            if (access >= 0)
            {
                yield return new TextChange(declaration.Modifiers[access].Span, "public");
            }
            else if (!declaration.Modifiers.Any(SyntaxKind.PublicKeyword))
            {
                SyntaxToken first = declaration.Modifiers.Count > 0 ? declaration.Modifiers[0] : KeywordOf(declaration);
                yield return new TextChange(new TextSpan(first.SpanStart, 0), "public ");
            }
        }
    }

    /// <summary>The file with the scaffold at its end; its line breaks stay, and it ends with one exactly when it did before.</summary>
    public static SourceText Append(SourceText file, string scaffold)
    {
        string lineBreak = LineBreakOf(file);
        bool empty = file.Length == 0;
        bool ended = empty || file.Lines[file.Lines.Count - 1].Span.IsEmpty;
        string gap = empty ? "" : ended ? lineBreak : lineBreak + lineBreak;
        string body = ended ? scaffold : scaffold.TrimEnd('\r', '\n');
        return file.WithChanges(new TextChange(new TextSpan(file.Length, 0), gap + body));
    }

    /// <summary>The file's first line break; a line feed when it has none.</summary>
    public static string LineBreakOf(SourceText file)
    {
        TextLine first = file.Lines[0];
        string lineBreak = file.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        return lineBreak.Length == 0 ? "\n" : lineBreak;
    }

    private static IEnumerable<TextChange> Qualify(SyntaxNode root, string home, IReadOnlyDictionary<string, string> homes)
    {
        foreach (IdentifierNameSyntax name in root.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (homes.TryGetValue(name.Identifier.ValueText, out string? other)
                && other != home
                && name.Parent is not (QualifiedNameSyntax or AliasQualifiedNameSyntax))
            {
                yield return new TextChange(new TextSpan(name.SpanStart, 0), other.Length == 0 ? "global::" : $"global::{other}.");
            }
        }
    }

    private static string Unwrap(string text)
    {
        int start = text.IndexOf(Opening, StringComparison.Ordinal);
        int end = text.LastIndexOf(Closing, StringComparison.Ordinal);
        string body = text.Substring(start + Opening.Length, end - start - Opening.Length);
        string indentation = new(' ', Indentation);
        IEnumerable<string> lines = body.Split('\n')
            .Select(line => line.StartsWith(indentation, StringComparison.Ordinal) ? line.Substring(Indentation) : line);
        return text.Substring(0, start) + string.Join("\n", lines) + "\n" + text.Substring(end + Closing.Length);
    }

    private static SyntaxToken KeywordOf(BaseTypeDeclarationSyntax declaration) => declaration switch
    {
        TypeDeclarationSyntax type => type.Keyword,
        EnumDeclarationSyntax enumeration => enumeration.EnumKeyword,
        _ => declaration.Identifier,
    };
}
