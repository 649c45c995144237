using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Fix;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>A committed copy of the sample after <c>graceful fix</c> with the rules and fixes that the tool carries.</summary>
public sealed class FixedSample : IAsyncLifetime
{
    public static string RepositoryRoot { get; } =
        typeof(FixedSample).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    internal SourceTree Tree { get; } = new();

    internal ScanOnTree Fix { get; private set; } = new(-1, "", "");

    public async Task InitializeAsync()
    {
        string sample = Path.Combine(RepositoryRoot, "samples", "ChatService");
        foreach (string file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(sample, file);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Tree.Path(relative))!);
                File.Copy(file, Tree.Path(relative));
            }
        }

        Tree.Committed();
        Fix = await ScanOnTree.RunAsync(CarriedAssemblies.AnalyzersAndFixes, Tree.Root, "fix");
    }

    public Task DisposeAsync()
    {
        Tree.Dispose();
        return Task.CompletedTask;
    }
}

public sealed partial class FixedSampleTests(FixedSample sample) : IClassFixture<FixedSample>
{
    private static readonly string LeftPath = Path.Combine(FixedSample.RepositoryRoot, "samples", "ChatService.left.txt");

    [Fact]
    public async Task What_is_left_equals_the_list_with_reasons_and_a_scan_finds_nothing_else()
    {
        Assert.True(sample.Fix.ExitCode == 0, sample.Fix.Output + sample.Fix.Error);
        string[] left = [.. Left(sample.Fix.Output)];
        if (Environment.GetEnvironmentVariable("GRACEFUL_BLESS") == "1")
        {
            await File.WriteAllLinesAsync(LeftPath,
                ["# What 'graceful fix' leaves of ChatService.findings.txt, and why: rule, place after the fix, reason.", .. left]);
        }

        Assert.Equal((await File.ReadAllLinesAsync(LeftPath)).Where(line => !line.StartsWith('#')), left);

        ScanOnTree scan = await ScanOnTree.RunAsync(CarriedAssemblies.Analyzers, sample.Tree.Root, "scan", "--json");
        Assert.Empty(scan.Errors());
        Assert.Equal(
            left.Select(line => string.Join(' ', line.Split(' ')[..2]).TrimEnd(':')),
            scan.Json.GetProperty("findings").EnumerateArray().Select(Place));
    }

    [Fact]
    public void Scaffolds_are_files_of_their_own_and_no_project_file_changed()
    {
        string[] changes = sample.Tree.Git("status", "--porcelain", "--untracked-files=all").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.DoesNotContain(changes, change => change.EndsWith(".csproj", StringComparison.Ordinal));
        Assert.Equal(
            ["?? Graceful/EfIdempotencyStore.cs", "?? Graceful/IIdempotencyStore.cs", "?? Graceful/LeasedIdempotencyStore.cs",
                "?? Graceful/RelationalIdempotencyStore.cs"],
            changes.Where(change => change.StartsWith("??", StringComparison.Ordinal)));
        Assert.All(Directory.EnumerateFiles(sample.Tree.Path("Graceful")),
            file => Assert.Contains("\nnamespace ChatService.Workers;\n", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.DoesNotContain("From GracefulAnalyzers", sample.Tree.Git("diff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_builds_without_a_warning()
    {
        using var outputs = new SourceTree();
        using Process build = Process.Start(new ProcessStartInfo("dotnet", ["build", sample.Tree.Root, "-warnaserror", "-nodeReuse:false",
            "-p:UseSharedCompilation=false", "--artifacts-path", outputs.Root]) { RedirectStandardOutput = true })!;
        string output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();

        Assert.True(build.ExitCode == 0, output);
    }

    [Fact]
    public async Task A_second_fix_changes_nothing()
    {
        IReadOnlyList<string> before = sample.Tree.Snapshot();

        ScanOnTree again = await ScanOnTree.RunAsync(CarriedAssemblies.AnalyzersAndFixes, sample.Tree.Root, "fix", "--force");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("0 fixed", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, sample.Tree.Snapshot());
    }

    private static string Place(JsonElement finding) =>
        $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("file").GetString()}:{finding.GetProperty("line").GetInt32()}";

    // Everything that the report lists with a reason, whatever its section.
    private static IEnumerable<string> Left(string report) => Entry().Matches(report)
        .Select(entry => $"{entry.Groups["rule"].Value} {entry.Groups["place"].Value} {entry.Groups["reason"].Value}")
        .OrderBy(line => line.Split(' ')[1].Split(':')[0], StringComparer.Ordinal)
        .ThenBy(line => int.Parse(line.Split(' ')[1].Split(':')[1], System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^  (?<rule>GRACE\d{4}) \S+ (?<place>\S+)\n    (?<reason>[^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
