using GracefulAnalyzers.CodeFixes.Edits;
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
        if (await PlanEdits.OfAsync(request, cancellationToken) is not { } plan
            || Places.NodeAt<ArgumentSyntax>(plan.Own.Root, request.Diagnostic.Location) is not { } argument
            || argument.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || StatementOf(statement, argument) is not { } own)
        {
            return null;
        }

        var edits = plan.Own;
        var name = Existing(own) ?? Array.Find(Names, candidate => IsFree(candidate, own, plan.Model));
        if (name is null)
        {
            return null;
        }

        edits.Write(argument.Expression, name + ".Token");
        if (Existing(own) is null)
        {
            edits.Before(own, () => Source(edits, own, name));
            edits.Change(own, current => edits.Style.IsBehindCode(own.GetFirstToken())
                ? current
                : current.WithLeadingTrivia(SyntaxFactory.Whitespace(edits.Style.IndentBeside(own))));
            edits.TakeAway(own.GetFirstToken());
        }

        return await TokenSyntax.SimplifiedAsync(plan.Apply().GetDocument(request.Document.Id)!, cancellationToken);
    }

    // Only a block can take a declaration in front of the statement, and only one that the call belongs to directly.
    private static StatementSyntax? StatementOf(StatementSyntax statement, ArgumentSyntax argument) =>
        statement.Parent is BlockSyntax
            && !statement.DescendantNodes().Any(node => node is AnonymousFunctionExpressionSyntax && node.Span.Contains(argument.Span)) ? statement : null;

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

    // What stands in front of the statement stands in front of both.
    private static IEnumerable<StatementSyntax> Source(TreeEdits edits, StatementSyntax own, string name)
    {
        var created = edits.Code.Statements(edits.Style.IndentBeside(own),
            [$"using var {name} = new global::System.Threading.CancellationTokenSource(global::System.TimeSpan.FromSeconds(5));"])[0];
        created = created.ReplaceNodes(
            created.DescendantNodes().OfType<QualifiedNameSyntax>().Where(static type => type.Parent is not QualifiedNameSyntax).Cast<SyntaxNode>()
                .Concat(created.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
                    .Where(static access => access.Name.Identifier.ValueText == nameof(TimeSpan))),
            static (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation));
        yield return own.GetLeadingTrivia().Count > 0 ? created.WithLeadingTrivia(own.GetLeadingTrivia()) : created;
    }
}
