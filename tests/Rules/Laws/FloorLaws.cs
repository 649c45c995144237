using System.Text.RegularExpressions;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Law 11: each floor uses only those beneath it, what serves one rule is used by that rule alone, and fixes see nothing but plans.</summary>
public sealed partial class FloorLaws
{
    private const int MostFilesInACoreCycle = 4;
    private const int MostFilesInACycle = 8;
    private const int MostLines = 300;
    private const int MostInversions = 2;

    private static readonly string[] Core = ["analyzers/Code", "analyzers/Tokens", "analyzers/Program"];

    private static readonly Dictionary<string, string> Sources =
        Texts(Repository.Sources("analyzers").Concat(Repository.Sources("codefixes")).Where(static file => !IsScaffold(file)));

    // Not ours to compile, but the user's to read.
    private static readonly Dictionary<string, string> Scaffolds = Texts(Repository.Sources("codefixes").Where(IsScaffold));

    private static readonly FileGraph Graph = FileGraph.Of(Sources, Platform());

    // Each folder may use those before it; a folder stands for all beneath it that have no entry of their own.
    private static readonly FolderOrder Order = new(
        "analyzers/Polyfills",
        "analyzers/Vocabulary",
        "analyzers/Plans",
        "analyzers/Catalogue",
        "analyzers/Code",
        "analyzers/Tokens",
        "analyzers/Program/Queues",
        "analyzers/Program/Requests",
        "analyzers/Program/Hosting",
        "analyzers/Program/Hosting/Drain",
        "analyzers/Program",
        "analyzers/Engine",
        "analyzers/Rules",
        "analyzers/Suppressors",
        "codefixes/Edits",
        "codefixes/Engine",
        "codefixes/Fixes");

    [Fact]
    public void A_floor_uses_only_those_beneath_it()
    {
        Assert.True(Graph.Uses.Count > Graph.Files.Count, "Hardly any use was found; the law would hold for anything.");
        Nothing(Order.Offences(Graph));
        Assert.Empty(Order.Unused(Graph));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void No_folders_use_each_other(int depth) => Nothing(Graph.FolderCycles(depth).Select(Graph.DescribeFolders));

    [Fact]
    public void Few_files_use_each_other() => Nothing(Graph.Cycles
        .Where(static cycle => cycle.Count > (cycle.Any(static file => Core.Any(floor => file.StartsWith(floor + "/", StringComparison.Ordinal)))
            ? MostFilesInACoreCycle
            : MostFilesInACycle))
        .Select(Graph.Describe));

    [Fact]
    public void What_serves_one_rule_is_used_by_that_rule_alone() => Nothing(Graph.Uses
        .Where(static use => RuleOf(use.ToFolder) is { } owner && RuleOf(use.From) != owner)
        .Select(static use => use.ToString()));

    // A pass of the fix-all analyses anew what is left, and needs the rule itself for that.
    [Fact]
    public void Fixes_see_plans_and_vocabulary_only() => Nothing(Graph.Uses
        .Where(static use => use.From.StartsWith("codefixes/", StringComparison.Ordinal) && use.To.StartsWith("analyzers/", StringComparison.Ordinal)
            && use.ToFolder is not ("analyzers/Plans" or "analyzers/Vocabulary" or "analyzers/Polyfills")
            && (use.From, use.Type) is not ("codefixes/Engine/SequentialFixAll.cs", nameof(AllRules) or nameof(GracefulAnalyzer)))
        .Select(static use => use.ToString()));

    [Fact]
    public void A_file_is_read_at_one_sitting() => Nothing(Sources.Concat(Scaffolds)
        .Where(static source => source.Value.Count(static letter => letter == '\n') > MostLines).Select(static source => source.Key));

    // Made while another is made, two services that need each other would make each other without end.
    [Fact]
    public void No_service_is_asked_for_while_one_is_made()
    {
        var services = new HashSet<string>(Sources.Values.SelectMany(static text => Asked().Matches(text)).Select(static match => match.Groups[1].Value),
            StringComparer.Ordinal);
        Assert.NotEmpty(services);
        Nothing(Sources.Values.SelectMany(static text => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Where(type => services.Contains(type.Identifier.ValueText))
            .SelectMany(static type => type.Members.SelectMany(Making).Where(AsksAtOnce).Select(asked => $"{type.Identifier.ValueText}: {asked}")));
    }

    [Fact]
    public void At_most_two_questions_are_answered_by_a_higher_floor() => Assert.InRange(Composition.Answers.Count, 1, MostInversions);

    // All offences at once, whole.
    private static void Nothing(IEnumerable<string> offences) => Assert.Equal("", string.Join('\n', offences));

    private static IEnumerable<SyntaxNode> Making(MemberDeclarationSyntax member) => member switch
    {
        ConstructorDeclarationSyntax constructor => [constructor],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(static variable => variable.Initializer).OfType<SyntaxNode>(),
        PropertyDeclarationSyntax { Initializer: { } initializer } => [initializer],
        _ => [],
    };

    private static bool AsksAtOnce(SyntaxNode making) => making.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax)
        .Any(static node => node
            is GenericNameSyntax { Identifier.ValueText: "Get", Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } });

    private static string? RuleOf(string path) => RuleFolder().Match(path) is { Success: true } match ? match.Groups[1].Value : null;

    private static bool IsScaffold(string file) => file.StartsWith("codefixes/Scaffolds/", StringComparison.Ordinal);

    private static Dictionary<string, string> Texts(IEnumerable<string> files) =>
        files.ToDictionary(static file => file, static file => File.ReadAllText(Repository.At(file.Split('/'))), StringComparer.Ordinal);

    private static IEnumerable<string> Platform() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(static path => !Path.GetFileName(path).StartsWith("GracefulAnalyzers", StringComparison.Ordinal));

    [GeneratedRegex(@"\.Get<(\w+)>\(\)")]
    private static partial Regex Asked();

    [GeneratedRegex(@"^analyzers/Rules/\w+/(GRACE\d{4})")]
    private static partial Regex RuleFolder();
}
