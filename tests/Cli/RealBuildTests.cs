using System.Diagnostics;
using System.Text.Json;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>Scans that run a real build; each takes seconds, so each asks several things of one build.</summary>
public sealed class RealBuildTests
{
    private static readonly string[] SchemaNames = ["schemaVersion", "toolVersion", "findings", "projects", "errors", "skipped", "switchedOff", "counts"];

    private static readonly string[] FindingNames =
    [
        "rule", "severity", "file", "line", "column", "endLine", "message", "helpUri", "project", "fixSafety", "suppressed", "relatedLocations",
    ];

    [Fact]
    public async Task A_clean_project_gives_exit_code_0()
    {
        using SourceTree tree = new SourceTree().Project("Service.csproj", SourceTree.Clean);

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan");

        Assert.Equal(0, scan.ExitCode);
        Assert.StartsWith("Scanning Service.csproj", scan.Output, StringComparison.Ordinal);
        Assert.Contains("No findings.", scan.Output, StringComparison.Ordinal);
        Assert.Contains("1 project analysed", scan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_every_field_of_every_finding_and_nothing_else_is_printed()
    {
        using SourceTree tree = new SourceTree().Project("my src#1/Sérvice.csproj", SourceTree.TwoBadMethods, "<LangVersion>latest</LangVersion>",
            framework: "net10.0;netstandard2.0");

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan", "my src#1", "--json", "--severity", "info");

        Assert.Equal(1, scan.ExitCode);
        Assert.Equal(SchemaNames, scan.Json.EnumerateObject().Select(member => member.Name));
        JsonElement[] findings = [.. scan.Json.GetProperty("findings").EnumerateArray()];
        // Both target frameworks report each of them; they are one finding each.
        Assert.Equal(["GRACE9001", "GRACE9002", "GRACE9001"], scan.Rules());
        Assert.All(findings, finding => Assert.Equal(FindingNames, finding.EnumerateObject().Select(member => member.Name)));
        Assert.Equal([false, false, true], findings.Select(finding => finding.GetProperty("suppressed").GetBoolean()));
        Assert.Equal(
            """{"rule":"GRACE9001","severity":"warning","file":"Worker.cs","line":4,"column":17,"endLine":4,"message":"Method 'BadLoop' """
            + """is bad","helpUri":"https://example.org/GRACE9001","project":"Sérvice","fixSafety":"safe","suppressed":"""
            + """false,"relatedLocations":[{"file":"Worker.cs","line":2,"column":14,"message":""}]}""",
            Compact(findings[0]));
        Assert.Equal(
            """[{"name":"Sérvice","path":"Sérvice.csproj","targetFrameworks":["net10.0","netstandard2.0"],"analysed":true}]""",
            Compact(scan.Json.GetProperty("projects")));
        Assert.Empty(scan.Errors());
    }

    [Fact]
    public async Task A_tree_with_earlier_outputs_and_settings_that_hide_or_write_is_analysed_and_left_as_it_was()
    {
        using SourceTree tree = new SourceTree()
            .Project(
                "src/Service.csproj",
                SourceTree.TwoBadMethods,
                "<RunAnalyzers>false</RunAnalyzers><RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild><OutputPath>../out/</OutputPath>" +
                "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><NoWarn>$(NoWarn);AD0001</NoWarn>" +
                "<DocumentationFile>Service.xml</DocumentationFile><GeneratePackageOnBuild>true</GeneratePackageOnBuild>"
                + "<PackageOutputPath>pkg</PackageOutputPath>" +
                "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile><PostBuildEvent>echo built > built.txt</PostBuildEvent>" +
                "<ErrorLog>own.sarif</ErrorLog>")
            .Slnx("App.slnx", "src/Service.csproj");
        // What an ordinary build of this tree left behind, its generated sources included.
        foreach (string folder in (string[])["src/obj/Debug/net10.0", "src/artifacts/obj/Service/debug", "src/elsewhere"])
        {
            tree.File(folder + "/Service.AssemblyInfo.cs", "[assembly: System.Reflection.AssemblyTitleAttribute(\"Service\")]");
            tree.File(folder + "/.NETCoreApp,Version=v10.0.AssemblyAttributes.cs",
                "[assembly: global::System.Runtime.Versioning.TargetFrameworkAttribute(\".NETCoreApp,Version=v10.0\")]");
        }

        tree.File("src/Directory.Build.rsp", "-flp:LogFile=stray.log");
        tree.File("out/Service.dll", "not a library");
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan", "--json");

        Assert.Equal(before, tree.Snapshot());
        Assert.Empty(scan.Errors());
        Assert.Equal(["GRACE9001", "GRACE9001"], scan.Rules());
        Assert.Equal(1, scan.ExitCode);
    }

    [Fact]
    public async Task A_tree_built_by_the_real_sdk_before_is_analysed_and_left_as_it_was()
    {
        using SourceTree tree = new SourceTree().Project("Service.csproj", SourceTree.TwoBadMethods);
        using (Process build = Process.Start(
            new ProcessStartInfo("dotnet", ["build", tree.Root, "-nodeReuse:false", "-p:UseSharedCompilation=false"]) { RedirectStandardOutput = true })!)
        {
            await build.StandardOutput.ReadToEndAsync();
            await build.WaitForExitAsync();
            Assert.Equal(0, build.ExitCode);
        }

        IReadOnlyList<string> before = tree.Snapshot();
        Assert.Contains(before, line => line.Contains("Service.AssemblyInfo.cs", StringComparison.Ordinal));

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan", "--json");

        Assert.Equal(before, tree.Snapshot());
        Assert.Empty(scan.Errors());
        Assert.Equal(1, scan.ExitCode);
    }

    [Fact]
    public async Task Broken_projects_are_named_with_the_reason_and_the_others_are_still_reported()
    {
        const string reference = "<ProjectReference Include=\"../Broken/Broken.csproj\" />";
        using SourceTree tree = new SourceTree()
            .Project("Good/Good.csproj", SourceTree.TwoBadMethods)
            .Project("Broken/Broken.csproj", "namespace Service; public class Worker { public Missing Bad() => null; }")
            .Project("Dependent/Dependent.csproj", SourceTree.Clean, items: reference)
            .Project("Crashing/Crashing.csproj", "namespace Service; public class Worker { public void Crash() { } }")
            .Slnx("App.slnx", "Good/Good.csproj", "Broken/Broken.csproj", "Dependent/Dependent.csproj", "Crashing/Crashing.csproj");
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan", "App.slnx", "--json", "--rule", "grace9001");

        Assert.Equal(before, tree.Snapshot());
        Assert.Equal(2, scan.ExitCode);
        Assert.Contains(scan.Json.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("project").GetString() == "Good");
        Dictionary<string, JsonElement> errors = scan.Errors().ToDictionary(error => error.GetProperty("project").GetString()!);
        Assert.Equal(["Broken", "Crashing", "Dependent"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("does not compile", errors["Broken"].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("Broken/Worker.cs(1,49): error CS0246", errors["Broken"].GetProperty("details")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("because Broken, which it references, did not build", errors["Dependent"].GetProperty("message").GetString(),
            StringComparison.Ordinal);
        Assert.Contains("Broken/Worker.cs(1,49): error CS0246", errors["Dependent"].GetProperty("details")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("analyzer failed", errors["Crashing"].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_cannot_be_restored_costs_one_more_build_and_its_dependents_tell_its_error()
    {
        using SourceTree tree = new SourceTree()
            .File("nuget.config", "<configuration><packageSources><clear /><add key=\"empty\" value=\"feed\" /></packageSources></configuration>")
            .File("feed/readme.txt", "")
            .Project("Good/Good.csproj", SourceTree.TwoBadMethods)
            .Project("Lost/Lost.csproj", SourceTree.Clean, items: "<PackageReference Include=\"Graceful.Nowhere\" Version=\"1.0.0\" />")
            .Project("Dependent/Dependent.csproj", SourceTree.Clean, items: "<ProjectReference Include=\"../Lost/Lost.csproj\" />")
            .Slnx("App.slnx", "Good/Good.csproj", "Lost/Lost.csproj", "Dependent/Dependent.csproj");

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan");

        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("Method 'BadLoop' is bad", scan.Output, StringComparison.Ordinal);
        Assert.Contains("Could not analyse Lost: it could not be restored or loaded\n  Lost/Lost.csproj : error NU1101: ", scan.Output,
            StringComparison.Ordinal);
        Assert.Contains("Could not analyse Dependent: ", scan.Output, StringComparison.Ordinal);
        Assert.Equal(2, scan.Output.Split("error NU1101: ").Length - 1);
        Assert.Contains("Not every project could be restored; building the others ...", scan.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("alone", scan.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath() + "graceful-", scan.Output.Replace(tree.Root, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_stops_the_solution_before_anything_is_compiled_does_not_hide_the_others()
    {
        using SourceTree tree = new SourceTree()
            .Project("Good/Good.csproj", SourceTree.TwoBadMethods)
            .File("Unreadable/Unreadable.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>")
            .Slnx("App.slnx", "Good/Good.csproj", "Unreadable/Unreadable.csproj", "Gone/Gone.csproj");

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan");

        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("Method 'BadLoop' is bad", scan.Output, StringComparison.Ordinal);
        Assert.Contains("Could not analyse Unreadable: it could not be restored or loaded", scan.Output, StringComparison.Ordinal);
        Assert.Contains("error MSB4025", scan.Output, StringComparison.Ordinal);
        Assert.Contains("Could not analyse Gone: the project file 'Gone/Gone.csproj' does not exist", scan.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 3 projects analysed", scan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_of_one_name_stay_apart_and_the_repository_s_own_hooks_still_run()
    {
        using SourceTree tree = new SourceTree()
            .Project("a/Service.csproj", SourceTree.TwoBadMethods)
            .Project("b/Service.csproj", "#if HOOKED_BEFORE && HOOKED_AFTER\npublic class Worker { public void BadOnlyWithHooks() { } }\n#endif")
            .File("Directory.Build.props", """
                <Project>
                  <PropertyGroup>
                    <CustomBeforeMicrosoftCommonTargets>$(MSBuildThisFileDirectory)before.targets</CustomBeforeMicrosoftCommonTargets>
                    <CustomAfterMicrosoftCommonTargets>$(MSBuildThisFileDirectory)after.targets</CustomAfterMicrosoftCommonTargets>
                    <BaseIntermediateOutputPath>.build/obj/</BaseIntermediateOutputPath>
                  </PropertyGroup>
                </Project>
                """)
            .File("before.targets", "<Project><PropertyGroup><DefineConstants>$(DefineConstants);HOOKED_BEFORE</DefineConstants></PropertyGroup></Project>")
            .File("after.targets", "<Project><PropertyGroup><DefineConstants>$(DefineConstants);HOOKED_AFTER</DefineConstants></PropertyGroup></Project>")
            .Slnx("App.slnx", "a/Service.csproj", "b/Service.csproj");
        IReadOnlyList<string> before = tree.Snapshot();

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan", "--json");

        Assert.Equal(before, tree.Snapshot());
        Assert.Empty(scan.Errors());
        Assert.Equal(
            ["a/Worker.cs", "a/Worker.cs", "b/Worker.cs"],
            scan.Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task Rules_that_the_user_raised_to_errors_stay_errors_and_keep_no_dependent_from_its_results()
    {
        using SourceTree tree = new SourceTree()
            .File(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.GRACE9001.severity = error\n")
            .Project("a/A.csproj", "public class A { public void BadA() { } }")
            .Project("b/B.csproj", "public class B : A { public void BadB() { } }", items: "<ProjectReference Include=\"../a/A.csproj\" />")
            .Project("c/C.csproj", "public class C : B { public void BadC() { } }", items: "<ProjectReference Include=\"../b/B.csproj\" />")
            .Slnx("App.slnx", "a/A.csproj", "b/B.csproj", "c/C.csproj");

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan", "--json", "--fail-on", "error");

        Assert.Empty(scan.Errors());
        Assert.Equal(
            ["A error", "B error", "C error"],
            scan.Json.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("project")} {finding.GetProperty("severity")}"));
        Assert.Equal(1, scan.ExitCode);
    }

    [Fact]
    public async Task An_unknown_sdk_is_an_error_and_not_a_clean_result()
    {
        using SourceTree tree = new SourceTree()
            .Project("Service.csproj", SourceTree.Clean)
            .File("global.json", """{ "sdk": { "version": "99.0.100", "rollForward": "disable" } }""");

        ScanOnTree scan = await ScanOnTree.RunAsync(tree.Root, "scan");

        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("Could not analyse Service.csproj: global.json asks for the .NET SDK 99.0.100, which is not installed", scan.Output,
            StringComparison.Ordinal);
    }

    private static string Compact(JsonElement element) =>
        JsonSerializer.Serialize(element, RelaxedJson.Options);
}
