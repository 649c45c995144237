using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Tokens;

/// <summary>Which token a fix passes, seen through GRACE1002: the nearest in scope that carries the right signal.</summary>
public sealed class TokensInScopeTests
{
    [Theory]
    // Parameters, and what hangs on them.
    [InlineData("(IChatClient chat, CancellationToken ct)", "", "ct")]
    [InlineData("(IChatClient chat, HttpContext context)", "", "context.RequestAborted")]
    [InlineData("(IChatClient chat, HttpRequest request)", "", "request.HttpContext.RequestAborted")]
    [InlineData("(IChatClient chat, HttpResponse response)", "", "response.HttpContext.RequestAborted")]
    [InlineData("(IChatClient chat, HttpContext context, CancellationToken ct)", "", "ct")]
    [InlineData("(IChatClient chat, IHostApplicationLifetime lifetime, HttpContext context)", "", "context.RequestAborted")]
    // Locals: the last one declared before the call, if it carries the caller's signal.
    [InlineData("(IChatClient chat, HttpContext context)", "var gone = context.RequestAborted;", "gone")]
    [InlineData("(IChatClient chat, HttpContext context)", "var never = CancellationToken.None; _ = never;", "context.RequestAborted")]
    [InlineData("(IChatClient chat, CancellationToken ct)",
        "using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct); bounded.CancelAfter(1000);", "bounded.Token")]
    [InlineData("(IChatClient chat, CancellationToken ct)", "using var timeout = new CancellationTokenSource(1000);", "ct")]
    [InlineData("(IChatClient chat, CancellationToken ct)", "CancellationTokenSource? maybe = null; _ = maybe;", "ct")]
    [InlineData("(IChatClient chat, CancellationToken ct)", "CancellationToken later; later = ct; _ = later;", "ct")]
    // The application's stop is not the caller's leaving.
    [InlineData("(IChatClient chat, IHostApplicationLifetime lifetime, CancellationToken ct)", "var stopping = lifetime.ApplicationStopping; _ = stopping;",
        "ct")]
    [InlineData("(IChatClient chat, IHostApplicationLifetime lifetime, CancellationToken ct)",
        "using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);", "either.Token")]
    public async Task The_nearest_right_token_is_passed(string parameters, string before, string token) =>
        await Rule.Fixes(Handler(parameters, before, "", " // GRACE1002"), Handler(parameters, before, ", cancellationToken: " + token, ""), "ExtensionsAI");

    [Fact]
    public async Task A_lambda_that_runs_on_the_spot_uses_its_own_token()
    {
        const string Code =
            """
            using Microsoft.Extensions.AI;

            public static class Routes
            {
                public static void Map(WebApplication app) => app.MapPost("/all", async (string[] questions, IChatClient chat, CancellationToken cancellationToken) =>
                    await Parallel.ForEachAsync(questions, cancellationToken, async (question, token) =>
                    {
                        Console.WriteLine((await chat.GetResponseAsync(question{0})).Text);{1}
                    }));
            }

            """;
        await Rule.Fixes(Code.Replace("{0}", "", StringComparison.Ordinal).Replace("{1}", " // GRACE1002", StringComparison.Ordinal),
            Code.Replace("{0}", ", cancellationToken: token", StringComparison.Ordinal).Replace("{1}", "", StringComparison.Ordinal), "ExtensionsAI");
    }

    [Fact]
    public async Task A_token_that_may_have_fired_is_not_passed() => await Rule.OffersNoFix(
        """
        using Microsoft.Extensions.AI;

        public static class Routes
        {
            public static void Map(WebApplication app) => app.MapPost("/ask", async (IChatClient chat, CancellationToken cancellationToken) =>
            {
                try
                {
                    return (await chat.GetResponseAsync("?", cancellationToken: cancellationToken)).Text;
                }
                catch (OperationCanceledException)
                {
                    return (await chat.GetResponseAsync("!")).Text; // GRACE1002
                }
            });
        }
        """, "ExtensionsAI");

    [Fact]
    public async Task A_static_local_function_sees_no_token_around_it() => await Rule.OffersNoFix(
        """
        using Microsoft.Extensions.AI;

        public static class Routes
        {
            public static void Map(WebApplication app) => app.MapPost("/ask", async (IChatClient chat, CancellationToken cancellationToken) =>
            {
                return await AskAsync(chat);

                static async Task<string> AskAsync(IChatClient model) => (await model.GetResponseAsync("?")).Text; // GRACE1002
            });
        }
        """, "ExtensionsAI");

    [Fact]
    public async Task A_local_function_captures_the_parameter_around_it()
    {
        const string Code =
            """
            using Microsoft.Extensions.AI;

            public static class Routes
            {
                public static void Map(WebApplication app) => app.MapPost("/ask", async (IChatClient chat, CancellationToken cancellationToken) =>
                {
                    var early = cancellationToken;
                    _ = early;
                    return await AskAsync();

                    async Task<string> AskAsync() => (await chat.GetResponseAsync("?")).Text; // GRACE1002
                });
            }

            """;
        await Rule.Fixes(Code, Code.Replace("\"?\")).Text; // GRACE1002", "\"?\", cancellationToken: cancellationToken)).Text;", StringComparison.Ordinal),
            "ExtensionsAI");
    }

    private static string Handler(string parameters, string before, string token, string mark) =>
        $$"""
        using Microsoft.Extensions.AI;

        public static class Routes
        {
            public static void Map(WebApplication app) => app.MapPost("/ask", async {{parameters}} =>
            {
                {{before}}
                return (await chat.GetResponseAsync("?"{{token}})).Text;{{mark}}
            });
        }

        """;
}
