using Azure.Messaging.ServiceBus;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

public sealed class Working(IStore store, HttpClient client, DbContext context)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(1000); // CA2016
        await Task.Delay(TimeSpan.FromSeconds(1)); // CA2016
        await store.SaveAsync("state"); // CA2016
        await store.FlushAsync(); // CA2016
        await store.LoadAsync(); // CA2016
        await client.GetStringAsync("https://example.org"); // CA2016
        await client.GetAsync("https://example.org"); // CA2016
        await client.DeleteAsync("https://example.org"); // CA2016
        await context.SaveChangesAsync(); // CA2016
        await File.ReadAllTextAsync("state"); // CA2016
        await File.WriteAllTextAsync("state", "running"); // CA2016
        await File.AppendAllTextAsync("log", "running"); // CA2016
    }

    public async Task GuardedAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await store.SaveAsync("alive"); // CA2016
        if (!cancellationToken.IsCancellationRequested)
        {
            await store.FlushAsync(); // CA2016
        }

        try
        {
            await store.LoadAsync(); // CA2016
        }
        catch (FormatException)
        {
            await store.SaveAsync("malformed"); // CA2016
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await store.SaveAsync("timed out"); // CA2016
        }
    }

    public async Task LoopAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await store.SaveAsync("again"); // CA2016
            if (await Task.FromResult(true))
            {
                break;
            }
        }

        await store.FlushAsync(); // CA2016
    }
}

public sealed class Receiving(IChannel channel, ServiceBusReceiver receiver, ServiceBusSender sender, IStore store)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await channel.BasicGetAsync("queue", autoAck: false); // CA2016
        var message = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(1)); // CA2016
        await receiver.RenewMessageLockAsync(message); // CA2016
        await sender.SendMessageAsync(new ServiceBusMessage("body")); // CA2016
        await store.LoadAsync(); // CA2016
    }
}

public sealed class Stopping(ServiceBusProcessor processor, IStore store) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.LoadAsync(); // CA2016
        await processor.StartProcessingAsync(); // CA2016
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await processor.StopProcessingAsync(); // CA2016
        }
        finally
        {
            await store.FlushAsync(); // CA2016
        }

        await processor.CloseAsync(); // CA2016
    }
}

public sealed class Answering(IStore store)
{
    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await store.LoadAsync(); // CA2016
        await context.Response.WriteAsync("data"); // CA2016
        await context.Response.Body.FlushAsync(); // CA2016
    }
}

public interface IStore
{
    Task SaveAsync(string state, CancellationToken cancellationToken = default);

    Task FlushAsync(CancellationToken cancellationToken = default);

    Task LoadAsync(CancellationToken cancellationToken = default);
}
