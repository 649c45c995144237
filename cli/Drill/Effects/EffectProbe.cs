using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>Feeds the queue before and during the cycles, and reads the ledger when they are over.</summary>
internal sealed class EffectProbe : IAsyncDisposable
{
    private const int BatchSize = 50;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    // An effect that comes a second time comes when the first has been waited for; that takes a moment.
    private static readonly TimeSpan AfterCompletion = TimeSpan.FromSeconds(5);

    private readonly EffectPlan _plan;
    private readonly int _portions;
    private readonly DrillClock _clock;
    private readonly IMessageQueue _queue;
    private readonly Ledger _ledger;
    private readonly string _run = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
    private readonly List<DrillMessage> _published = [];
    private (EffectTally Tally, TimeSpan At)? _last;

    public EffectProbe(EffectPlan plan, int cycles, DrillClock clock, IMessageQueue queue, Ledger ledger) =>
        (_plan, _portions, _clock, _queue, _ledger) = (plan, (2 * cycles) + 1, clock, queue, ledger);

    /// <exception cref="DrillRefusedException">The broker cannot be reached.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The probe disposes its queue and its ledger.")]
    public static async Task<EffectProbe?> OpenAsync(DrillPlan plan, DrillClock clock, CancellationToken cancellation) =>
        plan.Effects is { } effects
            ? new(effects, plan.Cycles, clock, await MessageQueues.OpenAsync(effects.Queue, cancellation), new Ledger(effects.Ledger, plan.Load))
            : null;

    /// <summary>The service itself serves the ledger: the final count has to be taken before it stops.</summary>
    public bool LedgerIsServed => _plan.LedgerIsServed;

    /// <summary>What is to be said about the final count; null for nothing.</summary>
    public string? Remark { get; private set; }

    /// <summary>Waits until the service has made its queue, then sends the first portion.</summary>
    public async Task BeginAsync(TimeSpan longest, CancellationToken cancellation)
    {
        TimeSpan deadline = _clock.Now + longest;
        while (!await _queue.ExistsAsync(cancellation))
        {
            if (_clock.Now > deadline)
            {
                throw new DrillRefusedException(
                    $"There is no queue {_plan.Queue.Display}, and the service did not make it within {DurationText.Format(longest)}. Check --publish.");
            }

            await Task.Delay(Poll, cancellation);
        }

        await PublishAsync(0, cancellation);
    }

    /// <summary>Reads the ledger once, while the service runs: a mistake in its address is not found out at the end only.</summary>
    /// <param name="undisturbed">Waits, and notices when the service ends meanwhile.</param>
    /// <exception cref="DrillRefusedException">The ledger cannot be read, and that will not change by itself.</exception>
    public async Task CheckLedgerAsync(Func<TimeSpan, CancellationToken, Task> undisturbed, CancellationToken cancellation)
    {
        TimeSpan deadline = _clock.Now + _plan.SettleWithin;
        while (true)
        {
            try
            {
                await _ledger.ReadAsync(cancellation);
                return;
            }
            catch (LedgerUnreadableException e) when (e.MayPass)
            {
                // The service may write its first effect later.
                return;
            }
            catch (LedgerUnreadableException e) when (!e.MayBeMadeYet || _clock.Now > deadline)
            {
                throw new DrillRefusedException($"{e.Message} Check --ledger.", e);
            }
            catch (LedgerUnreadableException)
            {
                await undisturbed(Poll, cancellation);
            }
        }
    }

    /// <summary>Sends what the service should have in hand when the signal of this cycle comes.</summary>
    public Task BeforeSignalAsync(int cycle, CancellationToken cancellation) => PublishAsync((2 * cycle) - 1, cancellation);

    /// <summary>Sends what arrives while the service stops.</summary>
    public Task WhileStoppingAsync(int cycle, CancellationToken cancellation) => PublishAsync(2 * cycle, cancellation);

    public Task ServiceEndedAsync(CancellationToken cancellation) => _queue.ServiceEndedAsync(cancellation);

    /// <summary>Waits until every message has its effect and the queue is worked off, or until nothing has come for the planned while.</summary>
    /// <param name="undisturbed">Waits, and notices when the service ends meanwhile.</param>
    public async Task SettleAsync(Func<TimeSpan, CancellationToken, Task> undisturbed, Action<string> say, CancellationToken cancellation)
    {
        (int effects, int? waiting) seen = (-1, null);
        TimeSpan changedAt = _clock.Now;
        TimeSpan saidAt = TimeSpan.MinValue;
        while (true)
        {
            EffectTally? tally = await TryReadAsync(cancellation);
            int? waiting = await TryWaitingAsync(cancellation);
            (int, int?) now = (tally?.Effects ?? seen.effects, waiting);
            if (now != seen)
            {
                (seen, changedAt) = (now, _clock.Now);
            }

            if (saidAt < changedAt && (saidAt == TimeSpan.MinValue || _clock.Now - saidAt > BetweenLines))
            {
                saidAt = _clock.Now;
                say($"Waiting for the ledger: {_published.Count - (tally?.Lost.Count ?? _published.Count)} of {_published.Count} messages have their effect");
            }

            TimeSpan still = _clock.Now - changedAt;
            bool done = tally is { IsComplete: true } && waiting is null or 0;
            if (still >= _plan.SettleWithin || (done && still >= AfterCompletion))
            {
                return;
            }

            await undisturbed(Poll, cancellation);
        }
    }

    /// <summary>The final count; asked when the service has ended, so that nothing is half-way. Null when the ledger cannot be read and never could since the
    /// load ended; <see cref="Remark"/> says why.</summary>
    public async Task<EffectCounts?> CountAsync(CancellationToken cancellation)
    {
        EffectTally tally;
        try
        {
            tally = EffectTally.Of(_published, await _ledger.ReadAsync(cancellation));
        }
        catch (LedgerUnreadableException e)
        {
            if (_last is not { } last)
            {
                Remark = $"What was lost or doubled is not measured. {e.Message}";
                return null;
            }

            Remark = $"The counts of lost and doubled are from {DurationText.Format(_clock.Now - last.At)} before the end. {e.Message}";
            tally = last.Tally;
        }

        return new(tally.Published, tally.Lost.Count, tally.Doubled.Count, await _queue.RedeliveredAsync(cancellation))
        {
            Effects = tally.Effects,
            Waiting = await TryWaitingAsync(cancellation),
            Unreadable = tally.Unreadable,
            LostIds = tally.Lost,
            DoubledIds = tally.Doubled,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _ledger.Dispose();
        await _queue.DisposeAsync();
    }

    private async Task<EffectTally?> TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            var tally = EffectTally.Of(_published, await _ledger.ReadAsync(cancellation));
            _last = (tally, _clock.Now);
            return tally;
        }
        catch (LedgerUnreadableException)
        {
            // A file that the service has not made yet, or one too busy to answer; the last reading tells.
            return null;
        }
    }

    // The ledger is what counts: a broker that falls silent at the end costs a number, not the report.
    private async Task<int?> TryWaitingAsync(CancellationToken cancellation)
    {
        try
        {
            return await _queue.WaitingAsync(cancellation);
        }
        catch (DrillRefusedException)
        {
            return null;
        }
    }

    // Portion 0 goes out in the warm-up; then each cycle has one before its signal and one after.
    private async Task PublishAsync(int portion, CancellationToken cancellation)
    {
        int until = (int)((long)_plan.Messages * (portion + 1) / _portions);
        while (_published.Count < until)
        {
            DrillMessage[] batch = [.. Enumerable.Range(_published.Count + 1, Math.Min(BatchSize, until - _published.Count))
                .Select(number => DrillMessage.Of(_run.ToLower(CultureInfo.InvariantCulture), number, _plan.Messages))];
            await _queue.PublishAsync([.. batch.Select(message => (message, message.Fill(_plan.Body)))], cancellation);
            _published.AddRange(batch);
        }
    }
}
