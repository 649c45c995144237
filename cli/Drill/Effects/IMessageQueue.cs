using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>A broker's queue, as its publisher sees it.</summary>
internal interface IMessageQueue : IAsyncDisposable
{
    /// <summary>Whether the service has made the queue; messages that are sent before are lost by the drill.</summary>
    Task<bool> ExistsAsync(CancellationToken cancellation);

    /// <summary>Returns when the broker has confirmed all of them.</summary>
    /// <exception cref="DrillRefusedException">The broker did not take them.</exception>
    Task PublishAsync(IReadOnlyList<(DrillMessage Message, string Body)> batch, CancellationToken cancellation);

    /// <summary>Messages that wait for a consumer, whoever sent them; null when the broker does not say.</summary>
    Task<int?> WaitingAsync(CancellationToken cancellation);

    /// <summary>Called while no consumer runs: what is unsettled now will be delivered again.</summary>
    Task ServiceEndedAsync(CancellationToken cancellation);

    /// <summary>Deliveries beyond the first since the drill began, for information; null when the broker does not say.</summary>
    Task<int?> RedeliveredAsync(CancellationToken cancellation);
}

internal static class MessageQueues
{
    /// <exception cref="DrillRefusedException">The broker cannot be reached.</exception>
    public static async Task<IMessageQueue> OpenAsync(QueueAddress address, CancellationToken cancellation) => address switch
    {
        QueueAddress.RabbitMq rabbit => await RabbitMqQueue.OpenAsync(rabbit, cancellation),
        QueueAddress.Redis redis => await RedisQueue.OpenAsync(redis),
        _ => throw new InvalidOperationException($"There is no way to publish to {address}."),
    };
}
