using System.Collections.Immutable;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Tests.Generated;

/// <summary>The presets of the package agree with the rules, and a level freezes what was released under its number.</summary>
public class PresetTests
{
    private const string History = """
        ## Release 1.0

        ### New Rules

        Rule ID | Category | Severity | Notes
        --------|----------|----------|-------
        GRACE1001 | Streaming | Warning | First
        GRACE1002 | Streaming | Info | Raised later

        ## Release 1.1

        ### Changed Rules

        Rule ID | New Category | New Severity | Old Category | Old Severity | Notes
        --------|--------------|--------------|--------------|--------------|-------
        GRACE1002 | Streaming | Warning | Streaming | Info | Raised later

        """;

    private static readonly DiagnosticDescriptor[] Rules =
    [
        Define("GRACE1001", DiagnosticSeverity.Warning),
        Define("GRACE1002", DiagnosticSeverity.Warning),
        Define("GRACE1003", DiagnosticSeverity.Info),
    ];

    private static string Folder => Repository.At("package", "presets");

    private static string Upcoming => Repository.Fact("ProductVersion");

    [Fact]
    public void Checked_in_presets_follow_from_the_rules()
    {
        var expected = Presets.Of(Product.Shipped.Rules, Release.ShippedText, Upcoming);
        Directory.CreateDirectory(Folder);
        foreach (var (name, text) in expected)
        {
            Blessed.File(Path.Combine(Folder, name), text);
        }

        foreach (var stale in Directory.EnumerateFiles(Folder).Where(path => !expected.ContainsKey(Path.GetFileName(path))))
        {
            Blessed.Absent(stale);
        }
    }

    [Fact]
    public void Targets_know_all_rules_and_levels() => Blessed.Section(
        Repository.At("package", "build", "GracefulAnalyzers.targets"), "rules", Presets.Properties(Product.Shipped.Rules, Release.ShippedText, Upcoming));

    /// <summary>After a release its rows stand in the shipped file, and what changes then needs a new number.</summary>
    [Fact]
    public void What_is_unshipped_belongs_to_a_level_that_is_not_released_yet()
    {
        var unshipped = Release.Unshipped(Product.Shipped.Rules, Release.Shipped).Contains("GRACE", StringComparison.Ordinal);
        Assert.False(
            unshipped && Release.Levels(Release.ShippedText).Contains(Release.Level(Upcoming)),
            $"Release {Release.Level(Upcoming)} is frozen; raise VersionPrefix in Directory.Build.props before rules or severities change.");
    }

    [Fact]
    public void An_older_level_has_its_own_severities_and_none_of_the_newer_rules()
    {
        var files = Presets.Of(Rules, History, "1.2.0");

        Assert.Equal(["GRACE1002 = suggestion", "GRACE1003 = none"], Lines(files["default-1.0.globalconfig"]));
        Assert.Equal(["GRACE1003 = none"], Lines(files["default-1.1.globalconfig"]));
        Assert.Equal(["GRACE1003 = none"], Lines(files["all-1.0.globalconfig"]));
        Assert.Equal(["GRACE1001 = error", "GRACE1002 = error", "GRACE1003 = none"], Lines(files["strict-1.1.globalconfig"]));
    }

    [Fact]
    public void The_upcoming_release_is_a_level_that_equals_the_present_rules()
    {
        var files = Presets.Of(Rules, History, "1.2.0");

        Assert.Empty(Lines(files["default-1.2.globalconfig"]));
        Assert.Equal(Lines(files["all-latest.globalconfig"]), Lines(files["all-1.2.globalconfig"]));
        Assert.Equal(Lines(files["strict-latest.globalconfig"]), Lines(files["strict-1.2.globalconfig"]));
        Assert.Contains("<_GracefulLevels>1.0, 1.1, 1.2</_GracefulLevels>", Presets.Properties(Rules, History, "1.2.0"), StringComparison.Ordinal);
    }

    [Fact]
    public void Modes_cover_every_rule_and_All_raises_Info()
    {
        var files = Presets.Of(Rules, History, "1.2.0");

        Assert.Equal(["GRACE1001 = none", "GRACE1002 = none", "GRACE1003 = none"], Lines(files["none.globalconfig"]));
        Assert.Equal(["GRACE1003 = warning"], Lines(files["all-latest.globalconfig"]));
        Assert.Equal(["GRACE1001 = error", "GRACE1002 = error", "GRACE1003 = error"], Lines(files["strict-latest.globalconfig"]));
        Assert.All(files.Values,
            text => Assert.StartsWith("is_global = true\nglobal_level = -100\n", text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..],
                StringComparison.Ordinal));
    }

    /// <summary>As the compiler reads it: an Info rule, which a build does not even run, becomes a warning, unless the user says otherwise.</summary>
    [Theory]
    [InlineData("", DiagnosticSeverity.Warning)]
    [InlineData("[*.cs]\ndotnet_diagnostic.GRACE1003.severity = none\n", null)]
    [InlineData("is_global = true\ndotnet_diagnostic.GRACE1003.severity = error\n", DiagnosticSeverity.Error)]
    public async Task All_makes_a_build_report_an_Info_rule(string own, DiagnosticSeverity? expected)
    {
        var preset = AnalyzerConfig.Parse(Presets.Of(Rules, History, "1.2.0")["all-latest.globalconfig"], "/packages/presets/all-latest.globalconfig");
        var users = AnalyzerConfig.Parse(own, own.StartsWith("is_global", StringComparison.Ordinal) ? "/src/.globalconfig" : "/src/.editorconfig");
        var configured = AnalyzerConfigSet.Create(ImmutableArray.Create(preset, users));
        var tree = CSharpSyntaxTree.ParseText("class C { }", path: "/src/C.cs");
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSyntaxTreeOptionsProvider(new Configured(configured));
        var compilation = CSharpCompilation.Create("Planted", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], options);

        var reported = await compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new Planted(Rules[2]))).GetAnalyzerDiagnosticsAsync();
        Assert.Equal(expected is { } severity ? [severity] : [], reported.Select(static finding => finding.Severity));
    }

    [Fact]
    public void A_patch_release_counts_into_its_level()
    {
        var patched = History.Replace("## Release 1.1", "## Release 1.0.1", StringComparison.Ordinal);

        Assert.Equal(["GRACE1003 = none"], Lines(Presets.Of(Rules, patched, "1.1.0")["default-1.0.globalconfig"]));
    }

    private static string[] Lines(string text) =>
        [.. text.Split('\n').Where(static l => l.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal))
            .Select(static l => l["dotnet_diagnostic.".Length..].Replace(".severity", "", StringComparison.Ordinal))];

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // Made-up rules of a made-up history.
    private static DiagnosticDescriptor Define(string id, DiagnosticSeverity severity) =>
        new(id, "title", "message", "Streaming", severity, isEnabledByDefault: true, customTags: ["Name=" + id]);
    /// <summary>Reports its rule once per file.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Planted(DiagnosticDescriptor rule) : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxTreeAction(file => file.ReportDiagnostic(Diagnostic.Create(rule, file.Tree.GetRoot(file.CancellationToken).GetLocation())));
        }
    }

    /// <summary>Severities from configuration files, as the command-line compiler takes them.</summary>
    private sealed class Configured(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
#pragma warning restore RS1036, RS1038, RS1041, RS2008
}
