using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Violations.Second;

public sealed class AckWorker(IConnectionFactory factory, ILogger<AckWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            logger.LogInformation("{Length} bytes", delivery.Body.Length);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, ct);
        };
        await channel.BasicConsumeAsync("work", autoAck: false, consumer, ct);
        await Task.Delay(Timeout.Infinite, ct);
    }

    public override Task StopAsync(CancellationToken ct)
    {
        logger.LogInformation("stopped");
        return Task.CompletedTask;
    }
}

public sealed class SummaryWorker(IConnectionFactory factory, IChatClient chat, IServiceScopeFactory scopes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            // The summary is paid for by the token.
            var summary = await chat.GetResponseAsync(Encoding.UTF8.GetString(delivery.Body.Span));
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<WorkDb>();
            db.Notes.Add(new Note { Text = summary.Text });
            await db.SaveChangesAsync();
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync("summaries", autoAck: false, consumer, ct);
        await Task.Delay(Timeout.Infinite, ct);
    }
}

public sealed class Poller(HttpClient http, ILogger<Poller> logger) : IHostedService
{
    public Task StartAsync(CancellationToken ct)
    {
        _ = Task.Run(PollAsync);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    private async Task PollAsync()
    {
        while (true)
        {
            // Every minute is often enough.
            await Task.Delay(TimeSpan.FromMinutes(1));
            var state = await http.GetStringAsync("/state");
            logger.LogInformation("{State}", state);
        }
    }
}

public sealed class Refresher(HttpClient http, ILogger<Refresher> logger) : BackgroundService
{
    private readonly Channel<string> _states = Channel.CreateUnbounded<string>();

    protected override Task ExecuteAsync(CancellationToken ct) => Task.WhenAll(RefreshAsync(ct), ReportAsync(ct));

    private async Task RefreshAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await _states.Writer.WriteAsync(await http.GetStringAsync("/state", ct), ct);
                await Task.Delay(TimeSpan.FromMinutes(1)); // Often enough.
            }
            catch (HttpRequestException exception)
            {
                logger.LogWarning(exception, "no state");
                await Task.Delay(10_000, CancellationToken.None);
            }
        }
    }

    private async Task ReportAsync(CancellationToken ct)
    {
        await foreach (var state in _states.Reader.ReadAllAsync())
        {
            logger.LogInformation("{State}", state);
        }

        logger.LogInformation("no more states after {Cancelled}", ct.IsCancellationRequested);
    }
}

public sealed class Sampler(HttpClient http) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        using var timer = new Timer(async _ => await http.PostAsync("/sample", null, ct), null, 0, 60_000);
        await Task.Delay(Timeout.Infinite, ct);
    }
}

public sealed class Presence(HttpClient http) : IHostedService
{
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken ct)
    {
        _loop = Task.Run(() => AnnounceAsync(ct), ct);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken ct) => _loop.WaitAsync(ct);

    private async Task AnnounceAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await http.PostAsync("/presence", null, CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(15), ct);
        }
    }
}

public sealed class Orders(IChannel channel, IAsyncBasicConsumer consumer) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var tag = await channel.BasicConsumeAsync("orders", autoAck: false, consumer, ct);
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        finally
        {
            // No more messages, please.
            await channel.BasicCancelAsync(tag, cancellationToken: ct);
        }
    }
}

public sealed class Import(string file) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        var position = 0;
        try
        {
            while (true)
            {
                position++;
                await Task.Delay(1000, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Where the next start goes on.
            await File.WriteAllTextAsync(file, $"{position}", ct);
        }
    }
}

public static class Routes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/words/Second", (string text, IChatClient chat, CancellationToken ct) => WordsAsync(chat, text));

        routes.MapGet("/title/Second", async (string text, IChatClient chat) => (await chat.GetResponseAsync("A title for: " + text)).Text);

        routes.MapPost("/answers/Second", async (string text, ChatClient client, HttpContext context, IHostApplicationLifetime lifetime) =>
        {
            // Ends with the caller or with the application.
            var token = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping).Token;
            await foreach (var update in client.CompleteChatStreamingAsync(new UserChatMessage(text)).WithCancellation(token))
            {
                await context.Response.WriteAsync($"{update.ContentUpdate.Count}\n", context.RequestAborted);
            }
        });
    }

    public static IResult Countdown(int from, CancellationToken ct) => TypedResults.ServerSentEvents(CountAsync(from), "count");

    private static async IAsyncEnumerable<int> CountAsync(int from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        while (from > 0)
        {
            await Task.Delay(1000, ct);
            yield return from--;
        }
    }

    // The compiler warns about this one: nothing fills its token from the enumeration.
    public static async IAsyncEnumerable<int> PagesAsync(int last, CancellationToken ct)
    {
        for (var page = 0; page < last; page++)
        {
            await Task.Delay(1, ct);
            yield return page;
        }
    }

    private static async IAsyncEnumerable<string> WordsAsync(IChatClient chat, string text)
    {
        await foreach (var update in chat.GetStreamingResponseAsync(text))
        {
            yield return update.Text;
        }
    }
}
