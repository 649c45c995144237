using Azure.Messaging.EventHubs.Producer;
using Azure.Messaging.ServiceBus;
using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

public sealed class Settling(IChannel channel, ServiceBusReceiver receiver)
{
    public async Task HandleAsync(BasicDeliverEventArgs delivery, CancellationToken cancellationToken)
    {
        if (delivery.Redelivered)
        {
            await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false); // CA2016
            return;
        }

        try
        {
            await Task.Delay(10, cancellationToken);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false); // CA2016
        }
        catch (FormatException)
        {
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true); // CA2016
        }
    }

    public async Task HandleAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        await receiver.CompleteMessageAsync(message); // CA2016
        await receiver.AbandonMessageAsync(message); // CA2016
        await receiver.DeadLetterMessageAsync(message); // CA2016
        await receiver.DeferMessageAsync(message); // CA2016
    }

    public async Task HandleAsync(ProcessMessageEventArgs args, CancellationToken cancellationToken)
    {
        await args.CompleteMessageAsync(args.Message); // CA2016
        await args.AbandonMessageAsync(args.Message); // CA2016
        await args.DeadLetterMessageAsync(args.Message); // CA2016
        await args.DeferMessageAsync(args.Message); // CA2016
    }

    public async Task HandleAsync(ProcessSessionMessageEventArgs args, CancellationToken cancellationToken)
    {
        await args.CompleteMessageAsync(args.Message); // CA2016
        await args.AbandonMessageAsync(args.Message); // CA2016
    }
}

public sealed class Flushing(EventHubBufferedProducerClient events, IProducer<string, string> messages)
{
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(10, cancellationToken);
        messages.Flush(); // CA2016
        await events.FlushAsync(); // CA2016
    }
}

public sealed class Draining(ServiceBusProcessor processor, IChannel channel) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await processor.StartProcessingAsync(stoppingToken);
        try
        {
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        finally
        {
            await processor.StopProcessingAsync(); // CA2016
            await processor.CloseAsync(); // CA2016
            await channel.BasicCancelAsync("tag"); // CA2016
        }
    }
}

public sealed class Saving(IStore store, DbContext context) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(1000, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            await store.SaveAsync("cancelled"); // CA2016
            await context.SaveChangesAsync(); // CA2016
        }
        finally
        {
            await store.FlushAsync(); // CA2016
            await store.ReleaseAsync(); // CA2016
            await File.WriteAllTextAsync("state", "stopped"); // CA2016
        }
    }
}

public sealed class AfterTheLoop(IStore store, HttpClient client) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await store.SaveAsync("stopped"); // CA2016
        await store.FlushAsync(); // CA2016
        await client.DeleteAsync("https://example.org/registration"); // CA2016
    }
}

public sealed class WhenAsked(IStore store)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            await store.SaveAsync("asked"); // CA2016
            return;
        }

        try
        {
            await Task.Delay(10, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await store.SaveAsync("caught"); // CA2016
            await File.AppendAllTextAsync("log", "caught"); // CA2016
        }
        finally
        {
            await store.ReleaseAsync(); // CA2016
        }
    }

    public async Task SaveBothAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(10, cancellationToken);
        }
        finally
        {
            await Task.WhenAll(
                store.FlushAsync(), // CA2016
                store.ReleaseAsync()); // CA2016
        }
    }
}

public sealed class Starting(IStore store) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private Task _once = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(LoopAsync); // CA2016
        _once = store.FlushAsync(); // CA2016
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_loop, Task.Delay(Timeout.Infinite, cancellationToken));
        await Task.WhenAny(_once, Task.Delay(Timeout.Infinite, cancellationToken));
    }

    public void Dispose() => _stopping.Dispose();

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await Task.Delay(1000, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

public interface IStore
{
    Task SaveAsync(string state, CancellationToken cancellationToken = default);

    Task FlushAsync(CancellationToken cancellationToken = default);

    Task ReleaseAsync(CancellationToken cancellationToken = default);
}
