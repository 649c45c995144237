#pragma warning disable // From GracefulAnalyzers, yours to edit. Without this line your own analyzers judge the code below.
#nullable enable
namespace Graceful
{
    /// <summary>
    /// What every store does alike: one delivery of a key works under a lease, which it renews and gives back when the work fails, while the others wait
    /// for its result. Where the leases and the results are kept is up to the class that derives from it.
    /// </summary>
    internal abstract class LeasedIdempotencyStore(
        global::Microsoft.Extensions.Logging.ILogger logger,
        global::System.TimeProvider? timeProvider) : IIdempotencyStore
    {
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

        /// <summary>
        /// How long a lease lasts: it outlives two failed renewals and clocks that differ by some seconds, and after a kill it delays the redelivery by no
        /// more than this.
        /// </summary>
        protected static global::System.TimeSpan Lease { get; } = global::System.TimeSpan.FromSeconds(30);

        /// <summary>The clock of every wait, lease and record.</summary>
        protected global::System.TimeProvider Time { get; } = timeProvider ?? global::System.TimeProvider.System;

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

                await global::System.Threading.Tasks.Task.Delay(PollInterval, Time, cancellationToken).ConfigureAwait(false);
            }
        }

        /// <summary>Either a result that is on record, or a lease that is ours, or neither: another delivery is at work.</summary>
        protected abstract global::System.Threading.Tasks.Task<(bool Leased, string? Stored)> ClaimAsync(string key, string owner);

        /// <summary>Lets the lease last for <see cref="Lease"/> from now on.</summary>
        /// <returns>False when the owner has lost it, or when the result is on record.</returns>
        protected abstract global::System.Threading.Tasks.Task<bool> RenewAsync(string key, string owner);

        /// <summary>Records the result. Whoever records first wins, and every delivery goes on with that result.</summary>
        /// <returns>The result that is on record now.</returns>
        protected abstract global::System.Threading.Tasks.Task<string> RecordAsync(string key, string owner, string result);

        /// <summary>Removes the lease if it is still the owner's and no result is on record.</summary>
        protected abstract global::System.Threading.Tasks.Task ReleaseAsync(string key, string owner);

        private async global::System.Threading.Tasks.Task<string> RunAsync(
            string key,
            string owner,
            global::System.Func<global::System.Threading.Tasks.Task<string>> work)
        {
            try
            {
                using var worked = new global::System.Threading.CancellationTokenSource();
                global::System.Threading.Tasks.Task renewal = KeepLeaseAsync(key, owner, worked.Token);
                try
                {
                    return await RecordAsync(key, owner, await work().ConfigureAwait(false) ?? string.Empty).ConfigureAwait(false);
                }
                finally
                {
                    await worked.CancelAsync().ConfigureAwait(false);
                    await renewal.ConfigureAwait(false);
                }
            }
            catch
            {
                await EndLeaseAsync(key, owner).ConfigureAwait(false);
                throw;
            }
        }

        private async global::System.Threading.Tasks.Task KeepLeaseAsync(string key, string owner, global::System.Threading.CancellationToken worked)
        {
            try
            {
                using var timer = new global::System.Threading.PeriodicTimer(RenewalInterval, Time);
                while (await timer.WaitForNextTickAsync(worked).ConfigureAwait(false))
                {
                    try
                    {
                        if (!await RenewAsync(key, owner).ConfigureAwait(false) && !worked.IsCancellationRequested)
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

        private async global::System.Threading.Tasks.Task EndLeaseAsync(string key, string owner)
        {
            try
            {
                await ReleaseAsync(key, owner).ConfigureAwait(false);
            }
            catch (global::System.Exception failure)
            {
                // The caller must see why the work failed, not why the lease stayed.
                LogNotReleased(logger, key, failure);
            }
        }
    }
}
#nullable restore
#pragma warning restore
