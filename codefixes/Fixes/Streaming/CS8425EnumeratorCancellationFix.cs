using System.Collections.Immutable;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Streaming;

/// <summary>Mends the compiler's own warning: the token of an async iterator gets <c>[EnumeratorCancellation]</c>, so that enumerating with a token reaches
/// it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class CS8425EnumeratorCancellationFix : CodeFixProvider
{
    private const string Id = "CS8425";
    private const string Title = "Let the enumeration fill the token";

    // What people call the token that belongs to nobody in particular.
    private static readonly string[] PlainNames = ["cancellationToken", "cancellation", "ct", "token"];

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Id);

    // Each document is mended in one edit: compiler warnings are not found anew between two of them.
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        await MendAsync(document, diagnostics, context.CancellationToken) is { } mended ? mended.GetDocument(document.Id) : document);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await MendAsync(context.Document, ImmutableArray.Create(diagnostic), context.CancellationToken) is { } mended)
            {
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(mended), Id), diagnostic);
            }
        }
    }

    private static async Task<Solution?> MendAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken) is not { } root || await document.GetSemanticModelAsync(cancellationToken) is not { } model)
        {
            return null;
        }

        var tokens = diagnostics.Select(diagnostic => TokenOf(root, diagnostic, model, cancellationToken)).OfType<ParameterSyntax>().Distinct().ToList();
        var plan = FixPlan.Of(tokens.Select(static token => new LetEnumerationFill(token.GetLocation())));
        return tokens.Count > 0 && await TokenThreading.ApplyAsync(new FixRequest(document, diagnostics[0], plan), cancellationToken) is { } edited
            ? await FinishedEdit.ApplyAsync(document.Project.Solution, edited, cancellationToken)
            : null;
    }

    // Of several tokens only one can be the enumeration's: the one that callers may leave out, else the one without a meaning of its own.
    private static ParameterSyntax? TokenOf(SyntaxNode root, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellationToken)
    {
        var iterator = root.FindNode(diagnostic.Location.SourceSpan)
            .FirstAncestorOrSelf<SyntaxNode>(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
        if (iterator is null || model.GetDeclaredSymbol(iterator, cancellationToken) is not IMethodSymbol method)
        {
            return null;
        }

        var tokens = method.Parameters.Where(static parameter =>
            parameter.Type is { Name: nameof(CancellationToken),
                ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }).ToList();
        var one = Only(tokens) ?? Only(tokens.FindAll(static token => token.IsOptional))
            ?? Only(tokens.FindAll(static token => PlainNames.Contains(token.Name, StringComparer.Ordinal)));
        return one?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) as ParameterSyntax;
    }

    private static IParameterSymbol? Only(List<IParameterSymbol> tokens) => tokens.Count == 1 ? tokens[0] : null;
}
