using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>Turns samples into Roslyn projects.</summary>
internal static class Projects
{
    public const string GlobalUsingsName = "GlobalUsings.g.cs";

    private static readonly string Folder = OperatingSystem.IsWindows() ? @"C:\Samples" : "/Samples";

    private static readonly string[] Targets = ["net8.0", "net10.0"];

    private static readonly string[] Symbols =
        ["NET", "NET10_0", .. Enumerable.Range(5, 6).Select(static v => $"NET{v}_0_OR_GREATER")];

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Default, preprocessorSymbols: Symbols);

    /// <summary>True when the sample has top-level statements.</summary>
    public static bool IsProgram(Sample sample) => sample.Files.Where(static f => !f.IsConfiguration).Any(static f =>
        CSharpSyntaxTree.ParseText(f.Text, Parse).GetCompilationUnitRoot().Members.Any(static m => m is GlobalStatementSyntax));

    /// <summary>One project per sample, in one solution whose workspace has the given kind.</summary>
    public static Solution Open(string workspaceKind, params IEnumerable<Sample> samples) => samples.Index()
        .Aggregate(Empty(workspaceKind), static (solution, s) => solution.AddProject(Describe(s.Item, $"P{s.Index}", $"P{s.Index}")));

    /// <summary>One sample as two projects over the same files, the way a multi-targeted project looks.</summary>
    public static Solution OpenMultiTargeted(string workspaceKind, Sample sample) => Targets
        .Aggregate(Empty(workspaceKind), (solution, tfm) => solution.AddProject(Describe(sample, $"P({tfm})", "P")));

    public static Project Open(Sample sample) => Open("Custom", sample).Projects.Single();

    /// <summary>The user's files of a project: name (with folders) and text, without the implicit usings.</summary>
    public static async Task<SortedDictionary<string, string>> FilesAsync(this Project project)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in project.Documents.Where(static d => d.Name != GlobalUsingsName))
        {
            files[string.Join('/', [.. document.Folders, document.Name])] = (await document.GetTextAsync()).ToString();
        }

        return files;
    }

    private static Solution Empty(string workspaceKind)
    {
        // The solution keeps its workspace alive for as long as the test looks at it.
#pragma warning disable CA2000
        var solution = new AdhocWorkspace(MefHostServices.DefaultHost, workspaceKind).CurrentSolution;
#pragma warning restore CA2000
        return solution.WithOptions(solution.Options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, "\n"));
    }

    private static ProjectInfo Describe(Sample sample, string name, string folder)
    {
        var id = ProjectId.CreateNewId(name);
        var options = new CSharpCompilationOptions(
            IsProgram(sample) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable);
        DocumentInfo Document(string file, string text)
        {
            var path = Path.Combine([Folder, folder, .. file.Split('/')]);
            var loader = TextLoader.From(TextAndVersion.Create(SourceText.From(text), VersionStamp.Create(), path));
            return DocumentInfo.Create(
                DocumentId.CreateNewId(id, file), file.Split('/')[^1], file.Split('/')[..^1], loader: loader, filePath: path);
        }

        return ProjectInfo.Create(
                id, VersionStamp.Create(), name, folder, LanguageNames.CSharp,
                filePath: Path.Combine(Folder, folder, "P.csproj"),
                compilationOptions: options,
                parseOptions: Parse,
                documents:
                [
                    .. sample.Files.Where(static f => !f.IsConfiguration).Select(f => Document(f.Name, f.Text)),
                    Document(GlobalUsingsName, Frameworks.GlobalUsings(sample.Frameworks)),
                ],
                metadataReferences: Frameworks.For(sample.Frameworks))
            .WithAnalyzerConfigDocuments([.. sample.Files.Where(static f => f.IsConfiguration).Select(f => Document(f.Name, f.Text))]);
    }
}
