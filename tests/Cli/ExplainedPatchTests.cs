using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Fix;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>Patches with their hunks grouped by finding, applied by the real git.</summary>
public sealed class ExplainedPatchTests
{
    // The first finding's mend is three hunks: at its place, in the usings, and in another file that it points to.
    private static readonly Dictionary<int, string> Mends = new() { [1] = "using Added;\nline 1", [20] = "mended 20", [40] = "mended 40\nand more" };

    [Fact]
    public async Task Hunks_stand_under_the_finding_that_they_mend_and_the_whole_applies()
    {
        using SourceTree tree = new SourceTree().File("src/A.cs", Lines(new())).File("src/Program.cs", Lines(new())).Committed();
        Finding late = At(tree, "GRACE9001", line: 20, "It is late.") with
        {
            Related = [new(new(tree.Path("src/A.cs"), 1, 1, 1, 2), ""), new(new(tree.Path("src/Program.cs"), 30, 1, 30, 2), "")],
        };
        Finding loud = At(tree, "GRACE9002", line: 40, "It is loud,\nreally.");

        string patch = await PatchAsync(tree, [late, loud]);

        string[] comments = [.. patch.Split('\n').Where(line => line.StartsWith('#') || line.StartsWith("diff ", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "# GRACE9001 Late src/A.cs:20", "#   It is late.", "diff --git a/src/A.cs b/src/A.cs", "diff --git a/src/Program.cs b/src/Program.cs",
                "# GRACE9002 Late src/A.cs:40", "#   It is loud, really.", "diff --git a/src/A.cs b/src/A.cs",
            ],
            comments);
        using var outside = new SourceTree();
        tree.Git("apply", outside.File("fix.patch", patch).Path("fix.patch"));
        Assert.Equal(Lines(Mends), tree.Text("src/A.cs"));
        Assert.Contains("mended 30", tree.Text("src/Program.cs"), StringComparison.Ordinal);

        // A group can be taken without the one before it.
        tree.Git("checkout", "--quiet", ".");
        tree.Git("apply", outside.File("loud.patch", patch[patch.IndexOf("# GRACE9002", StringComparison.Ordinal)..]).Path("loud.patch"));
        Assert.Equal(Lines(new() { [40] = Mends[40] }), tree.Text("src/A.cs"));
    }

    [Fact]
    public async Task Findings_that_share_a_place_share_a_group()
    {
        using SourceTree tree = new SourceTree().File("src/A.cs", Lines(new())).File("src/Program.cs", Lines(new())).Committed();

        string patch = await PatchAsync(tree, [At(tree, "GRACE9001", line: 39, "One."), At(tree, "GRACE9002", line: 40, "Two.")]);

        Assert.StartsWith("# GRACE9001 Late src/A.cs:39\n#   One.\n# GRACE9002 Late src/A.cs:40\n#   Two.\ndiff --git ", patch, StringComparison.Ordinal);
        using var outside = new SourceTree();
        tree.Git("apply", outside.File("fix.patch", patch).Path("fix.patch"));
        Assert.Equal(Lines(Mends), tree.Text("src/A.cs"));
    }

    private static async Task<string> PatchAsync(SourceTree tree, IReadOnlyList<Finding> mended)
    {
        using ScratchFolder scratch = ScratchFolder.Create();
        ChangedFile[] changes = [Change("src/A.cs", Mends), Change("src/Program.cs", new() { [30] = "mended 30" })];
        return new ExplainedPatch(tree.Root).Write(await Patch.WriteAsync(tree.Root, changes, scratch, CancellationToken.None), mended);

        ChangedFile Change(string file, Dictionary<int, string> mends) =>
            new(tree.Path(file), File.ReadAllBytes(tree.Path(file)), System.Text.Encoding.UTF8.GetBytes(Lines(mends)));
    }

    private static string Lines(Dictionary<int, string> mends) =>
        string.Concat(Enumerable.Range(1, 50).Select(number => (mends.GetValueOrDefault(number) ?? $"line {number}") + "\n"));

    private static Finding At(SourceTree tree, string rule, int line, string message) =>
        new(rule, "Late", Severity.Warning, message, new(tree.Path("src/A.cs"), line, 1, line, 5), "", "A", "safe", Suppressed: false, []);
}
