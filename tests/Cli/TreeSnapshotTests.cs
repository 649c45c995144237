using GracefulAnalyzers.Cli.Fix;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>What is brought back, and what belongs to somebody else by then.</summary>
public sealed class TreeSnapshotTests
{
    [Fact]
    public async Task What_somebody_else_edits_meanwhile_is_theirs_and_all_else_is_brought_back()
    {
        using SourceTree tree = new SourceTree().File("Mended.cs", "old").File("Typed.cs", "old").File("Both.cs", "old").File("Gone.cs", "old");
        TreeSnapshot snapshot = Of(tree, "Mended.cs", "Typed.cs", "Both.cs", "Gone.cs");
        await snapshot.EditAsync(() => Edit(tree, "Mended.cs", "Both.cs"));
        snapshot.Create(tree.Path("Graceful/New.cs"), "new"u8.ToArray());
        Assert.Empty(snapshot.EditedByOthers());

        tree.File("Typed.cs", "typed").File("Both.cs", "typed");
        File.Delete(tree.Path("Gone.cs"));

        string[] theirs = [tree.Path("Both.cs"), tree.Path("Gone.cs"), tree.Path("Typed.cs")];
        Assert.Equal(theirs, snapshot.EditedByOthers());
        Assert.Equal(theirs, snapshot.Restore().Select(lost => lost[..lost.LastIndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        Assert.True(snapshot.WasChanged);
        Assert.Equal(("old", "typed", "typed"), (tree.Text("Mended.cs"), tree.Text("Typed.cs"), tree.Text("Both.cs")));
        Assert.False(File.Exists(tree.Path("Gone.cs")));
        Assert.False(Directory.Exists(tree.Path("Graceful")));
    }

    [Fact]
    public async Task After_an_edit_that_was_cut_short_everything_is_brought_back()
    {
        using SourceTree tree = new SourceTree().File("Mended.cs", "old").File("Other.cs", "old");
        TreeSnapshot snapshot = Of(tree, "Mended.cs", "Other.cs");

        await Assert.ThrowsAsync<OperationCanceledException>(() => snapshot.EditAsync<bool>(async () =>
        {
            await Edit(tree, "Mended.cs");
            throw new OperationCanceledException();
        }));

        Assert.Empty(snapshot.Restore());
        Assert.Equal(("old", "old"), (tree.Text("Mended.cs"), tree.Text("Other.cs")));
    }

    private static TreeSnapshot Of(SourceTree tree, params string[] files) => TreeSnapshot.Of(files.Select(tree.Path));

    private static Task<bool> Edit(SourceTree tree, params string[] files)
    {
        foreach (string file in files)
        {
            tree.File(file, "mended");
        }

        return Task.FromResult(true);
    }
}
