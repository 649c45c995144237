using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Edits of the body of a method that returns a non-generic task, async or not yet.</summary>
internal static class AsyncBody
{
    /// <summary>True for <c>Task.CompletedTask</c> and <c>default(ValueTask)</c>-like values that stand for "nothing to wait for".</summary>
    public static bool IsFinishedTask(ExpressionSyntax? expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => true,
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.DefaultLiteralExpression),
        _ => false,
    };

    /// <summary>The same method with a block in place of its arrow; an async arrow's value becomes a statement.</summary>
    public static MethodDeclarationSyntax WithBlock(MethodDeclarationSyntax method, ArrowExpressionClauseSyntax arrow)
    {
        var expression = arrow.Expression.WithoutTrivia();
        StatementSyntax statement = method.Modifiers.Any(SyntaxKind.AsyncKeyword)
            ? SyntaxFactory.ExpressionStatement(expression)
            : SyntaxFactory.ReturnStatement(expression.WithLeadingTrivia(SyntaxFactory.Space));
        return method.WithExpressionBody(null).WithSemicolonToken(default)
            .WithBody(SyntaxFactory.Block(statement).WithTrailingTrivia(method.SemicolonToken.TrailingTrivia))
            .WithParameterList(method.ParameterList.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>Makes the method async and awaits the call before every return of it, and at its end.</summary>
    /// <param name="endIsReachable">Whether control can fall through the closing brace; what would be appended there is dead code otherwise.</param>
    /// <returns>Null when a return stands where nothing can be awaited.</returns>
    public static MethodDeclarationSyntax? AppendOnEveryReturn(MethodDeclarationSyntax method, ExpressionSyntax call, bool endIsReachable)
    {
        if (method.Body is not { } body || body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>().Any(static returned => returned.FirstAncestorOrSelf<LockStatementSyntax>() is not null))
        {
            return null;
        }

        var wasAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var rewritten = (BlockSyntax)new ReturnRewriter(call, body, wasAsync).Visit(body)!;
        if (endIsReachable)
        {
            rewritten = rewritten.AddStatements(Await(call));
        }

        var mended = method.WithBody(rewritten.WithAdditionalAnnotations(Formatter.Annotation));
        return wasAsync ? mended : MadeAsync(mended);
    }

    private static MethodDeclarationSyntax MadeAsync(MethodDeclarationSyntax method) =>
        method.AddModifiers(SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space));

    private static ExpressionStatementSyntax Await(ExpressionSyntax call) =>
        SyntaxFactory.ExpressionStatement(SyntaxFactory.AwaitExpression(Operand(call).WithLeadingTrivia(SyntaxFactory.Space)))
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);

    // Await binds tighter than most operators.
    private static ExpressionSyntax Operand(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax
            ? value
            : SyntaxFactory.ParenthesizedExpression(value);

    private sealed class ReturnRewriter(ExpressionSyntax call, BlockSyntax body, bool wasAsync) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

        public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

        public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;

        public override SyntaxNode? VisitBlock(BlockSyntax node)
        {
            var statements = SyntaxFactory.List(node.Statements.SelectMany(statement =>
                statement is ReturnStatementSyntax returned ? Replace(returned) : [(StatementSyntax)Visit(statement)!]));
            return node.WithStatements(statements);
        }

        // Where a single statement is expected, the several that replace it need braces.
        public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) =>
            SyntaxFactory.Block(Replace(node)).WithAdditionalAnnotations(Formatter.Annotation);

        private List<StatementSyntax> Replace(ReturnStatementSyntax returned)
        {
            var steps = new List<StatementSyntax>();
            if (!wasAsync && returned.Expression is { } value && !IsFinishedTask(value))
            {
                steps.Add(Await(value.WithoutTrivia()));
            }

            steps.Add(Await(call));
            if (returned.Parent != body || returned != body.Statements.Last())
            {
                steps.Add(SyntaxFactory.ReturnStatement().WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation));
            }

            steps[0] = steps[0].WithLeadingTrivia(returned.GetLeadingTrivia());
            var last = steps.Count - 1;
            steps[last] = steps[last].WithTrailingTrivia(returned.GetTrailingTrivia());
            return steps;
        }
    }
}
