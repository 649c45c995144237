using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Violations.First;

public sealed class AckWorker(IConnectionFactory factory, ILogger<AckWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = await factory.CreateConnectionAsync(stoppingToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            logger.LogInformation("{Length} bytes", delivery.Body.Length);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stoppingToken);
        };
        await channel.BasicConsumeAsync("work", autoAck: false, consumer, stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }

    public override Task StopAsync(CancellationToken stoppingToken)
    {
        logger.LogInformation("stopped");
        return Task.CompletedTask;
    }
}

public sealed class SummaryWorker(IConnectionFactory factory, IChatClient chat, IServiceScopeFactory scopes) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = await factory.CreateConnectionAsync(stoppingToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
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
        await channel.BasicConsumeAsync("summaries", autoAck: false, consumer, stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}

public sealed class Poller(HttpClient http, ILogger<Poller> logger) : IHostedService
{
    public Task StartAsync(CancellationToken stoppingToken)
    {
        _ = Task.Run(PollAsync);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken stoppingToken) => Task.CompletedTask;

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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(RefreshAsync(stoppingToken), ReportAsync(stoppingToken));

    private async Task RefreshAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _states.Writer.WriteAsync(await http.GetStringAsync("/state", stoppingToken), stoppingToken);
                await Task.Delay(TimeSpan.FromMinutes(1)); // Often enough.
            }
            catch (HttpRequestException exception)
            {
                logger.LogWarning(exception, "no state");
                await Task.Delay(10_000, CancellationToken.None);
            }
        }
    }

    private async Task ReportAsync(CancellationToken stoppingToken)
    {
        await foreach (var state in _states.Reader.ReadAllAsync())
        {
            logger.LogInformation("{State}", state);
        }

        logger.LogInformation("no more states after {Cancelled}", stoppingToken.IsCancellationRequested);
    }
}

public sealed class Sampler(HttpClient http) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new Timer(async _ => await http.PostAsync("/sample", null, stoppingToken), null, 0, 60_000);
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}

public sealed class Presence(HttpClient http) : IHostedService
{
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken stoppingToken)
    {
        _loop = Task.Run(() => AnnounceAsync(stoppingToken), stoppingToken);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken stoppingToken) => _loop.WaitAsync(stoppingToken);

    private async Task AnnounceAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await http.PostAsync("/presence", null, CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(15), stoppingToken);
        }
    }
}

public sealed class Orders(IChannel channel, IAsyncBasicConsumer consumer) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tag = await channel.BasicConsumeAsync("orders", autoAck: false, consumer, stoppingToken);
        try
        {
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        finally
        {
            // No more messages, please.
            await channel.BasicCancelAsync(tag, cancellationToken: stoppingToken);
        }
    }
}

public sealed class Import(string file) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var position = 0;
        try
        {
            while (true)
            {
                position++;
                await Task.Delay(1000, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Where the next start goes on.
            await File.WriteAllTextAsync(file, $"{position}", stoppingToken);
        }
    }
}

public static class Routes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/words/First", (string text, IChatClient chat, CancellationToken stoppingToken) => WordsAsync(chat, text));

        routes.MapGet("/title/First", async (string text, IChatClient chat) => (await chat.GetResponseAsync("A title for: " + text)).Text);

        routes.MapPost("/answers/First", async (string text, ChatClient client, HttpContext context, IHostApplicationLifetime lifetime) =>
        {
            // Ends with the caller or with the application.
            var token = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping).Token;
            await foreach (var update in client.CompleteChatStreamingAsync(new UserChatMessage(text)).WithCancellation(token))
            {
                await context.Response.WriteAsync($"{update.ContentUpdate.Count}\n", context.RequestAborted);
            }
        });
    }

    public static IResult Countdown(int from, CancellationToken stoppingToken) => TypedResults.ServerSentEvents(CountAsync(from), "count");

    private static async IAsyncEnumerable<int> CountAsync(int from, [EnumeratorCancellation] CancellationToken stoppingToken = default)
    {
        while (from > 0)
        {
            await Task.Delay(1000, stoppingToken);
            yield return from--;
        }
    }

    // The compiler warns about this one: nothing fills its token from the enumeration.
    public static async IAsyncEnumerable<int> PagesAsync(int last, CancellationToken stoppingToken)
    {
        for (var page = 0; page < last; page++)
        {
            await Task.Delay(1, stoppingToken);
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
