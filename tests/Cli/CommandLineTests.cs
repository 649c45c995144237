namespace GracefulAnalyzers.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("'loud' is not a value of --severity; use info or warning.", "scan", "--severity", "loud")]
    [InlineData("'error' is not a value of --severity", "scan", "--severity", "error")]
    [InlineData("'Loud' is not a value of --fail-on; use info, warning, error or none.", "scan", "--fail-on", "Loud")]
    [InlineData("'20012' is not a rule; give an ID such as GRACE1001, its number or its name. The nearest is GRACE2001 MissingIdempotencyKey.", "scan",
        "--rule", "GRACE1001", "--rule", "20012")]
    [InlineData("--rule", "scan", "--rule")]
    [InlineData("'xml' is not a value of --format; use text, json or github.", "scan", "--format", "xml")]
    [InlineData("--json and --format cannot be given together", "scan", "--json", "--format", "github")]
    [InlineData("'Extra' is not NAME=VALUE", "scan", "-p:Extra")]
    [InlineData("'two' is not NAME=VALUE; in a value write %3B for a semicolon", "scan", "-p:Extra=one;two")]
    [InlineData("The property 'runanalyzers' cannot be given, because the scan sets it.", "scan", "-p:Extra=1;runanalyzers=false")]
    [InlineData("The property 'OutDir' cannot be given, because the scan sets it.", "scan", "--property", "OutDir=out")]
    [InlineData("'/abs/**' is not a glob", "scan", "--exclude", "/abs/**")]
    [InlineData("'' is not a glob", "scan", "--exclude", "")]
    [InlineData("'net8.0;net9.0' is not a target framework.", "scan", "--framework", "net8.0;net9.0")]
    [InlineData("'' is not a configuration.", "scan", "-c", "")]
    [InlineData("--sarif needs the path of a file.", "scan", "--sarif", "")]
    [InlineData("'.' is a folder; --sarif needs the path of a file.", "scan", "--sarif", ".")]
    [InlineData("'--nonsense' is not an option here.", "scan", ".", "--nonsense")]
    [InlineData("'--sevrity' is not an option here; did you mean --severity?", "scan", "--sevrity", "info")]
    [InlineData("'--dryrun' is not an option here; did you mean --dry-run?", "fix", "--dryrun")]
    [InlineData("no-such.json cannot be read", "drill", "--file", "no-such.json", "--concurrency", "2", "-H", "A: b", "--", "dotnet", "run", "--file", "app.cs",
        "--concurrency", "1", "--pid", "-H", "A: b")]
    [InlineData("'--sevrity' is not an option here; did you mean --severity?", "scan", "--sevrity", "info", "--", "--sevrity")]
    [InlineData("'--pidd' is not an option here; did you mean --pid?", "drill", "--pidd", "--", "dotnet", "--pidd")]
    [InlineData("'dril' is not a command here; did you mean drill?", "dril")]
    [InlineData("'fxi' is not a command here.", "fxi", ".")]
    public async Task Malformed_arguments_are_explained_on_standard_error(string message, params string[] arguments)
    {
        using SourceTree tree = new SourceTree().Project("Service.csproj", SourceTree.Clean);
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, arguments);

        Assert.Equal(2, scan.ExitCode);
        Assert.Contains(message, scan.Error, StringComparison.Ordinal);
        Assert.Empty(scan.Output);
        Assert.Equal(before, tree.Snapshot());
    }

    [Fact]
    public async Task The_name_alone_shows_the_help()
    {
        ScanOnTree bare = await ScanOnTree.RunAsync(Path.GetTempPath());

        Assert.Equal(0, bare.ExitCode);
        Assert.Empty(bare.Error);
        Assert.All(["Usage:", "scan", "fix", "explain", "drill"], word => Assert.Contains(word, bare.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_names_every_option_and_exit_code()
    {
        ScanOnTree scan = await ScanOnTree.RunAsync(Path.GetTempPath(), "scan", "--help");

        Assert.Equal(0, scan.ExitCode);
        Assert.All(
            [
                "--severity", "--fail-on", "--rule", "--exclude", "--json", "--format", "--sarif", "--quiet", "-c, --configuration", "-f, --framework",
                "-p, --property", "--no-restore", "--project", "Exit codes",
            ],
            word => Assert.Contains(word, scan.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_without_projects_is_explained_and_changes_nothing()
    {
        using SourceTree tree = new SourceTree().File("readme.md", "text");
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree plain = await ScanOnTree.RunAsync(tree.Root, "scan");
        ScanOnTree json = await ScanOnTree.RunAsync(tree.Root, "scan", tree.Root, "--json");

        Assert.Equal((2, 2), (plain.ExitCode, json.ExitCode));
        Assert.Contains("There is no solution or C# project in", plain.Error, StringComparison.Ordinal);
        Assert.Empty(plain.Output);
        Assert.Contains("There is no solution or C# project in", Assert.Single(json.Errors()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, tree.Snapshot());
    }

    [Fact]
    public async Task Ctrl_C_ends_the_build_and_leaves_no_process_and_no_folder()
    {
        if (OperatingSystem.IsWindows())
        {
            // A console signal cannot be sent to one process there.
            return;
        }

        using SourceTree tree = new SourceTree()
            .Project("src/Service.csproj", SourceTree.Clean)
            .File("src/Directory.Build.targets", InterruptedTool.WaitingTargets());

        ScanOnTree scan = await InterruptedTool.RunAsync("INT", "scan", tree.Path("src"));

        Assert.Equal(130, scan.ExitCode);
        Assert.Contains("Cancelled.", scan.Error, StringComparison.Ordinal);
        Assert.StartsWith("Scanning", scan.Output, StringComparison.Ordinal);
    }
}
