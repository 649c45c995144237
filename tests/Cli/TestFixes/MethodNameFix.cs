using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.TestFixes;

/// <summary>
/// Renames what the test analyzer reports. BadTwice takes two passes, BadError becomes a syntax error, BadWarning brings a compiler warning,
/// BadScaffold brings a scaffold.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MethodNameFix : CodeFixProvider
{
    private const string Scaffold = """

        #pragma warning disable // From GracefulAnalyzers, yours to edit. Without this line your own analyzers judge the code below.
        #nullable enable
        internal interface IIdempotencyStore
        {
        }
        #nullable restore
        #pragma warning restore

        """;

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create("GRACE9001", "GRACE9002");

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
        document.WithText(Mend(await document.GetTextAsync(context.CancellationToken), diagnostics)));

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SourceText text = await context.Document.GetTextAsync(context.CancellationToken);
        context.RegisterCodeFix(
            CodeAction.Create("Rename", _ => Task.FromResult(context.Document.WithText(Mend(text, context.Diagnostics))), "rename"), context.Diagnostics);
    }

    private static SourceText Mend(SourceText text, ImmutableArray<Diagnostic> diagnostics) =>
        text.WithChanges(diagnostics.Where(diagnostic => diagnostic.Properties["fixSafety"] != "none" && !diagnostic.Properties.ContainsKey("decision"))
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).SelectMany(diagnostic => Changes(text, diagnostic.Location.SourceSpan)));

    private static IEnumerable<TextChange> Changes(SourceText text, TextSpan name)
    {
        switch (text.ToString(name))
        {
            case "BadTwice":
                yield return new TextChange(name, "BadOnce");
                break;
            case "BadError":
                yield return new TextChange(name, "1Bad");
                break;
            case "BadWarning":
                yield return new TextChange(new TextSpan(text.Lines.GetLineFromPosition(name.Start).Start, 0), "#warning planted\n");
                yield return new TextChange(name, "GoodWarning");
                break;
            case "BadScaffold":
                yield return new TextChange(name, "GoodScaffold");
                yield return new TextChange(new TextSpan(text.Length, 0), Scaffold);
                break;
            case { } other:
                yield return new TextChange(name, other.StartsWith("Bad", StringComparison.Ordinal) ? "Good" + other.Substring("Bad".Length) : "Marked");
                break;
        }
    }
}
