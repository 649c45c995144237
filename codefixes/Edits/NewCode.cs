using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>Code that a fix writes, as nodes that are laid out like the file they go into.</summary>
internal sealed class NewCode(FileStyle style, ParseOptions options)
{
    private const string Hole = "__hole__";

    /// <summary>On statements and members that stand on lines of their own already.</summary>
    public static SyntaxAnnotation OwnLines { get; } = new("GracefulOwnLines");

    /// <summary>A statement or an expression for which <see cref="Filled"/> puts in the user's own.</summary>
    public static string Place => Hole;

    public FileStyle Style => style;

    /// <summary>Code that is laid out like a block of the file.</summary>
    public NewCode Like(BlockSyntax? block) => new(style.Like(block), options);

    /// <summary>Statements on lines of their own.</summary>
    /// <param name="lines">Each brace on a line of its own; nested lines begin with <see cref="FileStyle.Unit"/>.</param>
    public SyntaxList<StatementSyntax> Statements(string indent, IEnumerable<string> lines)
    {
        var method = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration("async void M() {\n" + Text(indent, lines) + "}", options: options)!;
        return SyntaxFactory.List(method.Body!.Statements.Select(static statement => statement.WithAdditionalAnnotations(OwnLines)));
    }

    /// <summary>A member on lines of its own.</summary>
    public MemberDeclarationSyntax Member(string indent, params string[] lines) =>
        SyntaxFactory.ParseMemberDeclaration(Text(indent, lines), options: options)!.WithAdditionalAnnotations(OwnLines);

    /// <summary>An expression without trivia around it.</summary>
    public ExpressionSyntax Expression(string text) => SyntaxFactory.ParseExpression(text, options: options);

    /// <summary>The expression with the user's own at its <see cref="Place"/>.</summary>
    public ExpressionSyntax Around(string text, ExpressionSyntax own) => (ExpressionSyntax)Filled(Expression(text), own.WithoutTrivia());

    /// <summary>New code with the user's expression at its <see cref="Place"/>.</summary>
    public static SyntaxNode Filled(SyntaxNode code, ExpressionSyntax own)
    {
        var place = code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().First(static name => name.Identifier.ValueText == Hole);
        return code.ReplaceNode(place, own.WithTriviaFrom(place));
    }

    /// <summary>New code with the user's statements in place of the statement <c><see cref="Place"/>;</c>.</summary>
    public static TNode Filled<TNode>(TNode code, IEnumerable<StatementSyntax> own) where TNode : SyntaxNode
    {
        var place = code.DescendantNodes().OfType<ExpressionStatementSyntax>()
            .First(static statement => statement.Expression is IdentifierNameSyntax { Identifier.ValueText: Hole });
        return code.ReplaceNode(place, own);
    }

    /// <summary>True for code that waits to be <see cref="Filled"/> with statements.</summary>
    public static bool HasPlace(SyntaxNode code) => code.DescendantNodes().OfType<ExpressionStatementSyntax>()
        .Any(static statement => statement.Expression is IdentifierNameSyntax { Identifier.ValueText: Hole });

    private string Text(string indent, IEnumerable<string> lines) =>
        string.Concat(style.Laid(lines).Select(line => (line.Length == 0 ? "" : indent + line) + style.NewLine));
}
