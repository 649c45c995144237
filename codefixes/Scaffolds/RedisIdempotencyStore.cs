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
        global::System.TimeProvider? timeProvider = null) : LeasedIdempotencyStore(logger, timeProvider)
    {
        private const string LeaseMark = "lease:";
        private const string ResultMark = "result:";

        // Takes a free key, or returns what holds it. Each script touches one key, so they run on a cluster too.
        private const string Claim = "if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return false end return redis.call('GET', KEYS[1])";
        private const string Renew = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0";
        private const string Release = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";
        private const string Record = "local held = redis.call('GET', KEYS[1]) if held and string.sub(held, 1, 7) == 'result:' then return held end "
            + "redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) return ARGV[1]";

        private static readonly global::System.TimeSpan Retention = global::System.TimeSpan.FromDays(7);

        /// <inheritdoc />
        protected override async global::System.Threading.Tasks.Task<(bool Leased, string? Stored)> ClaimAsync(string key, string owner)
        {
            string? held = (string?)await EvaluateAsync(Claim, key, LeaseMark + owner, Lease).ConfigureAwait(false);
            return held is null
                ? (true, null)
                : (false, held.StartsWith(ResultMark, global::System.StringComparison.Ordinal) ? held.Substring(ResultMark.Length) : null);
        }

        /// <inheritdoc />
        protected override async global::System.Threading.Tasks.Task<bool> RenewAsync(string key, string owner)
        {
            return (long)await EvaluateAsync(Renew, key, LeaseMark + owner, Lease).ConfigureAwait(false) != 0;
        }

        /// <inheritdoc />
        protected override async global::System.Threading.Tasks.Task<string> RecordAsync(string key, string owner, string result)
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    string recorded = ((string?)await EvaluateAsync(Record, key, ResultMark + result, Retention).ConfigureAwait(false))!;
                    return recorded.Substring(ResultMark.Length);
                }
                catch (global::System.Exception failure)
                    when (attempt < 3 && (failure is global::StackExchange.Redis.RedisException or global::System.TimeoutException))
                {
                    // A connection can drop during long work; the result is too costly to lose to that.
                }
            }
        }

        /// <inheritdoc />
        protected override global::System.Threading.Tasks.Task ReleaseAsync(string key, string owner)
        {
            return EvaluateAsync(Release, key, LeaseMark + owner, global::System.TimeSpan.Zero);
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
