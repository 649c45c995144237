using System.Collections.Immutable;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.HarnessTests;

/// <summary>A tiny rule to test the harness with: reports <c>Thread.Sleep</c>, and throws on an argument named <c>crash</c>.</summary>
#pragma warning disable RS1036, RS1038, RS1041, RS2008 // never shipped: the harness runs it in memory
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SleepAnalyzer : DiagnosticAnalyzer
{
    public const string Id = "GRACE0001";

    private static readonly DiagnosticDescriptor Sleep = new(
        Id, "Sleeps", "Sleeps instead of yielding", "Harness", DiagnosticSeverity.Warning, isEnabledByDefault: true);
#pragma warning restore RS1036, RS1038, RS1041, RS2008

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Sleep];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(
            static c =>
            {
                var call = (InvocationExpressionSyntax)c.Node;
                if (call.Expression.ToString() != "Thread.Sleep")
                {
                    return;
                }

                if (call.ArgumentList.Arguments.Any(static a => a.ToString() == "crash"))
                {
                    throw new InvalidOperationException("asked to");
                }

                var properties = ImmutableDictionary<string, string?>.Empty;
                properties = call.ArgumentList.ToString() == "(-1)"
                    ? properties.Add("unfixable", "A sleep without an end has nothing to yield to.")
                    : properties;
                c.ReportDiagnostic(Diagnostic.Create(Sleep, call.GetLocation(), properties));
            },
            SyntaxKind.InvocationExpression);
    }
}

/// <summary>Replaces the sleep with a yield; a sleep of <c>9000</c> needs the scaffold <c>Pause</c>, one of <c>-1</c> has no fix.</summary>
internal sealed class SleepFix : CodeFixProvider
{
    private const string Scaffold = "internal static class Pause\n{\n    public static void Briefly() => Thread.Yield();\n}\n";

    public override ImmutableArray<string> FixableDiagnosticIds => [SleepAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => new Sequential();

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var finding in context.Diagnostics.Where(static d => !IsEndless(d)))
        {
            var document = context.Document;
            context.RegisterCodeFix(
                CodeAction.Create("Yield", token => ApplyAsync(document.Project.Solution, document.Id, [finding.Location.SourceSpan], token), nameof(SleepFix)),
                finding);
        }

        return Task.CompletedTask;
    }

    private static bool IsEndless(Diagnostic d) => d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan).Contains("-1", StringComparison.Ordinal);

    private static async Task<Solution> ApplyAsync(Solution solution, DocumentId id, IEnumerable<TextSpan> spans, CancellationToken token)
    {
        var document = solution.GetDocument(id)!;
        var text = await document.GetTextAsync(token);
        var edits = spans.Select(s => new TextChange(s, NeedsPause(text, s) ? "Pause.Briefly()" : "Thread.Yield()")).ToArray();
        var changed = text.WithChanges(edits);
        if (!edits.Any(static e => e.NewText!.StartsWith("Pause", StringComparison.Ordinal)))
        {
            return solution.WithDocumentText(id, changed);
        }

        return solution.Workspace.Kind == WorkspaceKind.MSBuild
            ? solution.WithDocumentText(id, SourceText.From(changed + "\n" + Scaffold))
            : document.Project.AddDocument("Pause.cs", Scaffold, ["Graceful"]).Project.Solution.WithDocumentText(id, changed);
    }

    private static bool NeedsPause(SourceText text, TextSpan span) => text.ToString(span).Contains("9000", StringComparison.Ordinal);

    private sealed class Sequential : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var solution = fixAllContext.Solution;
            IEnumerable<Document> documents = fixAllContext.Scope switch
            {
                FixAllScope.Document => [fixAllContext.Document!],
                FixAllScope.Project => fixAllContext.Project.Documents,
                _ => solution.Projects.SelectMany(static p => p.Documents),
            };
            foreach (var document in documents)
            {
                var findings = await fixAllContext.GetDocumentDiagnosticsAsync(document);
                var spans = findings.Where(static f => !IsEndless(f)).Select(static f => f.Location.SourceSpan).ToArray();
                solution = spans.Length > 0 ? await ApplyAsync(solution, document.Id, spans, fixAllContext.CancellationToken) : solution;
            }

            return CodeAction.Create("Yield", _ => Task.FromResult(solution), nameof(SleepFix));
        }
    }
}

internal static class SleepProduct
{
    public static Product Instance { get; } = new([new SleepAnalyzer()], [new SleepFix()]);
}
