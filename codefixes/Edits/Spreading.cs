using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>Puts each item of a block or a type on lines of its own: new code beside code on one line needs them.</summary>
/// <param name="style">How the file is written.</param>
/// <param name="original">The block, type, switch section or file as the user wrote it.</param>
internal sealed class Spreading(FileStyle style, SyntaxNode original)
{
    private static readonly SyntaxAnnotation OwnLine = new("GracefulBraceOnOwnLine");

    /// <summary>On items of the user's that do not start a line.</summary>
    public static SyntaxAnnotation BehindCode { get; } = new("GracefulBehindCode");

    /// <summary>On opening braces that follow what stood on the line before.</summary>
    public static SyntaxAnnotation Joins { get; } = new("GracefulBraceJoins");

    /// <summary>The file without the white space that stood in front of what has a line of its own now.</summary>
    public static SyntaxNode Finished(SyntaxNode root)
    {
        var before = root.GetAnnotatedTokens(OwnLine).Select(static brace => brace.GetPreviousToken()).ToList();
        root = root.ReplaceTokens(before, static (_, token) => token.WithTrailingTrivia(Trimmed(token.TrailingTrivia)));
        var joined = root.GetAnnotatedTokens(Joins).Select(static brace => brace.GetPreviousToken()).Where(static token =>
            !token.TrailingTrivia.Any(SyntaxKind.SingleLineCommentTrivia)).ToList();
        return root.ReplaceTokens(joined, static (_, token) => token.WithTrailingTrivia(
            token.TrailingTrivia.Where(static trivia => !trivia.IsBlank()).Append(SyntaxFactory.Space)));
    }

    /// <summary>An item and one more behind it: on a line of its own where the first ends its line, else on the same line.</summary>
    /// <param name="isLast">True when nothing follows the item in its file.</param>
    public static IReadOnlyList<SyntaxNode> Beside(SyntaxNode item, SyntaxNode added, bool isLast, FileStyle style)
    {
        var trailing = item.GetTrailingTrivia();
        if (trailing.EndsLine())
        {
            return [item, added];
        }

        if (isLast)
        {
            return [item.WithTrailingTrivia(trailing.Add(style.LineBreak)), added.WithoutTrailingTrivia()];
        }

        var isSpaced = trailing.Count > 0 && trailing.Last().IsKind(SyntaxKind.WhitespaceTrivia);
        return
        [
            isSpaced ? item : item.WithTrailingTrivia(trailing.Add(SyntaxFactory.Space)),
            added.WithoutTrivia().WithoutAnnotations(NewCode.OwnLines)
                .WithTrailingTrivia(trailing.Count > 0 ? SyntaxFactory.TriviaList(SyntaxFactory.Space) : default)
                .WithAdditionalAnnotations(BehindCode),
        ];
    }

    /// <param name="current">The block or type with its edited items.</param>
    /// <param name="first">New items at its start.</param>
    /// <param name="left">Remarks that go to its end.</param>
    public SyntaxNode Of(SyntaxNode current, IReadOnlyList<SyntaxNode> first, IReadOnlyCollection<SyntaxTrivia> left) => current switch
    {
        BlockSyntax block => Of(block, first.Cast<StatementSyntax>(), left),
        TypeDeclarationSyntax type => Of(type, first.Cast<MemberDeclarationSyntax>(), left),
        SwitchSectionSyntax section => section.WithStatements(Separated(section.Statements, style.IndentBeside(((SwitchSectionSyntax)original).Statements[0]))),
        CompilationUnitSyntax unit => unit.WithMembers(Separated(unit.Members, "")),
        _ => current,
    };

    private BlockSyntax Of(BlockSyntax block, IEnumerable<StatementSyntax> first, IReadOnlyCollection<SyntaxTrivia> left) => block
        .WithStatements(Separated(SyntaxFactory.List(first.Concat(block.Statements)), style.IndentIn(original)))
        .WithOpenBraceToken(Open(block.OpenBraceToken))
        .WithCloseBraceToken(Close(block.CloseBraceToken, ((BlockSyntax)original).CloseBraceToken, left));

    private TypeDeclarationSyntax Of(TypeDeclarationSyntax type, IEnumerable<MemberDeclarationSyntax> first, IReadOnlyCollection<SyntaxTrivia> left) => type
        .WithMembers(Separated(SyntaxFactory.List(first.Concat(type.Members)), style.IndentIn(original)))
        .WithOpenBraceToken(Open(type.OpenBraceToken))
        .WithCloseBraceToken(Close(type.CloseBraceToken, ((TypeDeclarationSyntax)original).CloseBraceToken, left));

    private SyntaxList<TNode> Separated<TNode>(SyntaxList<TNode> items, string indent) where TNode : SyntaxNode => SyntaxFactory.List(items
        .Select(item => item.HasAnnotation(BehindCode) ? item.Deeper(style.Unit).OnOwnLine(indent) : item)
        .Select(item => item.GetTrailingTrivia().EndsLine()
            ? item
            : item.WithTrailingTrivia(Trimmed(item.GetTrailingTrivia()).Add(style.LineBreak))));

    private SyntaxToken Open(SyntaxToken brace)
    {
        if (brace.TrailingTrivia.EndsLine())
        {
            return brace;
        }

        brace = brace.WithTrailingTrivia(Trimmed(brace.TrailingTrivia).Add(style.LineBreak));
        var opening = FileStyle.OpeningOf(original);
        return style.OpensAtLineEnd || !style.IsBehindCode(opening)
            ? brace
            : brace.WithLeadingTrivia(brace.LeadingTrivia.Insert(0, SyntaxFactory.Whitespace(style.IndentOf(opening))).Insert(0, style.LineBreak))
                .WithAdditionalAnnotations(OwnLine);
    }

    private SyntaxToken Close(SyntaxToken brace, SyntaxToken before, IReadOnlyCollection<SyntaxTrivia> left)
    {
        var leading = style.IsBehindCode(before)
            ? brace.LeadingTrivia.SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
                .Prepend(SyntaxFactory.Whitespace(style.IndentOf(FileStyle.OpeningOf(original))))
            : brace.LeadingTrivia;
        return brace.WithLeadingTrivia(Remarks.InFront(SyntaxFactory.TriviaList(leading), left, style));
    }

    private static SyntaxTriviaList Trimmed(SyntaxTriviaList trailing)
    {
        while (trailing.Count > 0 && trailing[trailing.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia))
        {
            trailing = trailing.RemoveAt(trailing.Count - 1);
        }

        return trailing;
    }
}
