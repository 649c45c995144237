using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using static GracefulAnalyzers.Scaffolds.Tests.Workspaces;

namespace GracefulAnalyzers.Scaffolds.Tests;

public sealed class ScaffoldPlacementTests
{
    private const string FileScoped = "using System;\n\nnamespace MyCo.Orders;\n\nclass Handler { }\n";

    public static TheoryData<string> Names => [.. Scaffold.All.Select(scaffold => scaffold.Name)];

    /// <summary>Files that a scaffold may have to follow, and the namespace it must end up in.</summary>
    public static TheoryData<string, string> Origins => new()
    {
        { FileScoped, "MyCo.Orders" },
        { FileScoped.TrimEnd(), "MyCo.Orders" },
        { FileScoped.ReplaceLineEndings("\r\n"), "MyCo.Orders" },
        { "namespace @event.@class;\nclass Handler { }\n", "@event.@class" },
        { "namespace MyCo\n{\n    class Handler { }\n}\n", "Graceful" },
        { "namespace MyCo\r\n{\r\n    class Handler { }\r\n}", "Graceful" },
        { "System.Console.WriteLine();\n", "Graceful" },
        { "System.Console.WriteLine();\n\nclass Handler { }\n// The end.", "Graceful" },
        { "#if DEBUG\nclass Handler { }\n#endif", "Graceful" },
        { "#nullable disable\n#pragma warning disable CS0168\nclass Handler { }\n", "Graceful" },
        { "namespace Graceful { class System { } class Microsoft { } class StackExchange { } }\n", "Graceful" },
        { "namespace MyCo;\nclass System { } class Microsoft { } class StackExchange { }\n", "MyCo" },
        { "", "Graceful" },
    };

    [Theory, MemberData(nameof(Origins))]
    public async Task Under_MSBuild_all_scaffolds_go_to_the_end_of_the_file_and_compile(string origin, string home)
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", origin);

        foreach (Scaffold scaffold in Scaffold.All)
        {
            PlacedScaffold placed = await Place(scaffold, solution, project, document);
            Assert.Equal(home, placed.Namespace);
            solution = placed.Solution;
        }

        string text = await TextOf(solution, document);
        Assert.Single(solution.GetProject(project)!.DocumentIds);
        Assert.StartsWith(origin, text, StringComparison.Ordinal);
        Assert.Equal(origin.Length == 0 || origin.EndsWith('\n'), text.EndsWith('\n'));
        Assert.Equal(origin.Contains('\r', StringComparison.Ordinal), text.Contains('\r', StringComparison.Ordinal));
        Assert.Equal(text, text.ReplaceLineEndings(origin.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n"));
        await AssertCompiles(solution.GetProject(project)!);
        await AssertCompiles(await NakedAsync(solution.GetProject(project)!));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Elsewhere_each_scaffold_is_a_document_of_its_own(string name)
    {
        using Workspace workspace = Create(WorkspaceKind.Host);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", FileScoped);
        Scaffold scaffold = Named(name);

        PlacedScaffold placed = await Place(scaffold, solution, project, document);

        Project changed = placed.Solution.GetProject(project)!;
        Assert.Equal("Graceful", placed.Namespace);
        Assert.Equal(FileScoped, await TextOf(placed.Solution, document));
        Assert.Equal(
            scaffold.Requires.Append(scaffold).Select(added => Path.Combine(Path.GetDirectoryName(changed.FilePath)!, "Graceful", added.Name + ".cs")),
            changed.Documents.Where(added => added.Id != document).Select(added => added.FilePath));
        Assert.All(changed.Documents.Where(added => added.Id != document), added => Assert.Equal(["Graceful"], added.Folders));
        await AssertCompiles(changed);
        await AssertCompiles(await NakedAsync(changed));
    }

    [Theory]
    [InlineData(WorkspaceKind.MSBuild)]
    [InlineData(WorkspaceKind.Host)]
    public async Task A_second_fix_of_the_same_run_finds_what_the_first_one_placed(string kind)
    {
        using Workspace workspace = Create(kind);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", FileScoped);
        solution = solution.AddDocument(DocumentId.CreateNewId(project), "Other.cs", "namespace MyCo.Mails;\nclass Other { }\n", filePath: "/src/App/Other.cs");
        DocumentId other = solution.GetProject(project)!.Documents.Single(added => added.Name == "Other.cs").Id;
        PlacedScaffold first = await Place(Scaffold.EfIdempotencyStore, solution, project, document);

        PlacedScaffold second = await Place(Scaffold.EfIdempotencyStore, first.Solution, project, other);

        Assert.Same(first.Solution, second.Solution);
        Assert.Equal(first.Namespace, second.Namespace);
    }

    [Fact]
    public async Task A_store_names_the_interface_where_the_user_keeps_it()
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", FileScoped);
        solution = (await Place(Scaffold.IdempotencyStore, solution, project, document)).Solution;
        (solution, DocumentId other) = AddDocument(solution, project, "Program.cs", "System.Console.WriteLine();\n");

        PlacedScaffold placed = await Place(Scaffold.AdoIdempotencyStore, solution, project, other);

        Assert.Equal("Graceful", placed.Namespace);
        Assert.Contains(": global::MyCo.Orders.IIdempotencyStore", await TextOf(placed.Solution, other), StringComparison.Ordinal);
        await AssertCompiles(placed.Solution.GetProject(project)!);
    }

    [Fact]
    public async Task Several_target_frameworks_share_one_edit()
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        (Solution solution, ProjectId first, DocumentId firstDocument) = Add(workspace, "App", FileScoped, "App(net8.0)");
        (solution, ProjectId second, DocumentId secondDocument) = Add(solution, "App", FileScoped, "App(net10.0)");
        PlacedScaffold placed = await Place(Scaffold.RedisIdempotencyStore, solution, first, firstDocument);

        PlacedScaffold again = await Place(Scaffold.RedisIdempotencyStore, placed.Solution, second, secondDocument);

        Assert.Same(placed.Solution, again.Solution);
        Assert.Equal("MyCo.Orders", again.Namespace);
        Assert.Equal(FileScoped, await TextOf(placed.Solution, secondDocument));
        Assert.Equal([firstDocument], placed.Solution.GetChanges(solution).GetProjectChanges().SelectMany(change => change.GetChangedDocuments()));
    }

    [Theory]
    [InlineData(WorkspaceKind.MSBuild)]
    [InlineData(WorkspaceKind.Host)]
    public async Task A_public_constructor_gets_a_public_interface(string kind)
    {
        using Workspace workspace = Create(kind);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", "class Handler { }\n");
        PlacedScaffold placed = await Place(Scaffold.AdoIdempotencyStore, solution, project, document, publicInterface: true);
        (solution, _) = AddDocument(placed.Solution, project, "Public.cs",
            "#pragma warning disable CS1591\npublic class Public(Graceful.IIdempotencyStore store) { public object Store => store; }");

        await AssertCompiles(solution.GetProject(project)!);
        INamedTypeSymbol store = (await Scaffold.AdoIdempotencyStore.FindAsync(solution.GetProject(project)!, CancellationToken.None))!;
        Assert.Equal(Accessibility.Internal, store.DeclaredAccessibility);
    }

    [Theory]
    [InlineData("internal")]
    [InlineData("")]
    public async Task An_internal_interface_that_is_there_is_widened_where_it_is(string access)
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        string moved = Scaffold.IdempotencyStore.Text()
            .Replace("namespace Graceful", "namespace MyCo.Shared", StringComparison.Ordinal)
            .Replace("internal interface", $"{access} interface", StringComparison.Ordinal)
            .Replace("internal readonly record", $"{access} readonly record", StringComparison.Ordinal);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", FileScoped);
        (solution, DocumentId store) = AddDocument(solution, project, "Moved.cs", moved);
        (solution, _) = AddDocument(solution, project, "Public.cs",
            "#pragma warning disable CS1591\npublic class Public(MyCo.Shared.IIdempotencyStore store) { public object Store => store; }");
        Assert.Contains(await ErrorsOf(solution.GetProject(project)!), error => error.Contains("CS0051", StringComparison.Ordinal));

        PlacedScaffold placed = await Place(Scaffold.IdempotencyStore, solution, project, document, publicInterface: true);

        Assert.Equal("MyCo.Shared", placed.Namespace);
        await AssertCompiles(placed.Solution.GetProject(project)!);
        Assert.Equal([store], placed.Solution.GetChanges(solution).GetProjectChanges().SelectMany(change => change.GetChangedDocuments()));
        PlacedScaffold again = await Place(Scaffold.IdempotencyStore, placed.Solution, project, document, publicInterface: true);
        Assert.Same(placed.Solution, again.Solution);
    }

    [Fact]
    public async Task A_namesake_elsewhere_is_not_taken_for_the_scaffold()
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        const string Namesake = "namespace MyCo.Old { interface IIdempotencyStore { bool Seen(string id); } }\n";
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", Namesake);

        PlacedScaffold placed = await Place(Scaffold.EfIdempotencyStore, solution, project, document);

        Assert.Equal("Graceful", placed.Namespace);
        await AssertCompiles(placed.Solution.GetProject(project)!);
    }

    [Theory]
    [InlineData("namespace MyCo;\nrecord IdempotencyKey(string Text);\n")]
    [InlineData("namespace Graceful { interface IIdempotencyStore { bool Seen(string id); } }\n")]
    [InlineData("namespace Graceful { class LeasedIdempotencyStore { } }\n")]
    [InlineData("namespace Graceful { class RelationalIdempotencyStore { } }\n")]
    [InlineData("class Graceful { }\n")]
    public async Task Nothing_is_placed_where_the_names_are_taken(string origin)
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", origin);

        Assert.Null(await Scaffold.EfIdempotencyStore.PlaceAsync(solution, project, document, publicInterface: false, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_in_the_way_is_not_overwritten()
    {
        using Workspace workspace = Create(WorkspaceKind.Host);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", FileScoped);
        solution = solution.AddDocument(DocumentId.CreateNewId(project), "IIdempotencyStore.cs", "// mine", ["Graceful"],
            "/src/App/Graceful/IIdempotencyStore.cs");

        PlacedScaffold placed = await Place(Scaffold.IdempotencyStore, solution, project, document);

        Project changed = placed.Solution.GetProject(project)!;
        Assert.Equal(["Handler.cs", "IIdempotencyStore.cs", "IIdempotencyStore.2.cs"], changed.Documents.Select(added => added.Name));
        Assert.Equal("// mine", (await changed.Documents.ElementAt(1).GetTextAsync()).ToString());
    }

    [Theory]
    [InlineData(true, "internal")]
    [InlineData(false, "internal")]
    [InlineData(false, "public")]
    public async Task A_scaffold_of_a_referenced_project_is_reused_when_it_is_accessible(bool friend, string access)
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        string shared = Scaffold.IdempotencyStore.Text()
            .Replace("internal interface", $"{access} interface", StringComparison.Ordinal)
            .Replace("internal readonly record", $"{access} readonly record", StringComparison.Ordinal);
        (Solution solution, ProjectId library,
            _) = Add(workspace, "Library", friend ? "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]\n" + shared : shared);
        (solution, ProjectId project, DocumentId document) = Add(solution, "App", FileScoped);
        solution = solution.AddProjectReference(project, new ProjectReference(library));

        PlacedScaffold placed = await Place(Scaffold.IdempotencyStore, solution, project, document);

        bool reused = friend || access == "public";
        Assert.Equal(reused ? "Graceful" : "MyCo.Orders", placed.Namespace);
        Assert.Equal(reused, ReferenceEquals(solution, placed.Solution));
        await AssertCompiles(placed.Solution.GetProject(project)!);
    }

    [Fact]
    public async Task Scaffolds_are_supported_from_csharp_12_and_net8_with_what_they_need()
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        (Solution solution, ProjectId id, _) = Add(workspace, "App", FileScoped);
        Project project = solution.GetProject(id)!;
        Project older = project.WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp11));
        Project withoutEf = project.WithMetadataReferences(
            project.MetadataReferences.Where(reference => !reference.Display!.Contains("EntityFrameworkCore", StringComparison.Ordinal)));
        Project withoutFramework = project.WithMetadataReferences([]);
        (solution, _, _) = Add(solution, "App", FileScoped, "App(net472)");
        Project oneOfTwo = solution.Projects.Single(other => other.Name == "App(net472)").WithMetadataReferences([]).Solution.GetProject(id)!;

        foreach (Scaffold scaffold in Scaffold.All)
        {
            Assert.True(await scaffold.IsSupportedAsync(project, CancellationToken.None));
            Assert.False(await scaffold.IsSupportedAsync(older, CancellationToken.None));
            Assert.False(await scaffold.IsSupportedAsync(withoutFramework, CancellationToken.None));
            Assert.False(await scaffold.IsSupportedAsync(oneOfTwo, CancellationToken.None));
            Assert.Equal(scaffold != Scaffold.EfIdempotencyStore, await scaffold.IsSupportedAsync(withoutEf, CancellationToken.None));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_scaffold_declares_what_it_says_and_depends_on_no_using(string name)
    {
        Scaffold scaffold = Named(name);
        CompilationUnitSyntax root = CSharpSyntaxTree.ParseText(scaffold.Text(), new CSharpParseOptions(LanguageVersion.CSharp12)).GetCompilationUnitRoot();
        NamespaceDeclarationSyntax home = Assert.IsType<NamespaceDeclarationSyntax>(Assert.Single(root.Members));

        Assert.Equal(Scaffold.DefaultNamespace, home.Name.ToString());
        Assert.Equal(scaffold.Types.Order(StringComparer.Ordinal),
            home.Members.Cast<TypeDeclarationSyntax>().Select(type => type.Identifier.Text).Order(StringComparer.Ordinal));
        Assert.Empty(root.DescendantNodes().OfType<UsingDirectiveSyntax>());
        Assert.StartsWith("#pragma warning disable", scaffold.Text(), StringComparison.Ordinal);
        Assert.EndsWith("}\n#nullable restore\n#pragma warning restore\n", scaffold.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(root.DescendantTokens(), token => token.ValueText.Contains('\n', StringComparison.Ordinal));
    }

    private static Scaffold Named(string name) => Scaffold.All.Single(scaffold => scaffold.Name == name);

    private static async Task<PlacedScaffold> Place(Scaffold scaffold, Solution solution, ProjectId project, DocumentId origin, bool publicInterface = false)
    {
        PlacedScaffold? placed = await scaffold.PlaceAsync(solution, project, origin, publicInterface, CancellationToken.None);
        Assert.NotNull(placed);
        return placed;
    }
}
