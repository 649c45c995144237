namespace GracefulAnalyzers.Tests.Engine;

/// <summary>Tokens, handlers and streams that come from the other project, or go there.</summary>
public partial class ReferencedProjectTests
{
    [Fact]
    public Task Tokens_that_another_project_makes() => Agree(
        """
        public sealed record Job(CancellationToken Token);

        public sealed class Lifetime
        {
            public CancellationToken Stopping { get; } = CancellationToken.None;

            public static CancellationToken Same(CancellationToken token) => token;
        }
        """,
        """
        using RabbitMQ.Client;

        public sealed class Worker(IChannel channel, Lifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                var job = new Job(stoppingToken);
                await channel.BasicAckAsync(1, false, job.Token);
                await channel.BasicAckAsync(2, false, lifetime.Stopping);
                await channel.BasicAckAsync(3, false, Lifetime.Same(stoppingToken));
                await channel.BasicAckAsync(4, false, stoppingToken); // GRACE2004
                await Forward(job);
            }

            private async Task Forward(Job job) => await channel.BasicAckAsync(5, false, job.Token);
        }
        """,
        "RabbitMq7");

    [Fact]
    public Task A_token_in_a_base_class_that_has_fired() => Agree(
        """
        public abstract class Linked : BackgroundService
        {
            protected CancellationToken Halt { get; set; }
        }
        """,
        """
        using RabbitMQ.Client;

        public sealed class Worker(IChannel channel) : Linked
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                Halt = stoppingToken;
                while (!Halt.IsCancellationRequested)
                {
                    await Task.Delay(100, stoppingToken);
                }

                await channel.BasicAckAsync(1, false, Halt); // GRACE2004
                Halt = default;
                await channel.BasicAckAsync(2, false, Halt);
            }
        }
        """,
        "RabbitMq7");

    [Fact]
    public Task Waits_whose_length_another_project_knows() => Agree(
        """
        public static class Pauses
        {
            public static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
            public const int Longest = 300_000;
        }
        """,
        """
        public sealed class Sweeper : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await Task.Delay(Pauses.Long); // GRACE3003
                }
            }
        }

        public sealed class Sleeper : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await Task.Delay(Pauses.Longest); // GRACE3003
                }
            }
        }
        """);

    /// <summary>Code behind an interface of another project: nobody in sight says who implements it.</summary>
    [Fact]
    public Task An_interface_of_another_project() => Agree(
        "public interface IAnswers { Task AnswerAsync(string question); }",
        """
        using MassTransit;
        using Microsoft.Extensions.AI;

        public sealed record Asked(string Question);

        public sealed class Answers(IChatClient chat) : IAnswers
        {
            public Task AnswerAsync(string question) => chat.GetResponseAsync(question);
        }

        public sealed class ByInterface(IAnswers answers) : IConsumer<Asked>
        {
            public Task Consume(ConsumeContext<Asked> context) => answers.AnswerAsync(context.Message.Question);
        }

        public sealed class ByClass(Answers answers) : IConsumer<Asked>
        {
            public Task Consume(ConsumeContext<Asked> context) => answers.AnswerAsync(context.Message.Question); // GRACE2001
        }
        """,
        "MassTransit,ExtensionsAI");

    /// <summary>An attribute is to be seen in an image; what a setter is for is not.</summary>
    [Fact]
    public Task Rows_of_another_project() => Agree(
        """
        using System.ComponentModel.DataAnnotations;

        public sealed class Versioned
        {
            public string Text { get; set; } = "";

            [Timestamp]
            public byte[] Version { get; set; } = [];
        }

        public sealed class Plain
        {
            public string Text { get; set; } = "";
        }
        """,
        """
        using MassTransit;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.AI;

        public sealed record Asked(string Question);

        public sealed class Db(DbContextOptions<Db> options) : DbContext(options)
        {
            public DbSet<Versioned> Versions => Set<Versioned>();

            public DbSet<Plain> Plains => Set<Plain>();
        }

        public sealed class IntoVersioned(IChatClient chat, Db db) : IConsumer<Asked>
        {
            public async Task Consume(ConsumeContext<Asked> context)
            {
                var row = await db.Versions.FirstAsync();
                row.Text = (await chat.GetResponseAsync(context.Message.Question)).Text;
                await db.SaveChangesAsync();
            }
        }

        public sealed class IntoPlain(IChatClient chat, Db db) : IConsumer<Asked>
        {
            public async Task Consume(ConsumeContext<Asked> context)
            {
                var row = await db.Plains.FirstAsync();
                row.Text = (await chat.GetResponseAsync(context.Message.Question)).Text; // GRACE2001
                await db.SaveChangesAsync();
            }
        }
        """,
        "MassTransit,ExtensionsAI,EFCore");

    [Fact]
    public Task Streams_of_another_project() => Agree(
        """
        public static class Numbers
        {
            public static async IAsyncEnumerable<int> Endless()
            {
                for (var number = 0; ; number++)
                {
                    await Task.Delay(1000);
                    yield return number;
                }
            }

            public static Task WriteAsync(Stream body, int number) => body.WriteAsync(new byte[] { (byte)number }).AsTask();
        }

        public interface IStreams { IAsyncEnumerable<int> Endless(); }
        """,
        """
        public static class Routes
        {
            public static void Map(WebApplication app)
            {
                app.MapGet("/handed-on", () => Numbers.Endless());
                app.MapGet("/behind", (IStreams streams) => streams.Endless());
                app.MapGet("/written", Write);
                app.MapGet("/own", Own);
            }

            private static async Task Write(HttpResponse response) // GRACE1001
            {
                await foreach (var number in Numbers.Endless())
                {
                    await Numbers.WriteAsync(response.Body, number);
                }
            }

            private static async IAsyncEnumerable<int> Own() // GRACE1001
            {
                await foreach (var number in Numbers.Endless())
                {
                    yield return number;
                }
            }
        }
        """);

    [Fact]
    public Task Overloads_that_only_the_other_project_may_call() => Agree(
        """
        using Microsoft.Extensions.AI;

        public class Answers(IChatClient chat)
        {
            public Task<string> AskAsync(string question) => AskAsync(question, default);

            internal async Task<string> AskAsync(string question, CancellationToken cancellationToken) =>
                (await chat.GetResponseAsync(question, cancellationToken: cancellationToken)).Text;
        }
        """,
        """
        using Microsoft.Extensions.AI;

        public static class Routes
        {
            public static void Map(WebApplication app)
            {
                app.MapGet("/theirs", async (Answers answers) => await answers.AskAsync("?"));
                app.MapGet("/own", async (IChatClient chat) => (await chat.GetResponseAsync("?")).Text); // GRACE1002
            }
        }

        public sealed class Loop(Answers answers) : IHostedService
        {
            private Task? _loop;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _loop = Task.Run(RunAsync); // GRACE3001
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            private async Task RunAsync()
            {
                while (true)
                {
                    await answers.AskAsync("?");
                }
            }
        }
        """,
        "ExtensionsAI");
}
