using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Streaming;

/// <summary>Regressions of GRACE1002, GRACE1004 and GRACE1009 that their pages would not carry.</summary>
public sealed class StreamingTokenRulesTests
{
    [Fact]
    public async Task A_finding_returns_when_the_rule_that_supersedes_it_is_switched_off()
    {
        const string Code =
            """
            using Microsoft.Extensions.AI;

            public static class Routes
            {
                public static void Map(WebApplication app) => app.MapPost("/ask", async (HttpContext context, IChatClient chat) =>MARK
                {
                    await foreach (var update in chat.GetStreamingResponseAsync("?"))CALL
                    {
                        await context.Response.WriteAsync(update.Text);
                    }
                });
            }

            """;
        await Rule.Reports(Code.Replace("MARK", " // GRACE1001", StringComparison.Ordinal).Replace("CALL", "", StringComparison.Ordinal), "ExtensionsAI");

        var off = Sample.Of(Code.Replace("MARK", "", StringComparison.Ordinal).Replace("CALL", " // GRACE1002", StringComparison.Ordinal), "ExtensionsAI");
        off = off with { Files = off.Files.Add(SourceFile.Parse(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.GRACE1001.severity = none\n")) };
        await Verify.ReportsAsync(off, Product.Shipped);
    }

    [Theory]
    [InlineData("_ = chat.GetResponseAsync(\"?\"); return Task.FromResult(\"\");")]
    [InlineData("return Task.Run(async () => (await chat.GetResponseAsync(\"?\")).Text, CancellationToken.None);")]
    [InlineData("Pending = chat.GetResponseAsync(\"?\"); return Task.FromResult(\"\");")]
    [InlineData("Recursive(3); return Task.FromResult(\"\");")]
    [InlineData("return Task.FromResult(Missing(chat.GetHashCode()));")]
    public async Task What_is_started_and_left_alone_is_no_part_of_the_request(string body) => await Rule.Silent(
        $$"""
        using Microsoft.Extensions.AI;

        public static class Routes
        {
            private static Task<ChatResponse>? Pending { get; set; }

            public static void Map(WebApplication app) => app.MapPost("/ask", (IChatClient chat) =>
            {
                {{body}}
            });

            private static void Recursive(int left)
            {
                if (left > 0)
                {
                    Recursive(left - 1);
                }

                Console.WriteLine(Pending);
            }

            private static string Missing(int hash) => Missing(hash, 1);

            private static string Missing(int hash, int left) => left > hash ? "" : Missing(hash);
        }
        """, "ExtensionsAI");

    [Fact]
    public async Task A_recursive_helper_of_an_endpoint_is_found_once() => await Rule.Reports(
        """
        using Microsoft.Extensions.AI;

        public static class Routes
        {
            public static void Map(WebApplication app) => app.MapPost("/ask", async (IChatClient chat, CancellationToken cancellationToken) => await AskAsync(chat, 3));

            private static async Task<string> AskAsync(IChatClient chat, int left)
            {
                var response = await chat.{|GRACE1002:GetResponseAsync|}("?");
                return response.Text.Length == 0 && left > 0 ? await AskAsync(chat, left - 1) : response.Text;
            }
        }
        """, "ExtensionsAI");

    [Fact]
    public async Task To_flush_traces_keeps_no_answer() => await Rule.Reports("""
        using Microsoft.Extensions.AI;
        using OpenTelemetry.Trace;

        public static class Traced
        {
            public static void Map(WebApplication app) => app.MapPost("/ask", async (string question, IChatClient chat, TracerProvider traces) =>
            {
                var answer = await chat.GetResponseAsync(question); // GRACE1002
                traces.ForceFlush();
                return answer.Text;
            });
        }
        """, "ExtensionsAI,OpenTelemetry");

    [Theory]
    [InlineData("try { await Task.Delay(1, either.Token); } catch (Exception) { either.Dispose(); throw; }", true)]
    [InlineData("await Task.Delay(1, either.Token); either.Dispose();", false)]
    [InlineData("await Task.Delay(1, either.Token); either?.Dispose();", false)]
    [InlineData("context.Response.OnCompleted(() => { either.Dispose(); return Task.CompletedTask; }); await Task.Delay(1, either.Token);", false)]
    [InlineData("using var same = either; await Task.Delay(1, same.Token);", false)]
    [InlineData("IDisposable[] all = [either]; context.Response.RegisterForDispose(all[0]); await Task.Delay(1, either.Token);", false)]
    [InlineData("either.Cancel(); await Task.Delay(1);", true)]
    public async Task A_source_leaks_unless_something_disposes_it(string use, bool leaks)
    {
        var code =
            $$"""
            public static class Routes
            {
                public static void Map(WebApplication app, IHostApplicationLifetime lifetime) => app.MapPost("/ask", async (HttpContext context) =>
                {
                    var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);{{(leaks ? " // GRACE1009" : "")}}
                    {{use}}
                });
            }
            """;
        await (leaks ? Rule.Reports(code) : Rule.Silent(code));
    }

    [Fact]
    public async Task A_registration_in_a_branch_is_not_ended_with_the_branch() => await Rule.OffersNoFix(
        """
        public static class Routes
        {
            public static void Map(WebApplication app, IHostApplicationLifetime lifetime) => app.MapPost("/ask", async (bool log, CancellationToken cancellationToken) =>
            {
                if (log)
                {
                    lifetime.ApplicationStopping.Register(static () => Console.WriteLine("cut")); // GRACE1009
                }

                await Task.Delay(1000, cancellationToken);
            });
        }
        """);

    [Fact]
    public async Task A_task_that_is_awaited_later_keeps_its_token_in_scope()
    {
        const string Code =
            """
            public static class Routes
            {
                public static void Map(WebApplication app, IHostApplicationLifetime lifetime) => app.MapPost("/ask", async (CancellationToken cancellationToken) =>
                {
                    var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping); // GRACE1009
                    var first = Task.Delay(1000, either.Token);
                    var second = Task.Delay(1000, either.Token);
                    await Task.WhenAll(first, second);
                });
            }

            """;
        await Rule.Fixes(Code, Code.Replace("var either", "using var either", StringComparison.Ordinal).Replace(" // GRACE1009", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_returned_task_outlives_a_handler_that_is_not_async() => await Rule.OffersNoFix(
        """
        public static class Routes
        {
            public static void Map(WebApplication app, IHostApplicationLifetime lifetime) => app.MapPost("/ask", (CancellationToken cancellationToken) =>
            {
                var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping); // GRACE1009
                return Task.Delay(1000, either.Token);
            });
        }
        """);
}
