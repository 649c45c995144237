using System.Text;
using GracefulAnalyzers.Cli.Fix;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>How scaffolds leave the ends of files, byte by byte.</summary>
public sealed class ScaffoldMovesTests
{
    private const string Opening =
        "#pragma warning disable // From GracefulAnalyzers, yours to edit. Without this line your own analyzers judge the code below.\n#nullable enable\n";
    private const string Closing = "#nullable restore\n#pragma warning restore\n";
    private const string Contract = Opening + "internal interface IIdempotencyStore\n{\n}\n" + Closing;
    private const string Store = Opening + "internal sealed class EfIdempotencyStore<TContext> : IIdempotencyStore\n{\n}\n" + Closing;

    [Theory]
    [InlineData("namespace My.App;\n\nclass Worker;\n", "\n" + Contract + "\n" + Store)]
    [InlineData("namespace My.App;\n\nclass Worker;\n\n\n", "\n" + Contract + "\n" + Store)]
    [InlineData("namespace My.App;\n\nclass Worker;", "\n\n" + Contract + "\n" + Store, false)]
    public void The_file_gets_its_end_back_and_each_scaffold_a_file_in_the_same_namespace(string file, string scaffolds, bool isEnded = true)
    {
        using var project = new MovingProject(file);

        ScaffoldMoves moves = project.Move(file + (isEnded ? scaffolds : scaffolds.TrimEnd('\n')));

        Assert.Equal(file, project.Tree.Text("Worker.cs"));
        Assert.Equal(Contract.Replace(Opening, Opening + "namespace My.App;\n\n", StringComparison.Ordinal),
            project.Tree.Text("Graceful/IIdempotencyStore.cs"));
        Assert.Equal(Store.Replace(Opening, Opening + "namespace My.App;\n\n", StringComparison.Ordinal), project.Tree.Text("Graceful/EfIdempotencyStore.cs"));
        Assert.Equal(["EfIdempotencyStore", "IIdempotencyStore"], moves.Placed.Select(scaffold => scaffold.Name));
    }

    [Fact]
    public void Line_endings_marks_encodings_and_the_file_header_travel()
    {
        const string header = "// Copyright © Us.\r\n\r\n";
        byte[] mark = Encoding.UTF8.GetPreamble();
        // Not UTF-8: a byte that any other reading would replace.
        byte[] odd = [.. mark, .. Encoding.UTF8.GetBytes(header + "class Worker\r\n{\r\n// "), 0xE9, .. "\r\n}\r\n"u8];
        string block = "\r\n" + Opening.ReplaceLineEndings("\r\n")
            + "namespace Graceful\r\n{\r\n    internal interface IIdempotencyStore\r\n    {\r\n    }\r\n}\r\n" + Closing.ReplaceLineEndings("\r\n");
        using var project = new MovingProject(odd, other: header + "class Other;");

        project.Move([.. odd, .. Encoding.UTF8.GetBytes(block)]);

        Assert.Equal(odd, File.ReadAllBytes(project.Tree.Path("Worker.cs")));
        Assert.Equal([.. mark, .. Encoding.UTF8.GetBytes(header + block[2..])], File.ReadAllBytes(project.Tree.Path("Graceful/IIdempotencyStore.cs")));
    }

    [Fact]
    public void A_comment_that_is_no_header_of_the_repository_stays_where_it_is()
    {
        using var project = new MovingProject("// The worker.\nclass Worker;\n");

        project.Move("// The worker.\nclass Worker;\n\n" + Contract);

        Assert.StartsWith("#pragma", project.Tree.Text("Graceful/IIdempotencyStore.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scaffold_that_cannot_move_stays_with_the_reason()
    {
        const string file = "class Worker;\n";
        using var taken = new MovingProject(file);
        taken.Tree.File("Graceful/IIdempotencyStore.cs", "mine");
        using var listing = new MovingProject(file, findsSources: false);
        using var followed = new MovingProject(file);
        using var known = new MovingProject(file + "\n" + Contract);

        Assert.Equal("Graceful/IIdempotencyStore.cs exists already", Reason(taken, file + "\n" + Contract));
        Assert.Equal("mine", taken.Tree.Text("Graceful/IIdempotencyStore.cs"));
        Assert.Equal("the project lists its sources itself", Reason(listing, file + "\n" + Contract));
        Assert.Equal("other code follows it", Reason(followed, file + "\n" + Contract + "class Later;\n"));
        // One that an earlier run left, or its owner put there, is no business of this run.
        Assert.Empty(known.Move("class Changed;\n\n" + Contract).Placed);

        static string Reason(MovingProject project, string text)
        {
            PlacedScaffold placed = Assert.Single(project.Move(text).Placed);
            Assert.Null(placed.To);
            Assert.Equal(text, project.Tree.Text("Worker.cs"));
            return placed.Reason;
        }
    }

    [Fact]
    public void Restoring_removes_what_was_created_with_its_folder_and_brings_bytes_and_times_back()
    {
        using var project = new MovingProject("class Worker;\n");
        IReadOnlyList<string> before = project.Tree.Snapshot();
        project.Move("class Worker;\n\n" + Contract);
        Assert.NotEqual(before, project.Tree.Snapshot());

        Assert.Empty(project.Snapshot.Restore());

        Assert.Equal(before, project.Tree.Snapshot());
    }

    /// <summary>A project with the files Worker.cs and Other.cs, as the last build recorded it.</summary>
    private sealed class MovingProject : IDisposable
    {
        private readonly CompiledSources _sources;

        public MovingProject(string worker, bool findsSources = true)
            : this(Encoding.UTF8.GetBytes(worker), "class Other;", findsSources)
        {
        }

        public MovingProject(byte[] worker, string other, bool findsSources = true)
        {
            Tree.File("Other.cs", other);
            File.WriteAllBytes(Tree.Path("Worker.cs"), worker);
            _sources = new(Tree.Path("App.csproj"), findsSources, [Tree.Path("Worker.cs"), Tree.Path("Other.cs")]);
            Snapshot = TreeSnapshot.Of(_sources.Files);
        }

        public SourceTree Tree { get; } = new();

        public TreeSnapshot Snapshot { get; }

        public ScaffoldMoves Move(string worker) => Move(Encoding.UTF8.GetBytes(worker));

        public ScaffoldMoves Move(byte[] worker)
        {
            File.WriteAllBytes(Tree.Path("Worker.cs"), worker);
            var moves = new ScaffoldMoves(Snapshot);
            moves.Move([_sources]);
            return moves;
        }

        public void Dispose() => Tree.Dispose();
    }
}
