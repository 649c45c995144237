using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Queues;

/// <summary>What is sent or paid stays where it is, and its record follows it; a request with a key of its own needs no record.</summary>
public class GRACE2001SendingTests
{
    private static string Code(string usings, string head, string parameter, string registration, string body) => usings + $$"""
        using MassTransit;
        using StackExchange.Redis;

        public sealed record Ordered(Guid Id, string Mail);

        public sealed class OrderedConsumer({{head}} client{{parameter}}) : IConsumer<Ordered>
        {
            public async Task Consume(ConsumeContext<Ordered> context)
            {
                {{body}}
                await context.Publish(context.Message);
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

    [Theory]
    [InlineData("MailKit", "MailKit.Net.Smtp.ISmtpClient", "client.SendAsync(new MimeKit.MimeMessage())")]
    [InlineData("Stripe", "Stripe.RefundService", "client.CreateAsync(new Stripe.RefundCreateOptions())")]
    public Task Keeps_its_place(string framework, string client, string call) => Rule.Fixes(
        Code("", client, "", "", $"await {call}; // GRACE2001"),
        Code("using Graceful;\n", client, ", IIdempotencyStore results", "        services.AddSingleton<IIdempotencyStore, RedisIdempotencyStore>();\n",
            "await results.RunOnceAsync(\n            new(\"OrderedConsumer\", context.MessageId?.ToString(), 1),\n"
                + $"            () => {call});"),
        Frameworks(framework),
        "IIdempotencyStore,LeasedIdempotencyStore,RedisIdempotencyStore");

    [Fact]
    public Task Is_keyed_by_its_receiver() => Rule.Silent(
        Code("", "Stripe.RefundService", "", "", "await client.CreateAsync(new Stripe.RefundCreateOptions(), "
            + "new Stripe.RequestOptions { IdempotencyKey = context.Message.Id.ToString() });"),
        Frameworks("Stripe"));

    private static string Frameworks(string framework) => framework + ",MassTransit,Redis";
}
