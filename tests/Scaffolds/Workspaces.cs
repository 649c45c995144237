using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace GracefulAnalyzers.Scaffolds.Tests;

/// <summary>Solutions of a stranger: C# 12, nullable, no implicit usings, everything the stores need.</summary>
internal static class Workspaces
{
    private static readonly string[] s_used = ["System.", "netstandard", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.", "StackExchange.Redis"];

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => s_used.Any(used => Path.GetFileName(path).StartsWith(used, StringComparison.Ordinal)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static Workspace Create(string kind) => new AdhocWorkspace(MefHostServices.DefaultHost, kind);

    public static (Solution Solution, ProjectId Project, DocumentId Document) Add(Workspace workspace, string assembly, string text, string? name = null) =>
        Add(workspace.CurrentSolution, assembly, text, name);

    public static (Solution Solution, ProjectId Project, DocumentId Document) Add(Solution solution, string assembly, string text, string? name = null)
    {
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            name ?? assembly,
            assembly,
            LanguageNames.CSharp,
            $"/src/{assembly}/{assembly}.csproj",
            compilationOptions: new CSharpCompilationOptions(
                OutputKindOf(text), nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose),
            metadataReferences: s_references);
        (solution, DocumentId document) = AddDocument(solution.AddProject(project), project.Id, "Handler.cs", text);
        return (solution, project.Id, document);
    }

    public static (Solution Solution, DocumentId Document) AddDocument(Solution solution, ProjectId project, string name, string text)
    {
        var id = DocumentId.CreateNewId(project);
        solution = solution.AddDocument(id, name, SourceText.From(text), filePath: $"/src/{solution.GetProject(project)!.AssemblyName}/{name}");
        return text.StartsWith("System.Console", StringComparison.Ordinal)
            ? (solution.WithProjectCompilationOptions(project, solution.GetProject(project)!.CompilationOptions!.WithOutputKind(OutputKind.ConsoleApplication)),
                id)
            : (solution, id);
    }

    public static async Task<string> TextOf(Solution solution, DocumentId document) => (await solution.GetDocument(document)!.GetTextAsync()).ToString();

    /// <summary>The project without its pragmas, so that the compiler judges the scaffolds as they are.</summary>
    public static async Task<Project> NakedAsync(Project project)
    {
        foreach (DocumentId id in project.DocumentIds)
        {
            Document document = project.GetDocument(id)!;
            IEnumerable<string> lines = (await document.GetTextAsync()).Lines
                .Select(line => line.ToString())
                .Where(line => !line.StartsWith("#pragma", StringComparison.Ordinal));
            project = document.WithText(SourceText.From(string.Join('\n', lines))).Project;
        }

        return project;
    }

    public static async Task AssertCompiles(Project project) => Assert.Empty(await ErrorsOf(project));

    public static async Task<string[]> ErrorsOf(Project project) =>
    [
        .. (await project.GetCompilationAsync())!.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString()),
    ];

    private static OutputKind OutputKindOf(string text) =>
        text.StartsWith("System.Console", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
}
