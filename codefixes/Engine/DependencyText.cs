using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>How one file is laid out, for edits that change text and leave everything else alone.</summary>
internal sealed class DependencyText(SourceText text, CompilationUnitSyntax root)
{
    private readonly Layout _layout = new(text);

    public SourceText Text => text;

    public CompilationUnitSyntax Root => root;

    public string LineBreak => _layout.NewLine;

    /// <summary>One level of indentation, as the file's first indented member shows it.</summary>
    public string Unit { get; } = UnitOf(text, root);

    /// <summary>The white space at the start of the line.</summary>
    public string IndentationAt(int position) => _layout.IndentAt(position);

    /// <summary>Inserts a line of its own below the one that holds the position, behind a trailing comment, with the same indentation.</summary>
    public TextChange LineBelow(int position, string line) =>
        new(new TextSpan(text.Lines.GetLineFromPosition(position).End, 0), LineBreak + IndentationAt(position) + line);

    public static TextChange Insert(int position, string inserted) => new(new TextSpan(position, 0), inserted);

    public bool OnSameLine(int left, int right) => text.Lines.IndexOf(left) == text.Lines.IndexOf(right);

    /// <summary>The first of the names that nothing in the type around the position, nor anything that it inherits, is called, with or without an
    /// underscore.</summary>
    public string? Unused(int position, IEnumerable<string> inScope, params string[] names)
    {
        var type = root.FindToken(position).Parent?.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault();
        var taken = new HashSet<string>((type ?? (SyntaxNode)root).DescendantTokens().Select(token => token.ValueText).Concat(inScope)
            .Select(name => name.TrimStart('_')), StringComparer.Ordinal);
        return names.FirstOrDefault(name => !taken.Contains(name));
    }

    private static string UnitOf(SourceText text, CompilationUnitSyntax root)
    {
        foreach (var member in root.DescendantNodes().OfType<MemberDeclarationSyntax>())
        {
            if (member.Parent is TypeDeclarationSyntax type)
            {
                var outer = Column(text, type.GetFirstToken().SpanStart);
                var inner = Column(text, member.GetFirstToken().SpanStart);
                if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                {
                    return inner.Substring(outer.Length);
                }
            }
        }

        return "    ";
    }

    private static string Column(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var before = text.ToString(TextSpan.FromBounds(line.Start, position));
        return before.Trim().Length == 0 ? before : "";
    }
}
