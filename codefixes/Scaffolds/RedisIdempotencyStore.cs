#pragma warning disable // From GracefulAnalyzers, yours to edit. Without this line your own analyzers judge the code below.
#nullable enable
namespace Graceful
{
    /// <summary>
    /// Keeps results in Redis, one key for each effect (<c>graceful:idempotency:{key}</c>): a lease while the work runs, then the result. A singleton.
    /// </summary>
    /// <remarks>
    /// Results are kept for <c>Retention</c>, which must be longer than your broker can redeliver. They last only as long as Redis itself keeps
    /// them: use an append-only file, and an eviction policy that spares keys (<c>noeviction</c>).
    /// </remarks>
    internal sealed class RedisIdempotencyStore(
        global::StackExchange.Redis.IConnectionMultiplexer redis,
        global::Microsoft.Extensions.Logging.ILogger<RedisIdempotencyStore> logger,
        global::System.TimeProvider? timeProvider = null) : IIdempotencyStore
    {
        private const string LeaseMark = "lease:";
        private const string ResultMark = "result:";

        // Takes a free key, or returns what holds it. Each script touches one key, so they run on a cluster too.
        private const string Claim = "if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return false end return redis.call('GET', KEYS[1])";
        private const string Renew = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
        private const string Release = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
        private const string Record = "local held = redis.call('GET', KEYS[1]) if held and string.sub(held, 1, 7) == 'result:' then return held end redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return ARGV[1]";

        private static readonly global::System.TimeSpan Retention = global::System.TimeSpan.FromDays(7);

        // A lease outlives two failed renewals; after a kill it delays the redelivery by no more than this.
        private static readonly global::System.TimeSpan Lease = global::System.TimeSpan.FromSeconds(30);
        private static readonly global::System.TimeSpan RenewalInterval = global::System.TimeSpan.FromSeconds(10);
        private static readonly global::System.TimeSpan PollInterval = global::System.TimeSpan.FromMilliseconds(500);

        private static readonly global::System.Action<global::Microsoft.Extensions.Logging.ILogger, string, global::System.Exception?> LogMissingId =
            global::Microsoft.Extensions.Logging.LoggerMessage.Define<string>(
                global::Microsoft.Extensions.Logging.LogLevel.Warning,
                new global::Microsoft.Extensions.Logging.EventId(1, "MissingMessageId"),
                "A message for {Consumer} has no id, so its work runs unguarded and is done again when the message is delivered again");

        private static readonly global::System.Action<global::Microsoft.Extensions.Logging.ILogger, string, global::System.Exception?> LogLeaseLost =
            global::Microsoft.Extensions.Logging.LoggerMessage.Define<string>(
                global::Microsoft.Extensions.Logging.LogLevel.Warning,
                new global::Microsoft.Extensions.Logging.EventId(2, "LeaseLost"),
                "The lease of {Key} could not be renewed, so another delivery may do the same work");

        private static readonly global::System.Action<global::Microsoft.Extensions.Logging.ILogger, string, global::System.Exception?> LogNotReleased =
            global::Microsoft.Extensions.Logging.LoggerMessage.Define<string>(
                global::Microsoft.Extensions.Logging.LogLevel.Warning,
                new global::Microsoft.Extensions.Logging.EventId(3, "LeaseNotReleased"),
                "The lease of {Key} could not be released, so the next delivery waits until it expires");

        private readonly global::System.TimeProvider _time = timeProvider ?? global::System.TimeProvider.System;

        /// <inheritdoc />
        public async global::System.Threading.Tasks.Task<string> GetOrAddAsync(
            IdempotencyKey key,
            global::System.Func<global::System.Threading.Tasks.Task<string>> work,
            global::System.Threading.CancellationToken cancellationToken = default)
        {
            global::System.ArgumentNullException.ThrowIfNull(work);
            if (string.IsNullOrWhiteSpace(key.MessageId))
            {
                LogMissingId(logger, key.Consumer, null);
                return await work().ConfigureAwait(false);
            }

            string text = key.ToString();
            string owner = global::System.Guid.NewGuid().ToString("N");
            while (true)
            {
                (bool leased, string? stored) = await ClaimAsync(text, owner).ConfigureAwait(false);
                if (stored is not null)
                {
                    return stored;
                }

                if (leased)
                {
                    return await RunAsync(text, owner, work).ConfigureAwait(false);
                }

                await global::System.Threading.Tasks.Task.Delay(PollInterval, _time, cancellationToken).ConfigureAwait(false);
            }
        }

        private async global::System.Threading.Tasks.Task<string> RunAsync(
            string key,
            string owner,
            global::System.Func<global::System.Threading.Tasks.Task<string>> work)
        {
            try
            {
                using var worked = new global::System.Threading.CancellationTokenSource();
                global::System.Threading.Tasks.Task renewal = RenewAsync(key, owner, worked.Token);
                try
                {
                    return await RecordAsync(key, await work().ConfigureAwait(false) ?? string.Empty).ConfigureAwait(false);
                }
                finally
                {
                    await worked.CancelAsync().ConfigureAwait(false);
                    await renewal.ConfigureAwait(false);
                }
            }
            catch
            {
                await ReleaseAsync(key, owner).ConfigureAwait(false);
                throw;
            }
        }

        // Either a result that is on record, or a lease that is ours, or neither: another delivery is at work.
        private async global::System.Threading.Tasks.Task<(bool Leased, string? Stored)> ClaimAsync(string key, string owner)
        {
            string? held = (string?)await EvaluateAsync(Claim, key, LeaseMark + owner, Lease).ConfigureAwait(false);
            return held is null
                ? (true, null)
                : (false, held.StartsWith(ResultMark, global::System.StringComparison.Ordinal) ? held.Substring(ResultMark.Length) : null);
        }

        private async global::System.Threading.Tasks.Task RenewAsync(string key, string owner, global::System.Threading.CancellationToken worked)
        {
            try
            {
                using var timer = new global::System.Threading.PeriodicTimer(RenewalInterval, _time);
                while (await timer.WaitForNextTickAsync(worked).ConfigureAwait(false))
                {
                    try
                    {
                        if ((long)await EvaluateAsync(Renew, key, LeaseMark + owner, Lease).ConfigureAwait(false) == 0
                            && !worked.IsCancellationRequested)
                        {
                            LogLeaseLost(logger, key, null);
                            return;
                        }
                    }
                    catch (global::System.Exception failure)
                    {
                        LogLeaseLost(logger, key, failure);
                    }
                }
            }
            catch (global::System.OperationCanceledException)
            {
                // The work is over: there is nothing left to keep.
            }
        }

        // Whoever records first wins, and every delivery goes on with that result.
        private async global::System.Threading.Tasks.Task<string> RecordAsync(string key, string result)
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    string recorded = ((string?)await EvaluateAsync(Record, key, ResultMark + result, Retention).ConfigureAwait(false))!;
                    return recorded.Substring(ResultMark.Length);
                }
                catch (global::System.Exception failure) when (attempt < 3 && (failure is global::StackExchange.Redis.RedisException or global::System.TimeoutException))
                {
                    // A connection can drop during long work; the result is too costly to lose to that.
                }
            }
        }

        private async global::System.Threading.Tasks.Task ReleaseAsync(string key, string owner)
        {
            try
            {
                _ = await EvaluateAsync(Release, key, LeaseMark + owner, global::System.TimeSpan.Zero).ConfigureAwait(false);
            }
            catch (global::System.Exception failure)
            {
                // The caller must see why the work failed, not why the lease stayed.
                LogNotReleased(logger, key, failure);
            }
        }

        // Bounded by the multiplexer's own timeout.
        private global::System.Threading.Tasks.Task<global::StackExchange.Redis.RedisResult> EvaluateAsync(
            string script,
            string key,
            string value,
            global::System.TimeSpan expiry)
        {
            return redis.GetDatabase().ScriptEvaluateAsync(
                script,
                new global::StackExchange.Redis.RedisKey[] { "graceful:idempotency:" + key },
                new global::StackExchange.Redis.RedisValue[] { value, (long)expiry.TotalMilliseconds });
        }
    }
}
#nullable restore
#pragma warning restore
