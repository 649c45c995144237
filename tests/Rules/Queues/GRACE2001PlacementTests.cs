using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Queues;

/// <summary>Where the fix puts the store: constructors, registrations, namespaces, several handlers, several files.</summary>
public class GRACE2001PlacementTests
{
    private const string Frameworks = "RabbitMq7,MassTransit,ExtensionsAI,EFCore,Redis";

    private const string Stores = "IIdempotencyStore,LeasedIdempotencyStore,RelationalIdempotencyStore,EfIdempotencyStore";

    private const string Database = """
        public sealed class Db(Microsoft.EntityFrameworkCore.DbContextOptions<Db> options) : Microsoft.EntityFrameworkCore.DbContext(options);

        """;

    private const string Startup = """
        using Microsoft.EntityFrameworkCore;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddDbContext<Db>(options => options.UseSqlite(""));
        }

        """ + Database;

    private const string StartupMended = """
        using Graceful;
        using Microsoft.EntityFrameworkCore;

        public static class Startup
        {
            public static void Add(IServiceCollection services) => services.AddDbContext<Db>(options => options.UseSqlite("")).AddSingleton<IIdempotencyStore, EfIdempotencyStore<Db>>();
        }

        """ + Database;

    private static Sample Files(params (string Name, string Text)[] files) =>
        new("Files", [.. files.Select(static file => SourceFile.Parse(file.Name, file.Text))], Sample.Words(Frameworks));

    private static async Task FixesAsync(Sample before, Sample after, string scaffolds = Stores, string? only = null)
    {
        after = after with { Scaffolds = Sample.Words(scaffolds) };
        await Verify.ReportsAsync(before, Product.Shipped);
        foreach (var kind in new[] { "Custom", WorkspaceKind.MSBuild }.Where(kind => only is null || kind == only))
        {
            await Verify.FixesAsync(before, after, "GRACE2001", Route.OneByOne, kind, Product.Shipped);
            await Verify.FixesAsync(before, after, "GRACE2001", Route.Solution, kind, Product.Shipped);
        }
    }

    private static string Class(string head, string members, string store = "", string line = "await chat.GetResponseAsync(\"\"); // GRACE2001") => $$"""
        using Microsoft.Extensions.AI;
        using MassTransit;

        public sealed record Asked(string Text);

        {{head}}
        {
        {{members}}
            public async Task Consume(ConsumeContext<Asked> context)
            {
                {{line.Replace("STORE", store, StringComparison.Ordinal)}}
            }
        }

        """;

    private const string Mended = "await STORE.RunOnceAsync(new(\"AskedConsumer\", context.MessageId?.ToString(), 1), () => chat.GetResponseAsync(\"\"));";

    [Theory]
    // An expression body becomes a block.
    [InlineData("    private readonly IChatClient chat;\n\n    public AskedConsumer(IChatClient chat) => this.chat = chat;\n",
        "    private readonly IChatClient chat;\n    private readonly IIdempotencyStore results;\n\n"
            + "    public AskedConsumer(IChatClient chat, IIdempotencyStore results)\n    {\n        this.chat = chat;\n        this.results = results;\n"
            + "    }\n", "results")]
    // One parameter a line; what may be left out stays last; a guard in the assignment; comments stay.
    [InlineData("    private readonly IChatClient chat; // billed by the token\n    private int _count;\n\n    public AskedConsumer(\n"
        + "        IChatClient client,\n        int first = 1)\n    {\n"
        + "        chat = client ?? throw new ArgumentNullException(nameof(client)); // never null\n        _count = first;\n    }\n\n"
        + "    public int Next() => _count++;\n",
        "    private readonly IChatClient chat; // billed by the token\n    private int _count;\n    private readonly IIdempotencyStore _results;\n\n"
            + "    public AskedConsumer(\n        IChatClient client,\n        IIdempotencyStore results,\n        int first = 1)\n    {\n"
            + "        chat = client ?? throw new ArgumentNullException(nameof(client)); // never null\n        _count = first;\n"
            + "        _results = results;\n    }\n\n    public int Next() => _count++;\n", "_results")]
    // Nothing is assigned yet.
    [InlineData("    private readonly IChatClient chat = null!;\n\n    public AskedConsumer() { }\n",
        "    private readonly IChatClient chat = null!;\n\n    private readonly IIdempotencyStore _results;\n\n"
            + "    public AskedConsumer(IIdempotencyStore results)\n    {\n        _results = results;\n    }\n", "_results")]
    // The name is taken.
    [InlineData("    private readonly IChatClient chat;\n    private readonly int results = 1;\n\n    public AskedConsumer(IChatClient chat)\n    {\n"
        + "        this.chat = chat;\n    }\n\n    public int Results => results;\n",
        "    private readonly IChatClient chat;\n    private readonly IIdempotencyStore idempotency;\n    private readonly int results = 1;\n\n"
            + "    public AskedConsumer(IChatClient chat, IIdempotencyStore idempotency)\n    {\n        this.chat = chat;\n"
            + "        this.idempotency = idempotency;\n    }\n\n    public int Results => results;\n", "idempotency")]
    public async Task Constructor(string before, string after, string store)
    {
        const string Head = "public class AskedConsumer : IConsumer<Asked>";
        var line = Mended.Replace("STORE", store, StringComparison.Ordinal);
        var fits = line.Length + 8 <= 120;
        await FixesAsync(
            Files(("A.cs", Class(Head, before)), ("B.cs", Startup)),
            Files(("A.cs", Imported(Class(Head, after, store, fits ? Mended : Broken(store)))), ("B.cs", StartupMended)));
    }

    [Theory]
    [InlineData("public class AskedConsumer(IChatClient chat) : IConsumer<Asked>", "",
        "public class AskedConsumer(IChatClient chat, IIdempotencyStore results) : IConsumer<Asked>", "", "results")]
    [InlineData("public class AskedConsumer(IChatClient client) : IConsumer<Asked>", "    private readonly IChatClient chat = client;\n",
        "public class AskedConsumer(IChatClient client, IIdempotencyStore results) : IConsumer<Asked>",
        "    private readonly IChatClient chat = client;\n    private readonly IIdempotencyStore _results = results;\n", "_results")]
    [InlineData("internal class AskedConsumer : IConsumer<Asked>", "    private readonly IChatClient chat = null!;\n",
        "internal class AskedConsumer(IIdempotencyStore results) : IConsumer<Asked>", "    private readonly IChatClient chat = null!;\n", "results")]
    public async Task Type(string head, string members, string mendedHead, string mendedMembers, string store) => await FixesAsync(
        Files(("A.cs", Class(head, members)), ("B.cs", Startup)),
        Files(("A.cs", Imported(Class(mendedHead, mendedMembers, store, Broken(store)))), ("B.cs", StartupMended)));

    [Theory]
    // Made by hand, or derived from: a changed constructor would not compile there.
    [InlineData("public class AskedConsumer(IChatClient chat) : IConsumer<Asked>",
        "public static class Tests { public static object Make() => new AskedConsumer(null!); }")]
    [InlineData("public class AskedConsumer(IChatClient chat) : IConsumer<Asked>",
        "public class Derived(Microsoft.Extensions.AI.IChatClient chat) : AskedConsumer(chat);")]
    [InlineData("public record AskedConsumer(IChatClient chat) : IConsumer<Asked>", "")]
    public async Task OffersNothing(string head, string other)
    {
        var sample = Files(("A.cs", Class(head, "")), ("B.cs", Startup + other));
        await Verify.ReportsAsync(sample, Product.Shipped);
        await Verify.OffersNothingAsync(sample, "GRACE2001", Product.Shipped);
    }

    [Theory]
    [InlineData("    private readonly IChatClient chat;\n\n    public AskedConsumer(IChatClient chat) { this.chat = chat; }\n",
        "    private readonly IChatClient chat;\n    private readonly IIdempotencyStore results;\n\n"
            + "    public AskedConsumer(IChatClient chat, IIdempotencyStore results) { this.chat = chat; this.results = results; }\n")]
    [InlineData("    private readonly IChatClient chat; private readonly ILogger log;\n\n"
        + "    public AskedConsumer(IChatClient chat, ILogger log) { this.chat = chat; this.log = log; log.LogDebug(\"made\"); }\n",
        "    private readonly IChatClient chat; private readonly ILogger log;\n    private readonly IIdempotencyStore results;\n\n"
            + "    public AskedConsumer(IChatClient chat, ILogger log, IIdempotencyStore results) { this.chat = chat; this.log = log; "
            + "this.results = results; log.LogDebug(\"made\"); }\n")]
    public async Task A_constructor_on_one_line_stays_on_it(string members, string mended) => await FixesAsync(
        Files(("A.cs", Class("public class AskedConsumer : IConsumer<Asked>", members)), ("B.cs", Startup)),
        Files(("A.cs", Imported(Class("public class AskedConsumer : IConsumer<Asked>", mended, "results", Broken("results")))), ("B.cs", StartupMended)));

    [Fact]
    public async Task Without_a_store_only_a_person_may_apply_it()
    {
        const string Head = "public class AskedConsumer(IChatClient chat) : IConsumer<Asked>";
        var before = Files(("A.cs", Class(Head, "")));
        var after = Files(("A.cs",
            Imported(Class(Head.Replace("chat)", "chat, IIdempotencyStore results)", StringComparison.Ordinal), "", "results", Broken("results")))));
        await FixesAsync(before, after, "IIdempotencyStore", only: "Custom");
        await Verify.FixesAsync(before, before, "GRACE2001", Route.Solution, WorkspaceKind.MSBuild, Product.Shipped);
    }

    [Fact]
    public async Task Two_consumers_of_one_type_and_a_third_elsewhere_share_one_store()
    {
        string Two(string parameter, string first, string second) => $$"""
            using Microsoft.Extensions.AI;
            using MassTransit;

            public sealed record Asked(string Text);

            public sealed record Told(string Text);

            public class Both(IChatClient chat{{parameter}}) : IConsumer<Asked>, IConsumer<Told>
            {
                public async Task Consume(ConsumeContext<Asked> context)
                {
                    {{first}}
                }

                public async Task Consume(ConsumeContext<Told> context)
                {
                    {{second}}
                }
            }

            """;
        string Third(string parameter, string call) => $$"""
            using Microsoft.Extensions.AI;
            using MassTransit;

            public class Third(IChatClient chat{{parameter}}) : IConsumer<Told>
            {
                public async Task Consume(ConsumeContext<Told> context)
                {
                    {{call}}
                }
            }

            """;
        const string Call = "await chat.GetResponseAsync(\"\"); // GRACE2001";
        const string Parameter = ", IIdempotencyStore results";
        static string Kept(string consumer, int ordinal) =>
            $"await results.RunOnceAsync(new(\"{consumer}\", context.MessageId?.ToString(), {ordinal}), () => chat.GetResponseAsync(\"\"));";
        await FixesAsync(
            Files(("A.cs", Two("", Call, Call)), ("B.cs", Third("", Call)), ("C.cs", Startup)),
            Files(("A.cs", Imported(Two(Parameter, Kept("Both", 1), Kept("Both", 2)))), ("B.cs", Imported(Third(Parameter, Kept("Third", 1)))),
                ("C.cs", StartupMended)));
    }

    [Fact]
    public async Task A_file_scoped_namespace_takes_the_scaffold_in_and_others_import_it()
    {
        string Code(string usings, string parameter, string call) => $$"""
            {{usings}}using Microsoft.Extensions.AI;
            using MassTransit;

            namespace My.Work;

            public sealed record Asked(string Text);

            public class AskedConsumer(IChatClient chat{{parameter}}) : IConsumer<Asked>
            {
                public async Task Consume(ConsumeContext<Asked> context)
                {
                    {{call}}
                }
            }

            """;
        var before = Files(("A.cs", Code("", "", "await chat.GetResponseAsync(\"\"); // GRACE2001")), ("B.cs", Startup));
        await FixesAsync(
            before,
            Files(("A.cs", Code("", ", IIdempotencyStore results", Broken("results"))),
                ("B.cs", StartupMended.Replace("using Graceful;\nusing Microsoft.EntityFrameworkCore;\n",
                    "using Microsoft.EntityFrameworkCore;\nusing My.Work;\n", StringComparison.Ordinal))),
            only: WorkspaceKind.MSBuild);
        await FixesAsync(
            before,
            Files(("A.cs", Code("using Graceful;\n", ", IIdempotencyStore results", Broken("results"))), ("B.cs", StartupMended)),
            only: "Custom");
    }

    [Fact]
    public async Task Tabs_and_carriage_returns_stay()
    {
        const string Head = "public class AskedConsumer(IChatClient chat) : IConsumer<Asked>";
        static string Windows(string text) => text.Replace("    ", "\t", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        await FixesAsync(
            Files(("A.cs", Windows(Class(Head, ""))), ("B.cs", Startup)),
            Files(("A.cs", Windows(Imported(Class(Head.Replace("chat)", "chat, IIdempotencyStore "
                + "results)", StringComparison.Ordinal), "", "results", Broken("results"))))), ("B.cs", StartupMended)));
    }

    [Fact]
    public async Task A_lambda_that_forwards_leads_to_the_method_that_does_the_work()
    {
        string Code(string parameter, string mark, string call) => $$"""
            using Microsoft.Extensions.AI;
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;

            public class Worker(IChatClient chat, IChannel channel{{parameter}})
            {
                public void Subscribe(AsyncEventingBasicConsumer consumer) => consumer.ReceivedAsync += (_, delivery) => OnDeliveryAsync(delivery);{{mark}}

                private async Task OnDeliveryAsync(BasicDeliverEventArgs delivery)
                {
                    {{call}}
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                }
            }

            """;
        await FixesAsync(
            Files(("A.cs", Code("", " // GRACE2001", "await chat.GetResponseAsync(\"\");")), ("B.cs", Startup)),
            Files(("A.cs", Imported(Code(", IIdempotencyStore results", "", "await results.RunOnceAsync(\n"
                + "            new(\"Worker\", delivery.BasicProperties.MessageId, 1),\n"
                + "            () => chat.GetResponseAsync(\"\"));"))), ("B.cs", StartupMended)));
    }

    [Fact]
    public async Task A_static_helper_is_kept_as_a_whole()
    {
        string Code(string parameter, string call) => $$"""
            using Microsoft.Extensions.AI;
            using RabbitMQ.Client.Events;

            public class Worker(IChatClient chat{{parameter}})
            {
                public void Subscribe(AsyncEventingBasicConsumer consumer) => consumer.ReceivedAsync += async (_, delivery) =>
                {
                    {{call}}
                };

                private static async Task AnswerAsync(BasicDeliverEventArgs delivery, IChatClient chat) => await chat.GetResponseAsync(delivery.RoutingKey);
            }

            """;
        await FixesAsync(
            Files(("A.cs", Code("", "await AnswerAsync(delivery, chat); // GRACE2001")), ("B.cs", Startup)),
            Files(("A.cs", Imported(Code(", IIdempotencyStore results", "await results.RunOnceAsync(\n"
                + "            new(\"Worker\", delivery.BasicProperties.MessageId, 1),\n"
                + "            () => AnswerAsync(delivery, chat));"))), ("B.cs", StartupMended)));
    }

    private static string Broken(string store)
    {
        var flat = Mended.Replace("STORE", store, StringComparison.Ordinal);
        return flat.Length + 8 <= 121
            ? flat
            : flat.Replace("(new(", "(\n            new(", StringComparison.Ordinal).Replace(", () =>", ",\n            () =>", StringComparison.Ordinal);
    }

    private static string Imported(string text) => "using Graceful;\n" + text;
}
