using System.Collections.Immutable;
using GracefulAnalyzers.CodeFixes.Streaming;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.Tests.Streaming;

/// <summary>The fix for the compiler's warning about an async iterator whose token no enumeration fills.</summary>
public sealed class CS8425EnumeratorCancellationTests
{
    [Theory]
    [InlineData("CancellationToken token", "[EnumeratorCancellation] CancellationToken token")]
    [InlineData("int first, CancellationToken stop = default", "int first, [EnumeratorCancellation] CancellationToken stop = default")]
    [InlineData("CancellationToken stoppingToken, CancellationToken cancellationToken",
        "CancellationToken stoppingToken, [EnumeratorCancellation] CancellationToken cancellationToken")]
    [InlineData("CancellationToken token, CancellationToken other = default",
        "CancellationToken token, [EnumeratorCancellation] CancellationToken other = default")]
    [InlineData("CancellationToken shutdown = default, CancellationToken ct = default",
        "CancellationToken shutdown = default, [EnumeratorCancellation] CancellationToken ct = default")]
    public async Task The_right_token_gets_the_attribute(string before, string after)
    {
        Assert.Equal(Iterator(after), await FixedAsync(Iterator(before)));
        Assert.Equal(Iterator(after), await FixedAllAsync(Iterator(before)));
    }

    [Theory]
    [InlineData("CancellationToken shutdown, CancellationToken caller")]
    [InlineData("CancellationToken ct, CancellationToken token")]
    public async Task Nothing_is_offered_when_nobody_can_tell_which(string parameters)
    {
        Assert.Null(await FixedAsync(Iterator(parameters)));
        Assert.Equal(Iterator(parameters), await FixedAllAsync(Iterator(parameters)));
    }

    [Fact]
    public async Task All_iterators_of_a_file_are_mended_at_once_local_functions_too_and_the_namespace_is_imported()
    {
        const string Before =
            """
            using System.Text;

            public static class Numbers
            {
                public static async IAsyncEnumerable<int> One(CancellationToken cancellationToken)
                {
                    await Task.Delay(1, cancellationToken);
                    yield return 1;
                }

                // Two of them cannot be told apart.
                public static async IAsyncEnumerable<int> Two(CancellationToken ct, CancellationToken token)
                {
                    await Task.Delay(1, ct);
                    await Task.Delay(1, token);
                    yield return 2;
                }

                public static IAsyncEnumerable<int> Three()
                {
                    return Local();

                    static async IAsyncEnumerable<int> Local(
                        int start = 3, // where to begin
                        CancellationToken token = default)
                    {
                        await Task.Delay(1, token);
                        yield return start;
                    }
                }
            }

            """;
        var after = Before
            .Replace("using System.Text;\n", "using System.Runtime.CompilerServices;\nusing System.Text;\n", StringComparison.Ordinal)
            .Replace("One(CancellationToken", "One([EnumeratorCancellation] CancellationToken", StringComparison.Ordinal)
            .Replace("            CancellationToken token = default", "            [EnumeratorCancellation] CancellationToken token = default",
                StringComparison.Ordinal);

        Assert.Equal(after, await FixedAllAsync(Before));
        Assert.Equal(after, await FixedAllAsync(after));
    }

    private static string Iterator(string parameters) =>
        $$"""
        using System.Runtime.CompilerServices;

        public static class Numbers
        {
            public static async IAsyncEnumerable<int> CountAsync({{parameters}})
            {
                await Task.Yield();
                yield return 1;
            }
        }

        """;

    private static async Task<string?> FixedAsync(string code)
    {
        var (document, warnings) = await WarningsAsync(code);
        var actions = new List<CodeAction>();
        await new CS8425EnumeratorCancellationFix().RegisterCodeFixesAsync(
            new CodeFixContext(document, Assert.Single(warnings), (action, _) => actions.Add(action), default));
        return actions.Count == 0 ? null : await TextAsync(Assert.Single(actions), document);
    }

    private static async Task<string> FixedAllAsync(string code)
    {
        var (document, warnings) = await WarningsAsync(code);
        var fix = new CS8425EnumeratorCancellationFix();
        var context = new FixAllContext(document, fix, FixAllScope.Solution, "CS8425", ["CS8425"], new Found(warnings), default);
        return await fix.GetFixAllProvider().GetFixAsync(context) is { } action ? await TextAsync(action, document) : code;
    }

    private static async Task<(Document Document, ImmutableArray<Diagnostic> Warnings)> WarningsAsync(string code)
    {
        var project = Projects.Open(Sample.Of(code, ""));
        var compilation = await project.GetCompilationAsync();
        var found = compilation!.GetDiagnostics().Where(static d => d.Id == "CS8425").ToImmutableArray();
        return (project.Documents.Single(d => found.IsEmpty ? d.Name == "Code.cs" : d.Id == project.GetDocument(found[0].Location.SourceTree)!.Id), found);
    }

    private static async Task<string> TextAsync(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(default);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        var compilation = await changed.Project.GetCompilationAsync();
        Assert.DoesNotContain(compilation!.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
        return (await changed.GetTextAsync()).ToString();
    }

    private sealed class Found(ImmutableArray<Diagnostic> warnings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(warnings.AsEnumerable());

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(warnings.Where(warning => warning.Location.SourceTree?.FilePath == document.FilePath || document.Name == "Code.cs"));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
