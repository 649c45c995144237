using System.Text.Json;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Scan;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>What could make a repository look clean though it was not analysed. A build takes seconds, so one solution holds many traps, a project
/// each.</summary>
public sealed class FalseCleanTests
{
    private const string AfterHook = "CustomAfterMicrosoftCommonTargets";

    private const string Off =
        "<RunAnalyzers>false</RunAnalyzers><RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild><TreatWarningsAsErrors>true</TreatWarningsAsErrors>" +
        "<MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors><CodeAnalysisTreatWarningsAsErrors>true</CodeAnalysisTreatWarningsAsErrors>";

    [Fact]
    public async Task What_switches_the_analysis_off_or_fails_the_build_at_a_finding_is_overridden()
    {
        using SourceTree tree = new SourceTree()
            .Project("InProps/InProps.csproj", Bad("InProps"))
            .File("InProps/Directory.Build.props", $"<Project><PropertyGroup>{Off}</PropertyGroup></Project>")
            .Project("InProject/InProject.csproj", Bad("InProject"), Off)
            .Project("InTarget/InTarget.csproj", Bad("InTarget"))
            .File("InTarget/Directory.Build.targets", """
                <Project>
                  <Target Name="Strip" BeforeTargets="CoreCompile">
                    <PropertyGroup>
                      <RunAnalyzers>false</RunAnalyzers>
                      <_SkipAnalyzers>true</_SkipAnalyzers>
                      <SkipCompilerExecution>true</SkipCompilerExecution>
                      <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                      <ErrorLog>$(MSBuildProjectDirectory)/own.sarif</ErrorLog>
                    </PropertyGroup>
                    <ItemGroup><Analyzer Remove="@(Analyzer)" /></ItemGroup>
                  </Target>
                </Project>
                """)
            .Project("Listed/Listed.csproj", Bad("Listed"), "<WarningsAsErrors>nullable;GRACE9001</WarningsAsErrors>")
            .Project("ListedForMSBuild/ListedForMSBuild.csproj", Bad("ListedForMSBuild"), "<MSBuildWarningsAsErrors>GRACE9001</MSBuildWarningsAsErrors>")
            .Project("LevelZero/LevelZero.csproj", Bad("LevelZero"), "<WarningLevel>0</WarningLevel>")
            .Slnx("App.slnx", "InProps/InProps.csproj", "InProject/InProject.csproj", "InTarget/InTarget.csproj", "Listed/Listed.csproj",
                "ListedForMSBuild/ListedForMSBuild.csproj", "LevelZero/LevelZero.csproj")
            .Committed();
        // A property that the file declares its own outranks the command line.
        string project = tree.Path("InProject/InProject.csproj");
        string local = "<Project TreatAsLocalProperty=\"RunAnalyzers;RunAnalyzersDuringBuild;TreatWarningsAsErrors\" ";
        tree.File("InProject/InProject.csproj", (await File.ReadAllTextAsync(project)).Replace("<Project ", local, StringComparison.Ordinal)).Committed();

        ScanOnTree scan = await ScanOnTree.UnchangedAsync(tree, "scan", "--json");

        Assert.Empty(scan.Errors());
        // A list of rules is a severity that the user chose, and it stays one.
        Assert.Equal(
            ["InProject warning", "InProps warning", "InTarget warning", "LevelZero warning", "Listed error", "ListedForMSBuild warning"],
            ProjectsAndSeverities(scan));
        Assert.Equal(1, scan.ExitCode);
    }

    [Fact]
    public async Task The_user_s_own_hooks_run_wherever_they_are_set_and_an_older_package_is_replaced()
    {
        const string define = "<Project><PropertyGroup><DefineConstants>$(DefineConstants);HOOKED</DefineConstants></PropertyGroup></Project>";
        const string package = "../packages/gracefulanalyzers/0.9.0";
        using SourceTree tree = new SourceTree()
            .File("hook.targets", define)
            .Project("InProject/InProject.csproj", BadIf("HOOKED", "InProject"), $"<{AfterHook}>$(MSBuildProjectDirectory)/../hook.targets</{AfterHook}>")
            .Project("IfUnset/IfUnset.csproj", BadIf("HOOKED", "IfUnset"))
            .File("IfUnset/Directory.Build.props", """
                <Project><PropertyGroup>
                  <CustomBeforeMicrosoftCommonTargets Condition="'$(CustomBeforeMicrosoftCommonTargets)' == ''">$(MSBuildThisFileDirectory)../hook.targets</CustomBeforeMicrosoftCommonTargets>
                </PropertyGroup></Project>
                """)
            .Project("InEnvironment/InEnvironment.csproj", BadIf("FROM_ENVIRONMENT", "InEnvironment"))
            .File("environment.targets", define.Replace("HOOKED", "FROM_ENVIRONMENT", StringComparison.Ordinal))
            .Project("WithPackage/WithPackage.csproj", Bad("WithPackage"), items: $"""
                <Analyzer Include="{package}/analyzers/dotnet/roslyn4.8/cs/GracefulAnalyzers.dll" />
                <EditorConfigFiles Include="{package}/config/default.globalconfig" />
                """)
            .File("packages/gracefulanalyzers/0.9.0/config/default.globalconfig",
                "is_global = true\nglobal_level = -100\ndotnet_diagnostic.GRACE9001.severity = none\n")
            .Slnx("App.slnx", "InProject/InProject.csproj", "IfUnset/IfUnset.csproj", "InEnvironment/InEnvironment.csproj", "WithPackage/WithPackage.csproj");
        string old = tree.Path("packages/gracefulanalyzers/0.9.0/analyzers/dotnet/roslyn4.8/cs/GracefulAnalyzers.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        File.Copy(Assert.Single(CarriedAssemblies.Analyzers), old);
        tree.Committed();
        using var outside = new SourceTree();
        string? environment = Environment.GetEnvironmentVariable(AfterHook);

        ScanOnTree scan;
        try
        {
            // Scans beside this one import the file as well, and use nothing of it.
            Environment.SetEnvironmentVariable(AfterHook, tree.Path("environment.targets"));
            scan = await ScanOnTree.UnchangedAsync(tree, "scan", "--json", "--sarif", outside.Path("all.sarif"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(AfterHook, environment);
        }

        Assert.Empty(scan.Errors());
        Assert.Equal(["IfUnset warning", "InEnvironment warning", "InProject warning", "WithPackage warning"], ProjectsAndSeverities(scan));
        Assert.Empty(scan.Json.GetProperty("switchedOff").EnumerateArray());
        // The rules of the referenced version are not among those that ran.
        JsonElement driver = JsonDocument.Parse(await File.ReadAllTextAsync(outside.Path("all.sarif"))).RootElement.GetProperty("runs")[0].GetProperty("tool")
            .GetProperty("driver");
        Assert.Equal(["GRACE9001", "GRACE9002"], driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Severities_and_suppressions_of_the_user_count_and_are_counted()
    {
        using SourceTree tree = new SourceTree()
            .Project("Raised/Raised.csproj", "public class R { public void BadOne() { } public void NoteOne() { } }")
            .File("Raised/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.GRACE9001.severity = suggestion\n"
                + "dotnet_diagnostic.GRACE9002.severity = error\n")
            .Project("Off/Off.csproj", Bad("Off"))
            .File("Off/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.GRACE9001.severity = none\n")
            .Project("Silent/Silent.csproj", "public class S { public void NoteOne() { } }")
            .File("Silent/.globalconfig", "is_global = true\ndotnet_diagnostic.GRACE9002.severity = silent\n")
            .Project("NoWarn/NoWarn.csproj", Bad("NoWarn"), "<NoWarn>$(NoWarn);GRACE9001</NoWarn>")
            .Project("Suppressed/Suppressed.csproj", """
                [System.Diagnostics.CodeAnalysis.SuppressMessage("Test", "GRACE9001", Justification = "known")]
                public class W { public void BadOne() { } }
                #pragma warning disable GRACE9001
                public class V { public void BadTwo() { } }
                """)
            .Slnx("App.slnx", "Raised/Raised.csproj", "Off/Off.csproj", "Silent/Silent.csproj", "NoWarn/NoWarn.csproj", "Suppressed/Suppressed.csproj")
            .Committed();
        using var outside = new SourceTree();

        ScanOnTree scan = await ScanOnTree.UnchangedAsync(tree, "scan", "--json", "--severity", "info", "--fail-on", "none", "--sarif",
            outside.Path("all.sarif"));

        Assert.Empty(scan.Errors());
        Assert.Equal(0, scan.ExitCode);
        Assert.Equal(["Raised error", "Raised info", "Suppressed warning", "Suppressed warning"], ProjectsAndSeverities(scan));
        Assert.Equal("""{"findings":2,"suppressed":2,"belowSeverity":0,"excluded":0}""", Compact(scan.Json.GetProperty("counts")));
        Assert.Equal(
            """[{"rule":"GRACE9001","projects":["NoWarn","Off"]},{"rule":"GRACE9002","projects":["Silent"]}]""",
            Compact(scan.Json.GetProperty("switchedOff")));
        JsonElement[] results = [.. JsonDocument.Parse(await File.ReadAllTextAsync(outside.Path("all.sarif")))
            .RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];
        Assert.Equal(
            ["SuppressMessageAttribute known", "Pragma Directive "],
            results.Where(result => result.TryGetProperty("suppressions", out _)).Select(result => result.GetProperty("suppressions")[0])
                .Select(suppression => $"{suppression.GetProperty("properties").GetProperty("suppressionType").GetString()} "
                    + $"{(suppression.TryGetProperty("justification", out JsonElement why) ? why.GetString() : "")}"));
    }

    [Fact]
    public async Task A_project_in_which_the_analyzers_did_not_run_is_named_with_the_reason()
    {
        const string sdk = "<Project><Import Project=\"Sdk.props\" Sdk=\"Microsoft.NET.Sdk\" "
            + "/><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><Import Project=\"Sdk.targets\" Sdk=\"Microsoft.NET.Sdk\" />";
        using SourceTree tree = new SourceTree()
            .Project("Good/Good.csproj", Bad("Good"))
            // Targets behind the SDK's own come later than anything that the scan can hook into.
            .File("Stripping/Stripping.csproj", sdk + "<Target Name=\"Strip\" BeforeTargets=\"CoreCompile\"><ItemGroup><Analyzer Remove=\"@(Analyzer)\" "
                + "/></ItemGroup></Target></Project>")
            .File("Switching/Switching.csproj", sdk + "<Target Name=\"Switch\" "
                + "BeforeTargets=\"CoreCompile\"><PropertyGroup><_SkipAnalyzers>true</_SkipAnalyzers></PropertyGroup></Target></Project>")
            .File("Skipping/Skipping.csproj", sdk + "<Target Name=\"CoreCompile\" /></Project>")
            .File("Unhooking/Unhooking.csproj", "<Project><Import Project=\"Sdk.props\" Sdk=\"Microsoft.NET.Sdk\" "
                + "/><PropertyGroup><TargetFramework>net10.0</TargetFramework><BeforeMicrosoftNETSdkTargets></BeforeMicrosoftNETSdkTargets>"
                + "</PropertyGroup><Import "
                + "Project=\"Sdk.targets\" Sdk=\"Microsoft.NET.Sdk\" /></Project>")
            .Project("Crashing/Crashing.csproj", "public class C { public void Crash() { } }")
            .File("Crashing/.globalconfig", "is_global = true\ndotnet_diagnostic.AD0001.severity = none\n")
            .Project("NoCorlib/NoCorlib.csproj", Bad("NoCorlib"),
                "<NoStdLib>true</NoStdLib><NoCompilerStandardLib>true</NoCompilerStandardLib>"
                    + "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>")
            .File("Legacy/Legacy.csproj", """
                <Project ToolsVersion="4.0" DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
                  <PropertyGroup><OutputType>Library</OutputType><TargetFrameworkVersion>v4.5.3</TargetFrameworkVersion><OutputPath>bin\Debug\</OutputPath></PropertyGroup>
                  <ItemGroup><Compile Include="Worker.cs" /></ItemGroup>
                  <Import Project="$(MSBuildToolsPath)\Microsoft.CSharp.targets" />
                </Project>
                """)
            .File("Notes/Notes.fsproj", "<Project><Target Name=\"Build\" /><Target Name=\"Restore\" /></Project>")
            .Slnx("App.slnx", "Good/Good.csproj", "Stripping/Stripping.csproj", "Switching/Switching.csproj", "Skipping/Skipping.csproj",
                "Unhooking/Unhooking.csproj", "Crashing/Crashing.csproj", "NoCorlib/NoCorlib.csproj", "Legacy/Legacy.csproj", "Notes/Notes.fsproj");
        foreach (string folder in (string[])["Stripping", "Switching", "Skipping", "Unhooking", "Legacy"])
        {
            tree.File($"{folder}/Worker.cs", Bad(folder));
        }

        tree.Committed();

        ScanOnTree scan = await ScanOnTree.UnchangedAsync(tree, "scan", "--json");

        Assert.Equal(2, scan.ExitCode);
        Assert.Contains("Good warning", ProjectsAndSeverities(scan));
        Dictionary<string, string> errors =
            scan.Errors().ToDictionary(error => error.GetProperty("project").GetString()!, error => error.GetProperty("message").GetString()!);
        Assert.Equal(["Crashing", "Legacy", "NoCorlib", "Skipping", "Stripping", "Switching", "Unhooking"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("an analyzer failed", errors["Crashing"], StringComparison.Ordinal);
        Assert.Contains("a project of the style before the .NET SDK", errors["Legacy"], StringComparison.Ordinal);
        Assert.Contains("it does not compile", errors["NoCorlib"], StringComparison.Ordinal);
        Assert.Contains("skips or replaces the compiler", errors["Skipping"], StringComparison.Ordinal);
        Assert.Contains("removes the analyzers", errors["Stripping"], StringComparison.Ordinal);
        Assert.Contains("the analyzers did not run", errors["Switching"], StringComparison.Ordinal);
        Assert.Contains("nothing was analysed", errors["Unhooking"], StringComparison.Ordinal);
        Assert.Equal("""[{"name":"Notes","path":"Notes/Notes.fsproj","reason":"is an F# project"}]""", Compact(scan.Json.GetProperty("skipped")));
    }

    private static string Bad(string name) => $"public class Worker {{ public void Bad{name}() {{ }} }}";

    private static string BadIf(string symbol, string name) => $"#if {symbol}\n{Bad(name)}\n#endif";

    private static IEnumerable<string> ProjectsAndSeverities(ScanOnTree scan) =>
        scan.Json.GetProperty("findings").EnumerateArray()
            .Select(finding => $"{finding.GetProperty("project").GetString()} {finding.GetProperty("severity").GetString()}").Order(StringComparer.Ordinal);

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element, RelaxedJson.Options);
}
