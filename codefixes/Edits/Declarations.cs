using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>Heads and bodies of declarations, changed without touching what stands around them.</summary>
internal static class Declarations
{
    /// <summary>The method with <c>async</c> as its last modifier.</summary>
    public static MethodDeclarationSyntax MadeAsync(this MethodDeclarationSyntax method)
    {
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return method;
        }

        var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return method.Modifiers.Count > 0
            ? method.WithModifiers(method.Modifiers.Add(keyword))
            : method.WithReturnType(method.ReturnType.WithoutLeadingTrivia())
                .WithModifiers(SyntaxFactory.TokenList(keyword.WithLeadingTrivia(method.ReturnType.GetLeadingTrivia())));
    }

    /// <summary>The method without a modifier; what stood in front of it stays in front of the method.</summary>
    public static MethodDeclarationSyntax Without(this MethodDeclarationSyntax method, SyntaxKind modifier)
    {
        var leading = method.GetLeadingTrivia();
        var modifiers = SyntaxFactory.TokenList(method.Modifiers.Where(token => !token.IsKind(modifier)));
        return method.WithModifiers(modifiers).WithLeadingTrivia(leading);
    }

    /// <summary>The method or constructor with a block in place of its arrow.</summary>
    /// <param name="statements">On lines of their own, one level deeper than the method.</param>
    /// <param name="indent">The method's indentation.</param>
    public static TMethod WithBlock<TMethod>(this TMethod method, IEnumerable<StatementSyntax> statements, string indent, FileStyle style)
        where TMethod : BaseMethodDeclarationSyntax
    {
        var open = SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(style.LineBreak);
        var body = SyntaxFactory.Block(SyntaxFactory.List(statements))
            .WithOpenBraceToken(style.OpensAtLineEnd ? open : open.WithLeadingTrivia(SyntaxFactory.Whitespace(indent)))
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(indent))
                .WithTrailingTrivia(method.SemicolonToken.TrailingTrivia));
        var end = method.ExpressionBody!.GetFirstToken().GetPreviousToken();
        var head = method.ReplaceToken(end, end.WithTrailingTrivia(end.TrailingTrivia.Where(static trivia => trivia.IsComment())
            .Select(static trivia => trivia).Append(style.OpensAtLineEnd ? SyntaxFactory.Space : style.LineBreak)));
        return (TMethod)head.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body);
    }

    /// <summary>The type with one more interface.</summary>
    public static TypeDeclarationSyntax Implementing(this TypeDeclarationSyntax type, string name)
    {
        var added = SyntaxFactory.SimpleBaseType(SyntaxFactory.ParseTypeName(name));
        if (type.BaseList is { } bases)
        {
            var last = bases.Types.Last();
            var types = bases.Types.Replace(last, last.WithoutTrailingTrivia());
            var comma = SyntaxFactory.Token(default, SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
            return (TypeDeclarationSyntax)type.WithBaseList(bases.WithTypes(SyntaxFactory.SeparatedList(
                types.Append(added.WithTrailingTrivia(last.GetTrailingTrivia())), types.GetSeparators().Append(comma))));
        }

        var end = (type.ParameterList as SyntaxNode ?? type.TypeParameterList)?.GetLastToken() ?? type.Identifier;
        var trailing = end.TrailingTrivia;
        var colon = SyntaxFactory.Token(default, SyntaxKind.ColonToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        return (TypeDeclarationSyntax)type.ReplaceToken(end, end.WithTrailingTrivia(SyntaxFactory.Space))
            .WithBaseList(SyntaxFactory.BaseList(colon, SyntaxFactory.SingletonSeparatedList<BaseTypeSyntax>(added)).WithTrailingTrivia(trailing));
    }
}
