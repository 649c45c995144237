using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Simplification;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Gives the clean-up a source of its own, with five seconds to do it; a second call of the same block shares it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE3008CleanupGetsCancelledTokenFix() : GracefulFix("GRACE3008")
{
    private static readonly string[] Names = ["budget", "cleanupBudget", "cleanupSource"];

    private protected override string Title => "Clean up with a fresh, bounded source";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var root = await request.Document.GetSyntaxRootAsync(cancellationToken);
        var model = await request.Document.GetSemanticModelAsync(cancellationToken);
        if (root is null || model is null || Places.NodeAt<ArgumentSyntax>(root, request.Diagnostic.Location) is not { } argument
            || argument.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || StatementOf(statement, argument) is not { } own)
        {
            return null;
        }

        if (Existing(own) is { } existing)
        {
            return request.Document.WithSyntaxRoot(root.ReplaceNode(argument, Taking(argument, existing))).Project.Solution;
        }

        if (Array.Find(Names, candidate => IsFree(candidate, own, model)) is not { } name)
        {
            return null;
        }

        var mended = own.ReplaceNode(argument, Taking(argument, name));
        var source = Source(name).WithLeadingTrivia(own.GetLeadingTrivia()).WithTrailingTrivia(LineEndOf(own));
        mended = mended.WithLeadingTrivia(own.GetLeadingTrivia().Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        var edited = root.ReplaceNode(own, [source, mended]);
        return await TokenSyntax.SimplifiedAsync(request.Document.WithSyntaxRoot(edited), cancellationToken);
    }

    // Only a block can take a declaration in front of the statement, and only one that the call belongs to directly.
    private static StatementSyntax? StatementOf(StatementSyntax statement, ArgumentSyntax argument) =>
        statement.Parent is BlockSyntax
            && !statement.DescendantNodes().Any(node => node is AnonymousFunctionExpressionSyntax && node.Span.Contains(argument.Span)) ? statement : null;

    private static ArgumentSyntax Taking(ArgumentSyntax argument, string source) =>
        argument.WithExpression(SyntaxFactory.ParseExpression(source + ".Token").WithTriviaFrom(argument.Expression));

    private static string? Existing(StatementSyntax own) => ((BlockSyntax)own.Parent!).Statements.TakeWhile(statement => statement != own)
        .OfType<LocalDeclarationStatementSyntax>()
        .Where(static declared => declared.UsingKeyword.IsKind(SyntaxKind.UsingKeyword)
            && declared.Declaration.Variables
                is [{ Initializer.Value: ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1, Type: var type } } only]
            && type.ToString().EndsWith(nameof(CancellationTokenSource), StringComparison.Ordinal) && Names.Contains(only.Identifier.ValueText))
        .Select(static declared => declared.Declaration.Variables[0].Identifier.ValueText)
        .LastOrDefault();

    private static bool IsFree(string name, StatementSyntax own, SemanticModel model) =>
        model.LookupSymbols(own.SpanStart, name: name).IsEmpty
        && !own.Parent!.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);

    private static StatementSyntax Source(string name)
    {
        var created = SyntaxFactory.ParseStatement(
            $"using var {name} = new global::System.Threading.CancellationTokenSource(global::System.TimeSpan.FromSeconds(5));");
        return created.ReplaceNodes(
            created.DescendantNodes().OfType<QualifiedNameSyntax>().Where(static type => type.Parent is not QualifiedNameSyntax).Cast<SyntaxNode>()
                .Concat(created.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
                    .Where(static access => access.Name.Identifier.ValueText == nameof(TimeSpan))),
            static (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    private static SyntaxTrivia LineEndOf(SyntaxNode node) =>
        node.SyntaxTree.GetText() is var text && text.Lines.GetLineFromPosition(node.SpanStart) is var line && line.EndIncludingLineBreak > line.End
            ? SyntaxFactory.EndOfLine(text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)))
            : SyntaxFactory.EndOfLine("\n");
}
