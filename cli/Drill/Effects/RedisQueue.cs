using GracefulAnalyzers.Cli.Drill.Plan;
using StackExchange.Redis;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>Adds entries with the fields <c>id</c> and <c>body</c> to a stream, or pushes bodies to the left of a list.</summary>
internal sealed class RedisQueue : IMessageQueue
{
    private readonly QueueAddress.Redis _address;
    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _database;
    private int _redelivered;

    private RedisQueue(QueueAddress.Redis address, ConnectionMultiplexer connection) =>
        (_address, _connection, _database) = (address, connection, connection.GetDatabase(address.Database));

    /// <exception cref="DrillRefusedException">The server cannot be reached, or the key holds something else.</exception>
    public static async Task<RedisQueue> OpenAsync(QueueAddress.Redis address)
    {
        var options = new ConfigurationOptions { EndPoints = { { address.Uri.IdnHost, address.Port } }, User = address.User, Password = address.Password,
            ClientName = "graceful-drill" };
        ConnectionMultiplexer? connection = null;
        RedisQueue? queue = null;
        try
        {
            connection = await ConnectionMultiplexer.ConnectAsync(options);
            var opened = new RedisQueue(address, connection);
            RedisType type = await opened._database.KeyTypeAsync(address.Key);
            RedisType wanted = address.IsList ? RedisType.List : RedisType.Stream;
            queue = type == RedisType.None || type == wanted
                ? opened
                : throw new DrillRefusedException($"{address.Display} holds a {type.ToString().ToUpperInvariant()}, not a "
                    + $"{wanted.ToString().ToUpperInvariant()}; say ?type=list or ?type=stream.");
        }
        catch (Exception e) when (IsBrokers(e))
        {
            throw Unusable(address, e);
        }
        finally
        {
            if (queue is null && connection is not null)
            {
                await connection.DisposeAsync();
            }
        }

        return queue;
    }

    // Both kinds of key begin with the first message.
    public Task<bool> ExistsAsync(CancellationToken cancellation) => Task.FromResult(true);

    public async Task PublishAsync(IReadOnlyList<(DrillMessage Message, string Body)> batch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await Task.WhenAll(batch.Select(Task (entry) => _address.IsList
                ? _database.ListLeftPushAsync(_address.Key, entry.Body)
                : _database.StreamAddAsync(_address.Key, [new("id", entry.Message.Id), new("body", entry.Body)])));
        }
        catch (Exception e) when (IsBrokers(e))
        {
            throw Unusable(_address, e);
        }
    }

    public async Task<int?> WaitingAsync(CancellationToken cancellation)
    {
        try
        {
            // A stream keeps what was read; its groups say what is not settled, and what was not read when they can tell.
            return _address.IsList
                ? (int)await _database.ListLengthAsync(_address.Key)
                : (await GroupsAsync()).Sum(group => group.PendingMessageCount + (int)(group.Lag ?? 0));
        }
        catch (Exception e) when (IsBrokers(e))
        {
            throw Unusable(_address, e);
        }
    }

    public async Task ServiceEndedAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (StreamGroupInfo group in _address.IsList ? [] : await GroupsAsync())
            {
                _redelivered += group.PendingMessageCount;
            }
        }
        catch (Exception e) when (IsBrokers(e))
        {
            throw Unusable(_address, e);
        }
    }

    // A list forgets what it handed out; there is no redelivery.
    public Task<int?> RedeliveredAsync(CancellationToken cancellation) => Task.FromResult<int?>(_address.IsList ? null : _redelivered);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<StreamGroupInfo[]> GroupsAsync() =>
        await _database.KeyExistsAsync(_address.Key) ? await _database.StreamGroupInfoAsync(_address.Key) : [];

    // The client's exceptions have no base of their own; a command that the server does not know is not even a RedisException.
    private static bool IsBrokers(Exception e) => e is RedisException or RedisCommandException or TimeoutException;

    private static DrillRefusedException Unusable(QueueAddress.Redis address, Exception e) =>
        new($"The broker at {address.Display} cannot be used: {e.Message}", e);
}
