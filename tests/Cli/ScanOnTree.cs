using System.Text.Json;
using GracefulAnalyzers.Cli.Explain;
using GracefulAnalyzers.Cli.Fix;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>The result of one in-process run of the command line, with the test analyzer injected.</summary>
internal sealed record ScanOnTree(int ExitCode, string Output, string Error)
{
    public static readonly IReadOnlyList<string> TestAnalyzer = [Path.Combine(AppContext.BaseDirectory, "test-analyzer", "TestAnalyzer.dll")];

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The test analyzer and its fixes.</summary>
    public static readonly IReadOnlyList<string> TestFixes = [.. TestAnalyzer, Path.Combine(AppContext.BaseDirectory, "test-analyzer", "TestFixes.dll")];

    public static Task<ScanOnTree> RunAsync(string currentFolder, params string[] arguments) => RunAsync(TestAnalyzer, currentFolder, arguments);

    /// <summary>A run with other analyzers injected.</summary>
    public static async Task<ScanOnTree> RunAsync(IReadOnlyList<string> analyzers, string currentFolder, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.RunAsync(
            arguments,
            () => new ScanRun(analyzers, output, Terminals.Over(output, redirected: true), Terminals.Over(error, redirected: true), currentFolder),
            () => new FixRun(analyzers, output, Terminals.Over(output, redirected: true), Terminals.Over(error, redirected: true), currentFolder),
            () => new ExplainRun(Terminals.Over(output, redirected: true), Terminals.Over(error, redirected: true)),
            output,
            error,
            CancellationToken.None);
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Scans a committed tree from its root and asserts that not a byte, a time or a file of it changed.</summary>
    public static async Task<ScanOnTree> UnchangedAsync(SourceTree tree, params string[] arguments)
    {
        IReadOnlyList<string> before = tree.Snapshot();
        ScanOnTree scan = await RunAsync(tree.Root, arguments);
        Assert.Equal(before, tree.Snapshot());
        Assert.Empty(tree.Git("status", "--porcelain"));
        return scan;
    }

    public string[] Rules() => [.. Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("rule").GetString()!)];

    public JsonElement[] Errors() => [.. Json.GetProperty("errors").EnumerateArray()];
}
