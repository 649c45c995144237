using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Queues;

/// <summary>Shapes of handlers, guards and constructors that would make the page too long.</summary>
public class GRACE2001MissingIdempotencyKeyTests
{
    private const string Consumer = "MassTransit,ExtensionsAI,EFCore,Redis";

    private const string Usings = """
        using Graceful.Tests;
        using MassTransit;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.AI;

        """;

    private const string Registration = """

        namespace Graceful.Tests
        {
            public sealed record Asked(Guid Id, string CustomerId, string Text);

            public sealed class Question
            {
                public string Id { get; set; } = "";

                public bool IsAnswered { get; set; }

                public int Votes { get; set; }

                public DateTime? AnsweredAt { get; set; }
            }

            public interface IAttempts
            {
                Task<bool> BeginAsync(Guid id);

                Task<(bool Found, string? Text)> RecallAsync(Guid id);

                Task RunAsync(Guid id, Func<Task> work);
            }

            public sealed class Db(DbContextOptions<Db> options) : DbContext(options)
            {
                public DbSet<Question> Questions => Set<Question>();
            }

            public static class Services
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddDbContext<Db>(options => options.UseSqlite(""));
                }
            }
        }

        """;

    /// <summary>The body of a consumer, in a class of its own.</summary>
    private static string Consume(string body) => Usings + $$"""
        public sealed class AskedConsumer(IChatClient chat, Db db, IAttempts attempts, System.Net.Mail.SmtpClient smtp) : IConsumer<Asked>
        {
            public async Task Consume(ConsumeContext<Asked> context)
            {
        {{Indented(body)}}
            }
        }

        """ + Registration;

    private static string Indented(string body) => string.Join('\n', body.Split('\n').Select(static line => line.Length == 0 ? line : "        " + line));

    [Theory]
    // Leaving when something is missing is no guard.
    [InlineData("if (await db.Questions.FindAsync(context.Message.Id) is null) { return; }\nvar answer = await chat.GetResponseAsync(\"\"); // GRACE2001")]
    [InlineData("var question = await db.Questions.FirstOrDefaultAsync(q => q.Id == context.Message.CustomerId);\nif (question == null) return;\n"
        + "await chat.GetResponseAsync(question.Id); // GRACE2001")]
    [InlineData("if (!await db.Questions.AnyAsync(q => q.Id == context.Message.CustomerId)) return;\nawait chat.GetResponseAsync(\"\"); // GRACE2001")]
    // Neither is a check of the message itself, nor of a number that an entity carries.
    [InlineData("if (string.IsNullOrWhiteSpace(context.Message.CustomerId)) return;\nawait chat.GetResponseAsync(\"\"); // GRACE2001")]
    [InlineData("var question = await db.Questions.SingleAsync(q => q.Id == context.Message.CustomerId);\nif (question.Votes < 3) return;\n"
        + "await chat.GetResponseAsync(\"\"); // GRACE2001")]
    // Nor is what happens after the work.
    [InlineData("await chat.GetResponseAsync(\"\"); // GRACE2001\nif (await db.Questions.AnyAsync(q => q.Id == context.Message.CustomerId)) return;\n"
        + "await context.Publish(context.Message);")]
    // Parsing an id says nothing about it.
    [InlineData("if (!Guid.TryParse(context.Message.CustomerId, out var id)) return;\nawait chat.GetResponseAsync(id.ToString()); // GRACE2001")]
    // A failure that is let out is no answer to a duplicate.
    [InlineData("try { await chat.GetResponseAsync(\"\"); /* GRACE2001 */ await db.SaveChangesAsync(); }\ncatch (DbUpdateException) { throw; }")]
    public Task Reports(string body) => Rule.Reports(Consume(body.Replace("/* GRACE2001 */", "// GRACE2001\n", StringComparison.Ordinal)), Consumer);

    [Theory]
    [InlineData("if (await db.Questions.FindAsync(context.Message.Id) is not null) { return; }\nawait chat.GetResponseAsync(\"\");")]
    [InlineData("var question = await db.Questions.FirstOrDefaultAsync(q => q.Id == context.Message.CustomerId);\n"
        + "if (question == null) { await chat.GetResponseAsync(\"\"); }")]
    [InlineData("var seen = await db.Questions.CountAsync(q => q.Id == context.Message.CustomerId) > 0;\nif (seen) return;\n"
        + "await chat.GetResponseAsync(\"\");")]
    [InlineData("var question = await db.Questions.SingleAsync(q => q.Id == context.Message.CustomerId);\nif (question.IsAnswered) return;\n"
        + "await chat.GetResponseAsync(\"\");")]
    [InlineData("await db.Database.ExecuteSqlRawAsync(\"INSERT INTO seen (id) VALUES ({0}) ON CONFLICT DO NOTHING\", context.Message.Id);\n"
        + "await chat.GetResponseAsync(\"\");")]
    [InlineData("db.Questions.Add(new Question { Id = context.MessageId.ToString()! });\nawait db.SaveChangesAsync();\nawait chat.GetResponseAsync(\"\");")]
    [InlineData("try { await chat.GetResponseAsync(\"\"); await db.SaveChangesAsync(); }\ncatch (DbUpdateException) { }")]
    [InlineData("try { await chat.GetResponseAsync(\"\"); await db.SaveChangesAsync(); }\ncatch (DbUpdateConcurrencyException) { }")]
    [InlineData("await context.Publish(context.Message);\nawait db.Questions.ExecuteDeleteAsync();")]
    [InlineData("var text = await db.Questions.FindAsync(context.Message.Id) switch { { } known => known.Id, _ => (await chat.GetResponseAsync(\"\")).Text "
        + "};\nawait context.Publish(text);")]
    [InlineData("var question = await db.Questions.SingleAsync(q => q.Id == context.Message.CustomerId);\n"
        + "switch (question.IsAnswered) { case false: await chat.GetResponseAsync(\"\"); break; default: break; }")]
    [InlineData("var open = await db.Questions.FirstOrDefaultAsync(q => q.Id == context.Message.CustomerId && q.AnsweredAt == null);\n"
        + "if (open is null) return;\nawait chat.GetResponseAsync(\"\");")]
    [InlineData("foreach (var open in await db.Questions.Where(q => !q.IsAnswered).ToListAsync()) { await chat.GetResponseAsync(open.Id); }")]
    [InlineData("var taken = await db.Questions.Where(q => q.Id == context.Message.CustomerId).ExecuteUpdateAsync(set => set.SetProperty(q => q.Votes, "
        + "1));\nif (taken == 0) return;\nawait chat.GetResponseAsync(\"\");")]
    [InlineData("if (!await attempts.BeginAsync(context.Message.Id)) return;\nawait chat.GetResponseAsync(\"\");")]
    [InlineData("var (found, text) = await attempts.RecallAsync(context.Message.Id);\nif (!found) { text = (await chat.GetResponseAsync(\"\")).Text; }\n"
        + "await context.Publish(text!);")]
    [InlineData("var known = await attempts.RecallAsync(context.Message.Id);\nif (known.Found) return;\nawait chat.GetResponseAsync(\"\");")]
    [InlineData("await attempts.RunAsync(context.Message.Id, async () => await chat.GetResponseAsync(\"\"));")]
    [InlineData("if (context.ReceiveContext.Redelivered) return;\nawait chat.GetResponseAsync(\"\");")]
    [InlineData("try { await context.Publish(context.Message); }\ncatch (InvalidOperationException) { await smtp.SendMailAsync(\"a\", \"b\", \"c\", \"d\"); }")]
    public Task IsSilent(string body) => Rule.Silent(Consume(body), Consumer);

    [Theory]
    // The result of one turn is not the result of all.
    [InlineData("for (var attempt = 0; attempt < 3; attempt++)\n{\n    await chat.GetResponseAsync(\"\"); // GRACE2001\n}")]
    [InlineData("await Parallel.ForEachAsync(context.Message.Text, async (_, token) => await chat.GetResponseAsync(\"\", cancellationToken: token)); "
        + "// GRACE2001")]
    // Nobody awaits it here.
    [InlineData("var task = chat.GetResponseAsync(\"\"); // GRACE2001\nawait task;")]
    [InlineData("smtp.Send(\"a\", \"b\", \"c\", \"d\"); // GRACE2001\nawait Task.Yield();")]
    // A variable that the call itself sets cannot move into a lambda.
    [InlineData("string prompt;\nvar answer = await chat.GetResponseAsync(prompt = context.Message.Text); // GRACE2001\n"
        + "await context.Publish(answer.Text + prompt);")]
    // A stored mail message without a result and a structured one with it: only the text can be kept.
    [InlineData("var answer = await chat.GetResponseAsync<int>(context.Message.Text); // GRACE2001\nawait context.Publish(answer.Result);")]
    public Task ReportsWithoutFix(string body) => Rule.OffersNoFix(Consume(body), Consumer);

    [Theory]
    [InlineData(
        "await chat.GetResponseAsync(\"\").ConfigureAwait(false); // GRACE2001",
        "await results.RunOnceAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    () => chat.GetResponseAsync(\"\")).ConfigureAwait(false);")]
    [InlineData(
        "var answer = await chat.GetResponseAsync(\"\").ConfigureAwait(false); // GRACE2001\nawait context.Publish(answer.Text);",
        "var answer = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    async () => (await chat.GetResponseAsync(\"\").ConfigureAwait(false)).Text).ConfigureAwait(false);\nawait context.Publish(answer);")]
    [InlineData(
        "await context.Publish((await chat.GetResponseAsync(\"\")).Text.Trim()); // GRACE2001",
        "await context.Publish((await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    async () => (await chat.GetResponseAsync(\"\")).Text)).Trim());")]
    [InlineData(
        "var first = await chat.GetResponseAsync(\"\"); // GRACE2001\nvar second = await chat.GetResponseAsync(first.Text);\n"
            + "await context.Publish(second.Text);",
        "var first = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    async () => (await chat.GetResponseAsync(\"\")).Text);\nvar second = await results.GetOrAddAsync(\n"
            + "    new(\"AskedConsumer\", context.MessageId?.ToString(), 2),\n    async () => (await chat.GetResponseAsync(first)).Text);\n"
            + "await context.Publish(second);")]
    [InlineData(
        "var answer = await chat.GetResponseAsync(\"\"); // GRACE2001\nawait context.Publish(new { answer.Text, answer.Usage });",
        "var answer = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    (System.Text.Json.Serialization.Metadata.JsonTypeInfo<ChatResponse>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse)),\n"
            + "    () => chat.GetResponseAsync(\"\"));\nawait context.Publish(new { answer.Text, answer.Usage });")]
    // What a member was called because of what it read, it is called afterwards.
    [InlineData(
        "var answer = await chat.GetResponseAsync(\"\"); // GRACE2001\n"
            + "await context.Publish(new { answer.Text, answer.Text.Length });",
        "var answer = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    async () => (await chat.GetResponseAsync(\"\")).Text);\n"
            + "await context.Publish(new { Text = answer, answer.Length });")]
    [InlineData(
        "await context.Publish(new { (await chat.GetResponseAsync(\"\")).Text }); // GRACE2001",
        "await context.Publish(new { Text = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    async () => (await chat.GetResponseAsync(\"\")).Text) });")]
    [InlineData(
        "var answer = await chat.GetResponseAsync(\"\"); // GRACE2001\n"
            + "var told = (answer.Text, 1);\nawait context.Publish(new { told.Text });",
        "var answer = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    async () => (await chat.GetResponseAsync(\"\")).Text);\n"
            + "var told = (Text: answer, 1);\nawait context.Publish(new { told.Text });")]
    [InlineData(
        "var answer = await chat.GetResponseAsync(\"\"); // GRACE2001\n"
            + "(string Said, int Times) told = (answer.Text, 1);\nawait context.Publish(new { told.Said });",
        "var answer = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    async () => (await chat.GetResponseAsync(\"\")).Text);\n"
            + "(string Said, int Times) told = (answer, 1);\nawait context.Publish(new { told.Said });")]
    [InlineData(
        "var answer = await chat.GetResponseAsync(\"\"); // GRACE2001\n"
            + "await context.Publish(new { Answer = answer /* all of it */ .Text });",
        "var answer = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    async () => (await chat.GetResponseAsync(\"\")).Text);\n"
            + "await context.Publish(new { Answer = /* all of it */ answer });")]
    // A name is no text to be kept.
    [InlineData(
        "var answer = await chat.GetResponseAsync(\"\"); // GRACE2001\nawait context.Publish(new { Of = nameof(answer.Text), answer.Text });",
        "var answer = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
            + "    (System.Text.Json.Serialization.Metadata.JsonTypeInfo<ChatResponse>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse)),\n"
            + "    () => chat.GetResponseAsync(\"\"));\nawait context.Publish(new { Of = nameof(answer.Text), answer.Text });")]
    public async Task Keeps(string before, string after)
    {
        var fixedText = Consume(after)
            .Replace("using Graceful.Tests;\n", "using Graceful;\nusing Graceful.Tests;\n", StringComparison.Ordinal)
            .Replace("SmtpClient smtp)", "SmtpClient smtp, IIdempotencyStore results)", StringComparison.Ordinal)
            .Replace("UseSqlite(\"\"));\n", "UseSqlite(\"\"));\n            services.AddSingleton<IIdempotencyStore, EfIdempotencyStore<Db>>();\n",
                StringComparison.Ordinal);
        await Rule.Fixes(Consume(before), fixedText, Consumer, "IIdempotencyStore,LeasedIdempotencyStore,RelationalIdempotencyStore,EfIdempotencyStore");
    }

    [Fact]
    public async Task A_result_that_converts_is_read_after_the_conversion()
    {
        static string Code(string usings, string parameter, string registration, string body) => usings + $$"""
            using MassTransit;
            using OpenAI.Chat;
            using StackExchange.Redis;

            public sealed record Asked(string Text);

            public sealed class AskedConsumer(ChatClient chat{{parameter}}) : IConsumer<Asked>
            {
                public async Task Consume(ConsumeContext<Asked> context)
                {
            {{Indented(body)}}
                }
            }

            public static class Services
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect("localhost"));
            {{registration}}    }
            }

            """;
        await Rule.Fixes(
            Code("", "", "", "ChatCompletion completion = await chat.CompleteChatAsync(context.Message.Text); // GRACE2001\n"
                + "await context.Publish(completion.Content[0].Text);"),
            Code("using Graceful;\n", ", IIdempotencyStore results", "        services.AddSingleton<IIdempotencyStore, RedisIdempotencyStore>();\n",
                "string completion = await results.GetOrAddAsync(\n    new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
                    + "    async () => ((ChatCompletion)await chat.CompleteChatAsync(context.Message.Text)).Content[0].Text);\n"
                    + "await context.Publish(completion);"),
            "MassTransit,OpenAI,Redis",
            "IIdempotencyStore,LeasedIdempotencyStore,RedisIdempotencyStore");
    }

    [Fact]
    public async Task A_task_that_is_handed_to_the_framework_is_kept_too()
    {
        static string Code(string usings, string parameter, string registration, string body) => usings + $$"""
            using MassTransit;
            using StackExchange.Redis;

            public sealed record Asked(string Text);

            public sealed class AskedConsumer(System.Net.Mail.SmtpClient smtp{{parameter}}) : IConsumer<Asked>
            {
                public Task Consume(ConsumeContext<Asked> context) => {{body}};
            }

            public static class Services
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect("localhost"));
            {{registration}}    }
            }

            """;
        await Rule.Fixes(
            Code("", "", "", "smtp.SendMailAsync(\"a\", \"b\", \"c\", context.Message.Text) /* GRACE2001 */")
                .Replace(" /* GRACE2001 */;", "; // GRACE2001", StringComparison.Ordinal),
            Code("using Graceful;\n", ", IIdempotencyStore results", "        services.AddSingleton<IIdempotencyStore, RedisIdempotencyStore>();\n",
                "results.RunOnceAsync(\n        new(\"AskedConsumer\", context.MessageId?.ToString(), 1),\n"
                    + "        () => smtp.SendMailAsync(\"a\", \"b\", \"c\", context.Message.Text))"),
            "MassTransit,Redis",
            "IIdempotencyStore,LeasedIdempotencyStore,RedisIdempotencyStore");
    }
}
