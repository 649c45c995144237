using System.Diagnostics;
using System.Text;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Fix;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>Fixes of the test analyzer by the real <c>dotnet format</c>; each takes seconds, so each asks several things of one run.</summary>
public sealed class FixTests
{
    private const string Carved = """
        namespace Service;
        public class Stone
        {
            public void BadUnfixable() { }
            public void BadUndecided() { }
            public void BadBehaviour() { }
            public void NoteThis() { }
        #pragma warning disable GRACE9001 // known
            public void BadButKnown() { }
        #pragma warning restore GRACE9001
        }
        """;

    [Fact]
    public async Task What_can_be_fixed_is_fixed_in_as_many_passes_as_it_takes_and_the_rest_is_told_with_reasons()
    {
        const string crlf = "namespace Service;\r\npublic class Worker\r\n{\r\n\tpublic void BadTwice() { }\n\tpublic void BadUmlaut_Ä() { }\r\n}";
        using SourceTree tree = new SourceTree()
            // What hides analyzers from a build must not hide them from dotnet format.
            .Project("A/A.csproj", "",
                "<LangVersion>latest</LangVersion><RunAnalyzers>false</RunAnalyzers><TreatWarningsAsErrors>true</TreatWarningsAsErrors>"
                    + "<GenerateDocumentationFile>true</GenerateDocumentationFile><DocumentationFile>A.xml</DocumentationFile><NoWarn>CS1591</NoWarn>",
                framework: "net10.0;netstandard2.0")
            .Project("B/B.csproj", Carved, items: "<ProjectReference Include=\"../A/A.csproj\" />")
            .Slnx("App.slnx", "A/A.csproj", "B/B.csproj");
        await File.WriteAllTextAsync(tree.Path("A/Worker.cs"), crlf, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        tree.Committed();

        ScanOnTree fix = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "--safety", "safe");

        Assert.True(fix.ExitCode == 0, fix.Output + fix.Error);
        Assert.Equal([" M A/Worker.cs"], tree.Git("status", "--porcelain", "--untracked-files=all").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            Encoding.UTF8.GetPreamble()
                .Concat(Encoding.UTF8.GetBytes(
                    crlf.Replace("BadTwice", "GoodOnce", StringComparison.Ordinal).Replace("BadUmlaut", "GoodUmlaut", StringComparison.Ordinal))),
            await File.ReadAllBytesAsync(tree.Path("A/Worker.cs")));
        Assert.Contains("Fixed\n  GRACE9001 BadMethod A/Worker.cs:4\n  GRACE9001 BadMethod A/Worker.cs:5\n", fix.Output, StringComparison.Ordinal);
        Assert.Contains("Not fixable\n  GRACE9001 BadMethod B/Worker.cs:4\n    Its name is carved in stone.\n", fix.Output, StringComparison.Ordinal);
        Assert.Contains("Needs a decision\n  GRACE9001 BadMethod B/Worker.cs:5\n    Choose a name first.\n", fix.Output, StringComparison.Ordinal);
        Assert.Contains("2 fixed, 1 not fixable, 1 needs a decision. 1 file changed.", fix.Output, StringComparison.Ordinal);
        // The one that --safety leaves out, and the one that --severity leaves out.
        Assert.Contains("2 findings outside", fix.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fix_that_breaks_the_build_is_named_with_the_error_and_the_good_ones_stay()
    {
        using SourceTree tree = new SourceTree()
            .Project("A/A.csproj", "namespace Service; public class Worker { public void BadLoop() { } }")
            // One file, two rules: the fix of one of them is the bad one.
            .File("A/Carved.cs", "namespace Service; public class Carved {\npublic void BadError() { }\npublic void NoteThis() { }\n}")
            .Project("B/B.csproj", "namespace Other; public class Worker { public void BadLoop() { } public void NoteThat() { } }",
                items: "<ProjectReference Include=\"../A/A.csproj\" />")
            .Slnx("App.slnx", "A/A.csproj", "B/B.csproj")
            .Committed();

        ScanOnTree fix = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "--severity", "info");

        Assert.True(fix.ExitCode == 1, fix.Output + fix.Error);
        Assert.Equal("namespace Service; public class Carved {\npublic void BadError() { }\npublic void Marked() { }\n}", tree.Text("A/Carved.cs"));
        Assert.Contains("GoodLoop", tree.Text("A/Worker.cs"), StringComparison.Ordinal);
        Assert.EndsWith("{ public void GoodLoop() { } public void Marked() { } }", tree.Text("B/Worker.cs"), StringComparison.Ordinal);
        Assert.Contains("Not fixed: the result does not compile\n  GRACE9001 BadMethod A/Carved.cs:2\n    A/Carved.cs(2,13): error CS", fix.Output,
            StringComparison.Ordinal);
        Assert.Contains("4 fixed, 1 not fixable, 0 need a decision. 3 files changed.", fix.Output, StringComparison.Ordinal);
        // Each pass names its files, and the search says that it goes on.
        Assert.Contains("Pass 1: 5 to fix in 3 files ...\n  A/Carved.cs: GRACE9001, GRACE9002\n", fix.Error, StringComparison.Ordinal);
        Assert.Equal(3, fix.Error.Split('\n').Count(line => line.StartsWith("The result does not build; trying ", StringComparison.Ordinal)));

        // The first build of a second run is proof that the tree builds.
        tree.Committed();
        IReadOnlyList<string> before = tree.Snapshot();
        ScanOnTree again = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "--severity", "info");
        Assert.Equal(before, tree.Snapshot());
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("0 fixed, 1 not fixable, 0 need a decision. Nothing to change.", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fix_that_brings_a_warning_where_warnings_are_errors_is_taken_back()
    {
        using SourceTree tree = new SourceTree()
            .Project("A.csproj", "namespace Service; public class Worker {\npublic void BadWarning() { }\n}",
                "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsNotAsErrors>GRACE9001</WarningsNotAsErrors>")
            .Committed();
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree fix = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix");

        Assert.Equal(before, tree.Snapshot());
        Assert.Equal(1, fix.ExitCode);
        Assert.Contains("Not fixed: the result does not compile\n  GRACE9001 BadMethod Worker.cs:2\n    Worker.cs(2,", fix.Output, StringComparison.Ordinal);
        Assert.Contains("CS1030", fix.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CS0246", "public class Worker { public Missing BadLoop() => null; }", "")]
    // A rule of the SDK's that the user made an error counts as well, though only a build that judges fixes runs it.
    [InlineData("CA1822", "public class Worker { public void BadLoop() { } private int Five() => 5; }",
        "root = true\n[*.cs]\ndotnet_diagnostic.CA1822.severity = error\n")]
    public async Task What_does_not_build_as_it_is_is_not_touched(string error, string source, string settings)
    {
        using SourceTree tree = new SourceTree().Project("A.csproj", source).File(".editorconfig", settings).Committed();
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree fix = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix");

        Assert.Equal(before, tree.Snapshot());
        Assert.Equal(2, fix.ExitCode);
        Assert.Contains("Nothing was changed, because not everything builds as it is:", fix.Error, StringComparison.Ordinal);
        Assert.Contains(error, fix.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsal_changes_nothing_on_disk_and_its_patch_applies()
    {
        using SourceTree tree = new SourceTree().Project("src/A/A.csproj", "namespace Service;\npublic class Worker { public void BadScaffold() { } }")
            .File("src/A/Note.cs", "public class Note { public void NoteThis() { } }");
        IReadOnlyList<string> before = tree.Snapshot();

        // A rehearsal needs no commit.
        ScanOnTree check = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "src/A", "--check");
        Assert.Equal(before, tree.Snapshot());
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("2 files would change", check.Output, StringComparison.Ordinal);

        tree.Committed();
        ScanOnTree dryRun = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "src/A", "--dry-run");
        Assert.Equal(before, tree.Snapshot().Where(entry => entry != tree.Path(".git")));
        Assert.Equal(0, dryRun.ExitCode);
        Assert.StartsWith("# GRACE9001 BadMethod src/A/Worker.cs:2\n#   Method 'BadScaffold' is bad\n"
            + "diff --git a/src/A/Graceful/IIdempotencyStore.cs b/src/A/Graceful/IIdempotencyStore.cs\nnew file mode", dryRun.Output, StringComparison.Ordinal);

        using var patches = new SourceTree();
        ScanOnTree perRule = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "src/A", "--severity", "info", "--patch-per-rule",
            patches.Path("new"));
        Assert.Equal(before, tree.Snapshot().Where(entry => entry != tree.Path(".git")));
        Assert.Equal(0, perRule.ExitCode);
        Assert.Equal(dryRun.Output, patches.Text("new/GRACE9001.patch"));
        Assert.StartsWith("# GRACE9002 NotedMethod src/A/Note.cs:1\n", patches.Text("new/GRACE9002.patch"), StringComparison.Ordinal);
        Assert.Contains("2 would be fixed", perRule.Output, StringComparison.Ordinal);
        Assert.Contains("new/GRACE9002.patch", perRule.Output, StringComparison.Ordinal);

        using var outside = new SourceTree();
        tree.Git("apply", outside.File("fix.patch", dryRun.Output).Path("fix.patch"));
        ScanOnTree again = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "src/A", "--check");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("Nothing to change.", again.Output, StringComparison.Ordinal);
        Assert.EndsWith("public class Worker { public void GoodScaffold() { } }", tree.Text("src/A/Worker.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Include_rule_severity_and_the_options_of_the_build_choose_what_is_fixed()
    {
        const string job = "#if NET && RELEASE && EXTRA\npublic class Job { public void BadJob() { } public void NoteJob() { } }\n#endif\n";
        using SourceTree tree = new SourceTree()
            .Project("A/A.csproj", "public class Worker { public void BadLoop() { } public void NoteLoop() { } }",
                "<LangVersion>latest</LangVersion><DefineConstants>$(DefineConstants);$(Extra)</DefineConstants>", framework: "net10.0;netstandard2.0")
            .File("A/Jobs/Job.cs", job)
            .Project("B/B.csproj", "public class Worker { public Missing BadElsewhere() => null; }")
            .Slnx("App.slnx", "A/A.csproj", "B/B.csproj")
            .File(".gitignore", "obj/")
            .Committed();
        ProcessStartInfo start = new("dotnet", ["restore", tree.Path("A"), "-nodeReuse:false"]) { RedirectStandardOutput = true };
        using (Process restore = Process.Start(start)!)
        {
            await restore.StandardOutput.ReadToEndAsync();
            await restore.WaitForExitAsync();
        }

        ScanOnTree fix = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "--project", "a", "-c", "Release", "-p:Extra=EXTRA",
            "--framework", "net10.0", "--no-restore", "--include", "A/Jobs", "--rule", "9002", "--severity", "info");

        Assert.True(fix.ExitCode == 0, fix.Output + fix.Error);
        Assert.Equal(job.Replace("NoteJob", "Marked", StringComparison.Ordinal), tree.Text("A/Jobs/Job.cs"));
        Assert.Equal([" M A/Jobs/Job.cs"], tree.Git("status", "--porcelain").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("3 findings outside", fix.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Restor", fix.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scaffold_that_its_project_would_not_compile_elsewhere_stays_and_a_project_that_is_only_referenced_is_left_alone()
    {
        using SourceTree tree = new SourceTree()
            .Project("App/App.csproj", "namespace Service;\npublic class Worker { public void BadScaffold() { } }\n",
                items: "<Compile Remove=\"Graceful/**\" /><ProjectReference Include=\"../Lib/Lib.csproj\" />")
            .Project("Lib/Lib.csproj", "namespace Lib; public class Worker { public void BadLoop() { } }")
            .Committed();

        ScanOnTree fix = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "App");

        Assert.True(fix.ExitCode == 0, fix.Output + fix.Error);
        Assert.Equal([" M App/Worker.cs"], tree.Git("status", "--porcelain", "--untracked-files=all").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("IIdempotencyStore", tree.Text("App/Worker.cs"), StringComparison.Ordinal);
        Assert.Contains("IIdempotencyStore stays at the end of App/Worker.cs: the project does not compile it elsewhere.", fix.Output,
            StringComparison.Ordinal);
        Assert.Contains("1 finding outside", fix.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_git_could_not_bring_back_is_refused_before_anything_runs()
    {
        using SourceTree tree = new SourceTree().Project("src/A.csproj", SourceTree.TwoBadMethods);
        Assert.Contains("is not in a git repository", (await RefusedAsync()).Error, StringComparison.Ordinal);

        tree.File(".gitignore", "src/").Committed();
        Assert.Contains("git does not track", (await RefusedAsync()).Error, StringComparison.Ordinal);

        tree.File(".gitignore", "").Committed().File("src/New.cs", "");
        string untracked = (await RefusedAsync()).Error;
        Assert.Contains("There are uncommitted changes", untracked, StringComparison.Ordinal);
        Assert.Contains("?? src/New.cs", untracked, StringComparison.Ordinal);

        tree.Committed().File("src/Worker.cs", SourceTree.Clean);
        Assert.Contains(" M src/Worker.cs", (await RefusedAsync()).Error, StringComparison.Ordinal);

        async Task<ScanOnTree> RefusedAsync()
        {
            IReadOnlyList<string> before = tree.Snapshot();
            ScanOnTree fix = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "src");
            Assert.Equal(2, fix.ExitCode);
            Assert.Empty(fix.Output);
            Assert.Contains("--force", fix.Error, StringComparison.Ordinal);
            Assert.Equal(before, tree.Snapshot());
            return fix;
        }
    }

    [Fact]
    public async Task A_file_that_git_could_not_bring_back_is_named_and_only_force_fixes_it()
    {
        const string shared = "public class Shared { public void BadShared() { } }";
        using SourceTree outside = new SourceTree().File("Shared.cs", shared);
        using SourceTree tree = new SourceTree()
            .File(".gitignore", "Local.cs\n")
            .Project("src/A.csproj", "public class Worker { public void BadLoop() { } }", items: $"<Compile Include=\"{outside.Path("Shared.cs")}\" "
                + "Link=\"Shared.cs\" /><Compile Include=\"../Beside.cs\" />")
            .File("src/Local.cs", "public class Local { public void BadLocal() { } }")
            .File("Beside.cs", "public class Beside { }")
            .Committed()
            // Beside the folder that must be clean, and not to be changed.
            .File("Beside.cs", "public class Beside { public void Good() { } }");
        IReadOnlyList<string> before = [.. tree.Snapshot(), .. outside.Snapshot()];

        ScanOnTree refused = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "src");

        Assert.Equal(before, [.. tree.Snapshot(), .. outside.Snapshot()]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("git could not bring these files back", refused.Error, StringComparison.Ordinal);
        Assert.Contains(tree.Path("src/Local.cs"), refused.Error, StringComparison.Ordinal);
        Assert.Contains(outside.Path("Shared.cs"), refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Beside.cs", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(tree.Path("src/Worker.cs"), refused.Error, StringComparison.Ordinal);

        // A rehearsal brings them back itself.
        ScanOnTree check = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "src", "--check");
        Assert.Equal(before, [.. tree.Snapshot(), .. outside.Snapshot()]);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("3 files would change", check.Output, StringComparison.Ordinal);

        ScanOnTree forced = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "src", "--force");
        Assert.Equal(0, forced.ExitCode);
        Assert.Equal(shared.Replace("Bad", "Good", StringComparison.Ordinal), outside.Text("Shared.cs"));
        Assert.Contains("GoodLocal", tree.Text("src/Local.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fix_that_also_edits_a_file_that_git_could_not_bring_back_is_taken_back_and_the_file_named()
    {
        using SourceTree tree = new SourceTree()
            .File(".gitignore", "Words.cs\n")
            .File("src/Service.csproj", "<Project "
                + "Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>"
                + "<OutputType>Library</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>")
            .File("src/Handlers.cs", """
                public static class Routes
                {
                    public static void Map(WebApplication app) => app.MapGet("/shout", Handlers.Shout);
                }

                internal static partial class Handlers
                {
                    public static IAsyncEnumerable<string> Shout(string text) => Repeated(text);
                }
                """)
            .File("src/Words.cs", """
                internal static partial class Handlers
                {
                    private static async IAsyncEnumerable<string> Repeated(string text)
                    {
                        for (var time = 0; time < 9; time++)
                        {
                            await Task.Delay(TimeSpan.FromSeconds(1));
                            yield return text;
                        }
                    }
                }
                """)
            .Committed();
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree refused = await ScanOnTree.RunAsync(CarriedAssemblies.AnalyzersAndFixes, tree.Root, "fix", "src");

        Assert.Equal(before, tree.Snapshot());
        Assert.Equal(2, refused.ExitCode);
        // The finding lies in the other file.
        Assert.Contains("Pass 1: 1 to fix", refused.Error, StringComparison.Ordinal);
        Assert.Contains(tree.Path("src/Words.cs"), refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(tree.Path("src/Handlers.cs"), refused.Error, StringComparison.Ordinal);
        Assert.Contains("Every file is as it was before.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_a_git_hook_the_question_goes_to_the_repository_of_the_target()
    {
        using SourceTree hooked = new SourceTree().File("Own.cs", "").Committed();
        using SourceTree tree = new SourceTree().Project("src/A.csproj", SourceTree.Clean).Committed().File("src/Worker.cs", SourceTree.TwoBadMethods);

        // What git hands to its hooks, and they to whatever they start.
        ScanOnTree fix = await InterruptedTool.RunAsync(
            new Dictionary<string, string> { ["GIT_DIR"] = hooked.Path(".git"), ["GIT_WORK_TREE"] = hooked.Root, ["GIT_INDEX_FILE"] = hooked.Path(".git/index"),
                ["GIT_PREFIX"] = "" },
            "fix",
            tree.Path("src"));

        Assert.Equal(2, fix.ExitCode);
        Assert.Contains("There are uncommitted changes", fix.Error, StringComparison.Ordinal);
        Assert.Equal("   M src/Worker.cs", Assert.Single(fix.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)));
    }

    [Fact]
    public async Task Force_fixes_outside_git()
    {
        using SourceTree tree = new SourceTree().Project("A.csproj", "public class Worker { public void BadLoop() { } }");

        ScanOnTree fix = await ScanOnTree.RunAsync(ScanOnTree.TestFixes, tree.Root, "fix", "--force");

        Assert.Equal(0, fix.ExitCode);
        Assert.Equal("public class Worker { public void GoodLoop() { } }", tree.Text("Worker.cs"));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_between_the_edit_and_the_build_that_judges_it_brings_every_file_back(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            // A console signal cannot be sent to one process there.
            return;
        }

        using SourceTree tree = WaitingBetweenEditAndBuild();
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree fix = await InterruptedTool.RunAsync(signal, "fix", tree.Path("src"));

        Assert.Equal(before, tree.Snapshot());
        Assert.Equal(130, fix.ExitCode);
        Assert.Contains("Every file is as it was before.", fix.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'some' is not a value of --safety; use safe, behaviour or scaffold.", "--safety", "some")]
    [InlineData("--dry-run and --check exclude each other.", "--dry-run", "--check")]
    [InlineData("'StopToken' is not a rule", "--rule", "StopToken")]
    [InlineData("cannot be given, because the scan sets it", "-p:UseSharedCompilation=true")]
    [InlineData("'' is not a configuration", "-c", "")]
    [InlineData("is not a glob", "--include", "/etc/*")]
    public async Task Malformed_arguments_are_explained(string message, params string[] arguments)
    {
        using var tree = new SourceTree();

        ScanOnTree fix = await ScanOnTree.RunAsync(tree.Root, ["fix", .. arguments]);

        Assert.Equal(2, fix.ExitCode);
        Assert.Contains(message, fix.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_between_the_edit_and_the_build_it_leaves_a_copy_of_every_file_that_the_next_run_names()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using SourceTree outside = new SourceTree().File("tmp/keep", "");
        using SourceTree tree = WaitingBetweenEditAndBuild();
        string before = tree.Text("src/Worker.cs");

        await InterruptedTool.RunAsync("KILL", outside, "fix", tree.Path("src"), "--check");

        string left = Assert.Single(Directory.EnumerateDirectories(outside.Path("tmp"), "graceful-*"));
        string copy = $"{left}/originals{tree.Path("src/Worker.cs")}";
        Assert.NotEqual(before, tree.Text("src/Worker.cs"));
        Assert.Equal(before, await File.ReadAllTextAsync(copy));

        tree.File("src/Directory.Build.targets", "<Project />");
        ScanOnTree next = await InterruptedTool.RunAsync(new Dictionary<string, string> { ["TMPDIR"] = outside.Path("tmp") }, "fix", tree.Path("src"),
            "--check");
        Assert.Contains($"they lie in '{left}/originals'", next.Error, StringComparison.Ordinal);
        Assert.Contains($"  {tree.Path("src/Worker.cs")}", next.Error, StringComparison.Ordinal);
    }

    private static SourceTree WaitingBetweenEditAndBuild() => new SourceTree()
        .File("src/Service.csproj", "<Project "
            + "Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup><TargetFramework>net10.0</TargetFramework>"
                + "<OutputType>Library</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>")
        .File("src/Worker.cs", """
            public class Worker : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);

                public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """)
        .File("src/Directory.Build.targets",
            InterruptedTool.WaitingTargets("$([System.IO.File]::ReadAllText('$(MSBuildProjectDirectory)/Worker.cs').Contains('base.StopAsync'))"))
        .Committed();
}
