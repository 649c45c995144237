using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Streaming;

/// <summary>What a page cannot show: other line endings, other projects, other compilers.</summary>
public sealed class GRACE1001StreamIgnoresClientTests
{
    private const string Id = "GRACE1001";

    private const string Controller =
        """
        using Microsoft.AspNetCore.Mvc;

        public sealed class FeedController : ControllerBase
        {
            // Slow on purpose.
            public async IAsyncEnumerable<int> Get(
                int from,
                int to)
            {
                for (var number = from; number < to; number++)
                {
                    await Task.Delay(100);
                    yield return number;
                }
            }
        }
        """;

    // Ready is no reading: what a board is told must not be cancelled.
    [Fact]
    public Task An_effect_whose_name_begins_like_a_reading_gets_no_token()
    {
        const string Board = """
            #pragma warning disable CA2016 // Asks for the token that must not get there.
            using System.Runtime.CompilerServices;
            using Microsoft.AspNetCore.Mvc;

            public interface IBoard
            {
                Task ReadyAsync(int number, CancellationToken cancellationToken = default);
            }

            public sealed class BoardController(IBoard board) : ControllerBase
            {
                public async IAsyncEnumerable<int> Get(int from) // GRACE1001
                {
                    for (var number = from; ; number++)
                    {
                        await board.ReadyAsync(number);
                        await Task.Delay(1000);
                        yield return number;
                    }
                }
            }
            """;
        return Rule.Fixes(Board, Board
            .Replace("int from) // GRACE1001", "int from, [EnumeratorCancellation] CancellationToken cancellationToken)", StringComparison.Ordinal)
            .Replace("Delay(1000)", "Delay(1000, cancellationToken)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Line_endings_and_tabs_stay_as_they_are()
    {
        var theirs = Controller.Replace("    ", "\t", StringComparison.Ordinal).ReplaceLineEndings("\r\n");
        var mended = await MendAsync(Projects.Open("Custom", Sample(theirs)));

        var text = (await mended.Projects.Single().FilesAsync())["Code.cs"];
        Assert.Equal(
            "using System.Runtime.CompilerServices;\r\n" + theirs
                .Replace("\t\tint to)", "\t\tint to,\r\n\t\t[EnumeratorCancellation] CancellationToken cancellationToken)", StringComparison.Ordinal)
                .Replace("Delay(100)", "Delay(100, cancellationToken)", StringComparison.Ordinal),
            text);
    }

    [Fact]
    public async Task A_call_in_another_project_makes_the_parameter_optional()
    {
        var caller = Sample("public static class Caller { public static object Call(FeedController feed) => feed.Get(1, 2); }");
        var open = Projects.Open("Custom", Sample(Controller), caller);
        open = open.AddProjectReference(open.ProjectIds[1], new ProjectReference(open.ProjectIds[0]));

        var mended = await MendAsync(open);

        var text = (await mended.GetProject(open.ProjectIds[0])!.FilesAsync())["Code.cs"];
        Assert.Contains("[EnumeratorCancellation] CancellationToken cancellationToken = default)", text, StringComparison.Ordinal);
        var other = await Analysis.OfAsync(mended.GetProject(open.ProjectIds[1])!, Product.Shipped);
        Assert.Empty(other.Errors);
        Assert.Empty(other.Crashes);
    }

    [Fact]
    public async Task A_producer_in_another_project_is_not_looked_into()
    {
        var producer = Sample(
            """
            public static class Producer
            {
                public static async IAsyncEnumerable<int> CountAsync() { await Task.Delay(1); yield return 1; }
            }
            """);
        var routes = Sample("""public static class Routes { public static void Map(WebApplication app) => app.MapGet("/", () => Producer.CountAsync()); }""");
        var open = Projects.Open("Custom", producer, routes);
        open = open.AddProjectReference(open.ProjectIds[1], new ProjectReference(open.ProjectIds[0]));

        var analysis = await Analysis.OfAsync(open.GetProject(open.ProjectIds[1])!, Product.Shipped);

        Assert.Empty(analysis.Errors);
        Assert.Empty(analysis.Crashes);
        Assert.Empty(analysis.Findings);
    }

    [Fact]
    public async Task Before_collection_expressions_loose_messages_keep_their_overload()
    {
        var sample = new Sample(
            "old",
            [SourceFile.Parse("Code.cs",
                """
                using OpenAI.Chat;

                public static class Routes
                {
                    public static void Map(WebApplication app) => app.MapGet("/", async (HttpContext http, ChatClient client) =>
                    {
                        await foreach (var update in client.CompleteChatStreamingAsync(new UserChatMessage("hi")))
                        {
                            await http.Response.WriteAsync(update.CompletionId);
                        }
                    });
                }
                """)],
            ["OpenAI"]);
        var open = Projects.Open("Custom", sample);
        var project = open.Projects.Single();
        open = project.WithParseOptions(((Microsoft.CodeAnalysis.CSharp.CSharpParseOptions)project.ParseOptions!)
            .WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp11)).Solution;

        var text = (await (await MendAsync(open)).Projects.Single().FilesAsync())["Code.cs"];

        Assert.Contains("CompleteChatStreamingAsync(new UserChatMessage(\"hi\"))", text, StringComparison.Ordinal);
        Assert.Contains("WriteAsync(update.CompletionId, http.RequestAborted)", text, StringComparison.Ordinal);
    }

    private static Sample Sample(string text) => new("code", [new SourceFile("Code.cs", text, [])], []);

    private static Task<Solution> MendAsync(Solution solution) => new Fixing(Product.Shipped, Id).ApplyAsync(solution, Route.OneByOne);
}
