using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Engine;

/// <summary>Rules see a file when all of it is bound, and are led to other code by names first: nothing may get lost on these ways.</summary>
public class WhereRulesLookTests
{
    private const string Stopping = """
        public sealed partial class Sweeper
        {
            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """;

    private const string Starting = """
        public sealed partial class Sweeper(HttpClient http) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                _ = Task.Run(SweepAsync); // GRACE3001
                return Task.CompletedTask;
            }

            private Task SweepAsync() => http.PostAsync("/sweep", null);
        }
        """;

    [Theory]
    [InlineData(Starting, Stopping)]
    [InlineData(Stopping, Starting)]
    public Task A_type_over_two_files_is_looked_at_once(string first, string second) => Verify.ReportsAsync(
        new Sample("Spread", [SourceFile.Parse("First.cs", first), SourceFile.Parse("Second.cs", second)], []), Product.Shipped);

    [Fact]
    public Task A_type_in_two_parts_of_one_file_is_looked_at_once() => Rule.Reports(Stopping + "\n\n" + Starting);

    [Theory]
    [InlineData("_ = new Prompts(chat) { \"again\" };")]
    [InlineData("_ = from answer in new Prompts(chat) select answer;")]
    [InlineData("Func<string, Task> ask = new Prompts(chat).Ask; await ask(\"again\");")]
    public Task Effects_behind_calls_that_are_not_named_as_calls_are_found(string statement) => Rule.Reports(
        $$"""
        using System.Collections;
        using Microsoft.Extensions.AI;
        using MassTransit;

        public sealed record Asked(string Question);

        public sealed class Answerer(IChatClient chat) : IConsumer<Asked>
        {
            public async Task Consume(ConsumeContext<Asked> context)
            {
                await Task.Yield();
                {{statement}} // GRACE2001
            }
        }

        public sealed class Prompts(IChatClient chat) : IEnumerable
        {
            public void Add(string text) => Ask(text).GetAwaiter().GetResult();

            public Prompts Select(Func<string, string> choose)
            {
                Ask(choose("all")).GetAwaiter().GetResult();
                return this;
            }

            public Task Ask(string text) => chat.GetResponseAsync(text);

            public IEnumerator GetEnumerator() => Array.Empty<string>().GetEnumerator();
        }
        """,
        "MassTransit,ExtensionsAI");

    [Theory]
    [InlineData("Stream")]
    [InlineData("(Delegate)Stream")]
    [InlineData("new Func<IAsyncEnumerable<int>>(Stream)")]
    public Task A_method_group_is_a_handler_however_it_is_written(string handler) => Rule.Reports(
        $$"""
        public static class Numbers
        {
            public static void Map(WebApplication app) => app.MapGet("/numbers", {{handler}});

            private static async IAsyncEnumerable<int> Stream() // GRACE1001
            {
                for (var number = 0; ; number++)
                {
                    await Task.Delay(1000);
                    yield return number;
                }
            }
        }
        """);
}
