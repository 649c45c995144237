#pragma warning disable // From GracefulAnalyzers, yours to edit. Without this line your own analyzers judge the code below.
#nullable enable
namespace Graceful
{
    /// <summary>Names one costly effect of one message, the same on every delivery of that message.</summary>
    /// <param name="Consumer">Consumer type or queue: two consumers of one event must not share a result.</param>
    /// <param name="MessageId">The stable id that the sender gave the message; never an id that is new on each delivery.</param>
    /// <param name="Effect">Ordinal of the effect within the handler, from 1.</param>
    internal readonly record struct IdempotencyKey(string Consumer, string? MessageId, int Effect)
    {
        private const int LongestText = 450;

        /// <summary>
        /// The text that stores keep: <c>{Consumer}:{MessageId}:{Effect}</c>, or <c>sha256:{hex digits}</c> of it when that is longer than
        /// 450 characters, the most that every supported database takes as a primary key.
        /// </summary>
        public override string ToString()
        {
            string text = Consumer + ":" + MessageId + ":" + Effect.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
            return text.Length <= LongestText
                ? text
                : "sha256:" + global::System.Convert.ToHexString(
                    global::System.Security.Cryptography.SHA256.HashData(global::System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <summary>
    /// Keeps the result of each costly effect, so that a redelivered message replays the result instead of doing the work again. What follows the
    /// effect (publish, save, acknowledge) runs on every delivery, with the same result: a crash between the record and the acknowledgement loses nothing.
    /// </summary>
    internal interface IIdempotencyStore
    {
        /// <summary>
        /// Returns the recorded result of <paramref name="key"/>; when there is none, runs <paramref name="work"/> and records its result before returning it.
        /// Deliveries of one key that arrive at the same time wait for each other. Work that throws leaves nothing behind: the next delivery tries again.
        /// </summary>
        /// <param name="key">With a null or blank <see cref="IdempotencyKey.MessageId"/> the work runs unguarded and a warning is logged.</param>
        /// <param name="work">The effect. It brings its own cancellation: a null result is recorded as an empty string.</param>
        /// <param name="cancellationToken">Ends only the wait for another delivery of the same key, never the work and never the recording.</param>
        /// <exception cref="global::System.OperationCanceledException">The wait was cancelled; nothing was done.</exception>
        global::System.Threading.Tasks.Task<string> GetOrAddAsync(
            IdempotencyKey key,
            global::System.Func<global::System.Threading.Tasks.Task<string>> work,
            global::System.Threading.CancellationToken cancellationToken = default);
    }

    /// <summary>The other shapes of work: effects without a result, and results that are not text.</summary>
    internal static class IdempotencyStoreExtensions
    {
        /// <summary>
        /// Runs an effect that has no result (a mail, a payment) unless it is on record. The record follows the effect: a crash between the two repeats it,
        /// because a message that is never sent is worse than one that is sent twice. Give the provider its own idempotency key where it takes one.
        /// </summary>
        public static global::System.Threading.Tasks.Task RunOnceAsync(
            this IIdempotencyStore store,
            IdempotencyKey key,
            global::System.Func<global::System.Threading.Tasks.Task> work,
            global::System.Threading.CancellationToken cancellationToken = default)
        {
            global::System.ArgumentNullException.ThrowIfNull(store);
            global::System.ArgumentNullException.ThrowIfNull(work);
            return store.GetOrAddAsync(
                key,
                async () =>
                {
                    await work().ConfigureAwait(false);
                    return string.Empty;
                },
                cancellationToken);
        }

        /// <summary>
        /// <see cref="IIdempotencyStore.GetOrAddAsync"/> for a result that travels as JSON. What is returned has always been through JSON, on the first
        /// delivery too, so that the first delivery and a replay cannot differ.
        /// </summary>
        public static async global::System.Threading.Tasks.Task<T> GetOrAddAsync<T>(
            this IIdempotencyStore store,
            IdempotencyKey key,
            global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json,
            global::System.Func<global::System.Threading.Tasks.Task<T>> work,
            global::System.Threading.CancellationToken cancellationToken = default)
        {
            global::System.ArgumentNullException.ThrowIfNull(store);
            global::System.ArgumentNullException.ThrowIfNull(json);
            global::System.ArgumentNullException.ThrowIfNull(work);
            string result = await store.GetOrAddAsync(
                key,
                async () => global::System.Text.Json.JsonSerializer.Serialize(await work().ConfigureAwait(false), json),
                cancellationToken).ConfigureAwait(false);
            return global::System.Text.Json.JsonSerializer.Deserialize(result, json)!;
        }
    }
}
#nullable restore
#pragma warning restore
