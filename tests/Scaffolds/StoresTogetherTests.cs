using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Xunit;
using static GracefulAnalyzers.Scaffolds.Tests.Workspaces;

namespace GracefulAnalyzers.Scaffolds.Tests;

/// <summary>What stores share comes once, wherever and in whichever version it is there already.</summary>
public sealed class StoresTogetherTests
{
    private const string Handler = "class Handler { }\n";

    public static TheoryData<string> Stores =>
        [Scaffold.EfIdempotencyStore.Name, Scaffold.AdoIdempotencyStore.Name, Scaffold.RedisIdempotencyStore.Name];

    [Theory]
    [InlineData(WorkspaceKind.MSBuild)]
    [InlineData(WorkspaceKind.Host)]
    public async Task A_further_store_brings_nothing_that_another_one_brought(string kind)
    {
        using Workspace workspace = Create(kind);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", Handler);

        foreach (string name in Stores)
        {
            solution = await Place(Named(name), solution, project, document);
        }

        Assert.Equal(
            Scaffold.All.SelectMany(scaffold => scaffold.Types).Order(StringComparer.Ordinal),
            await DeclaredBeside("Handler", solution.GetProject(project)!));
        await AssertCompiles(solution.GetProject(project)!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_has_everything_in_itself_stays_alone(bool publicInterface)
    {
        foreach (string name in Stores)
        {
            using Workspace workspace = Create(WorkspaceKind.MSBuild);
            (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", Handler);
            solution = await Place(Scaffold.IdempotencyStore, solution, project, document);
            (solution, _) = AddDocument(solution, project, "Store.cs", WholeStore(name));
            IReadOnlyList<string> before = await DeclaredBeside("Handler", solution.GetProject(project)!);

            Solution after = await Place(Named(name), solution, project, document, publicInterface);

            Assert.Equal(before, await DeclaredBeside("Handler", after.GetProject(project)!));
            Assert.Equal(!publicInterface, ReferenceEquals(solution, after));
            Assert.Equal(publicInterface, (await TextOf(after, document)).Contains("public interface IIdempotencyStore", StringComparison.Ordinal));
            await AssertCompiles(after.GetProject(project)!);
        }
    }

    [Fact]
    public async Task A_new_store_finds_its_place_beside_one_that_has_everything_in_itself()
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", Handler);
        solution = await Place(Scaffold.IdempotencyStore, solution, project, document);
        (solution, _) = AddDocument(solution, project, "Store.cs", WholeStore("AdoIdempotencyStore"));

        solution = await Place(Scaffold.EfIdempotencyStore, solution, project, document);

        Assert.Equal(
            Scaffold.All.Where(scaffold => scaffold != Scaffold.RedisIdempotencyStore).SelectMany(scaffold => scaffold.Types).Order(StringComparer.Ordinal),
            await DeclaredBeside("Handler", solution.GetProject(project)!));
        await AssertCompiles(solution.GetProject(project)!);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_store_names_what_it_derives_from_where_the_user_keeps_it(string name)
    {
        Scaffold store = Named(name);
        Scaffold core = store.Requires[^1];
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        (Solution solution, ProjectId project, DocumentId document) = Add(workspace, "App", "namespace MyCo.Orders;\n\nclass Handler { }\n");
        solution = await Place(core, solution, project, document);
        (solution, DocumentId other) = AddDocument(solution, project, "Other.cs", "class Other { }\n");

        solution = await Place(store, solution, project, other);

        Assert.Contains($": global::MyCo.Orders.{core.Name}(logger, timeProvider)", await TextOf(solution, other), StringComparison.Ordinal);
        await AssertCompiles(solution.GetProject(project)!);
        await AssertCompiles(await NakedAsync(solution.GetProject(project)!));
    }

    [Fact]
    public async Task Stores_build_on_what_a_friendly_project_has()
    {
        using Workspace workspace = Create(WorkspaceKind.MSBuild);
        (Solution solution, ProjectId library, DocumentId shared) = Add(
            workspace, "Library", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"App\")]\n");
        solution = await Place(Scaffold.AdoIdempotencyStore, solution, library, shared);
        (solution, ProjectId project, DocumentId document) = Add(solution, "App", Handler);
        solution = solution.AddProjectReference(project, new ProjectReference(library));

        Assert.Same(solution, await Place(Scaffold.AdoIdempotencyStore, solution, project, document));
        foreach (string name in Stores)
        {
            solution = await Place(Named(name), solution, project, document);
        }

        Assert.Equal(["EfIdempotencyStore", "RedisIdempotencyStore"], await DeclaredBeside("Handler", solution.GetProject(project)!));
        await AssertCompiles(solution.GetProject(project)!);
    }

    // As the stores were before they shared anything.
    private static string WholeStore(string name) => $$"""
        namespace Graceful
        {
            internal sealed class {{name}} : IIdempotencyStore
            {
                public global::System.Threading.Tasks.Task<string> GetOrAddAsync(
                    IdempotencyKey key,
                    global::System.Func<global::System.Threading.Tasks.Task<string>> work,
                    global::System.Threading.CancellationToken cancellationToken = default) => work();
            }
        }
        """;

    private static Scaffold Named(string name) => Scaffold.All.Single(scaffold => scaffold.Name == name);

    private static async Task<Solution> Place(Scaffold scaffold, Solution solution, ProjectId project, DocumentId origin, bool publicInterface = false)
    {
        PlacedScaffold? placed = await scaffold.PlaceAsync(solution, project, origin, publicInterface, CancellationToken.None);
        Assert.NotNull(placed);
        return placed.Solution;
    }

    private static async Task<IReadOnlyList<string>> DeclaredBeside(string type, Project project) =>
    [
        .. (await project.GetCompilationAsync())!.Assembly.TypeNames.Where(name => name.Length > 0 && name != type && name[0] != '<')
            .Order(StringComparer.Ordinal),
    ];
}
