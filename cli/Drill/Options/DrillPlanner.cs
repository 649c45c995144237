using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>Makes a plan out of the command line and the drill file; the command line wins.</summary>
internal sealed class DrillPlanner(DrillSettings line, DrillSettings file, string currentFolder)
{
    private const double LeastRate = 10;

    private readonly FirstToSay _said = new(line, file);

    // One way to the service on the command line replaces whatever the file names.
    private readonly DrillSettings _ways = WaysIn(line) > 0 ? line : file;

    /// <exception cref="DrillRefusedException">Something is missing or malformed; the message says what and how to mend it.</exception>
    public DrillPlan Plan()
    {
        RequireUrls();
        Uri ready = _said.Get(DrillOptions.Ready);
        RequestPlan[] requests = new RequestPlanner(line, file, currentFolder).Plan();
        bool allowRemote = _said.Get(DrillOptions.AllowRemote);
        if (!allowRemote)
        {
            LoopbackGuard.Require(ready);
            Array.ForEach(requests, request => LoopbackGuard.Require(request.Url));
        }

        DrillProfile profile = _said.Get(DrillOptions.Profile);
        StopSignal signal = _said.FindValue(DrillOptions.Signal) ?? profile.Signal;
        int cycles = _said.Get(DrillOptions.Cycles);
        DurationRange? every = _said.FindValue(DrillOptions.Every);
        if (every is not null && cycles == 1)
        {
            throw new DrillRefusedException("--every is the time between cycles; say how many with --cycles.");
        }

        TimeSpan grace = _said.FindValue(DrillOptions.Grace) ?? profile.Grace;
        TimeSpan warmUp = _said.Get(DrillOptions.WarmUp);
        double rate = _said.FindValue(DrillOptions.Rate) ?? Math.Max(LeastRate, requests.Sum(request => request.Concurrency));
        double drainRate = _said.Get(DrillOptions.DrainRate);
        TimeSpan hangAfter = _said.Get(DrillOptions.HangAfter);
        bool restart = _said.Get(DrillOptions.Restart);
        ServiceAccess service = Service(cycles > 1 || restart);
        EffectPlan? effects = Effects(allowRemote, [ready, .. requests.Select(request => request.Url)]);
        if (effects is not null && service is ServiceAccess.Attached { StartCommand: null })
        {
            throw new DrillRefusedException(
                "--publish with --pid needs --start-command: part of the messages arrives while the service stops, "
                + "and nobody would be there to work them off.");
        }

        return new(
            service,
            ready,
            new(requests, rate, drainRate, hangAfter, _said.Get(DrillOptions.Resume), _said.Get(DrillOptions.Insecure), allowRemote),
            signal,
            grace,
            _said.Get(DrillOptions.ReadyTimeout),
            warmUp,
            _said.Get(DrillOptions.WarmUpLimit),
            cycles,
            every ?? new(warmUp, warmUp),
            restart,
            _said.Find(DrillOptions.FailOn) ?? FailOn.DefaultFor(signal),
            Files())
        {
            Effects = effects,
        };
    }

    private EffectPlan? Effects(bool allowRemote, IReadOnlyList<Uri> served)
    {
        switch (_said.Says(DrillOptions.Publish), _said.Says(DrillOptions.Ledger))
        {
            case (false, false):
                return _said.Says(DrillOptions.Messages) || _said.Says(DrillOptions.MessageBody) || _said.Says(DrillOptions.SettleWithin)
                    ? throw new DrillRefusedException("--messages, --message-body and --settle-within need --publish and --ledger.")
                    : null;
            case (true, false):
                throw new DrillRefusedException("--publish needs --ledger: where the service writes down the id of each message that it has worked off.");
            case (false, true):
                throw new DrillRefusedException("--ledger needs --publish: the queue that feeds the service.");
        }

        QueueAddress queue = _said.Get(DrillOptions.Publish);
        var ledger = LedgerAddress.Parse(_said.Get(DrillOptions.Ledger), currentFolder);
        if (!allowRemote)
        {
            LoopbackGuard.Require(queue.Uri, queue.Display);
            if (ledger is LedgerAddress.Url { Uri: var url })
            {
                LoopbackGuard.Require(url, ledger.Display);
            }
            else if (ledger is LedgerAddress.Postgres postgres)
            {
                LoopbackGuard.Require(postgres.Uri, postgres.Display);
            }
        }

        string body = _said.Get(DrillOptions.MessageBody);
        bool hasId = body.Contains("{id}", StringComparison.Ordinal) || body.Contains("{guid}", StringComparison.Ordinal);
        if (queue is QueueAddress.Redis { IsList: true } && !hasId)
        {
            throw new DrillRefusedException("An element of a Redis list is its body alone: --message-body must contain {id} or {guid}.");
        }

        return new(queue, _said.Get(DrillOptions.Messages), body, ledger, _said.Get(DrillOptions.SettleWithin))
        {
            LedgerIsServed = ledger is LedgerAddress.Url own && served.Any(own.IsOnOriginOf),
        };
    }

    private void RequireUrls()
    {
        bool hasUrl = _said.Says(DrillOptions.Url) || file.Requests is { Count: > 0 };
        bool hasReady = _said.Says(DrillOptions.Ready);
        if (!hasUrl || !hasReady)
        {
            string missing = (hasUrl, hasReady) switch { (false, false) => "--url and --ready are", (false, true) => "--url is", _ => "--ready is" };
            string perhaps = string.Join(", ", UrlSuggestions.For([.. (_ways.Command ?? []).OfType<string>()], currentFolder));
            throw new DrillRefusedException(
                $"{missing} missing: the request to hold open while the service stops, and the URL that answers 2xx when it is ready. Perhaps: {perhaps}.");
        }
    }

    private static int WaysIn(DrillSettings source) =>
        (source.Command is { Count: > 0 } ? 1 : 0) + (source.Says(DrillOptions.Pid) ? 1 : 0) + (source.Says(DrillOptions.StopCommand) ? 1 : 0);

    private ServiceAccess Service(bool startsAgain)
    {
        IReadOnlyList<string?> command = _ways.Command ?? [];
        string? start = _said.Find(DrillOptions.StartCommand);
        int ways = WaysIn(_ways);
        if (ways != 1)
        {
            throw new DrillRefusedException(
                ways == 0
                    ? "What should be drilled? Give the command that starts the service after --, or --pid, or --stop-command."
                    : "A command after --, --pid and --stop-command are three ways to reach the service; give one.");
        }

        var chosen = new FirstToSay(line, _ways);
        if (command.Count > 0 && chosen.Says(DrillOptions.StartCommand))
        {
            throw new DrillRefusedException("--start-command goes with --pid or --stop-command; a command after -- is started again as it stands.");
        }

        if (command.Count == 0 && chosen.Says(DrillOptions.SignalTo))
        {
            throw new DrillRefusedException(
                "--signal-to goes with a command after --: with --pid that process gets the signal, with --stop-command the command sees to it.");
        }

        if (command.Count > 0 && (string.IsNullOrWhiteSpace(command[0]) || command.Contains(null)))
        {
            throw new DrillRefusedException("The command that starts the service has an empty program, or null for a word.");
        }

        if (startsAgain && command.Count == 0 && start is null)
        {
            throw new DrillRefusedException("--restart and more than one cycle need --start-command, which brings the service back.");
        }

        return command.Count > 0 ? new ServiceAccess.Started([.. command.OfType<string>()], _said.Get(DrillOptions.SignalTo))
            : _ways.FindValue(DrillOptions.Pid) is { } id ? new ServiceAccess.Attached(id, start)
            : new ServiceAccess.Commanded(_ways.Get(DrillOptions.StopCommand), start);
    }

    private ReportFiles Files()
    {
        DrillOption<string>[] files = [DrillOptions.Json, DrillOptions.Junit, DrillOptions.Html, DrillOptions.ServiceLog];
        string?[] paths = [.. files.Select(option => _said.Find(option) is { } path ? Writable(path, option.Flag) : null)];
        return paths.OfType<string>().GroupBy(path => path).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new DrillRefusedException(
                $"Two of {string.Join(", ", files.Select(option => option.Flag))} lead to {twice.Key}; each needs a file of its own.")
            : new(paths[0], paths[1], paths[2], paths[3]);
    }

    // The whole path of a file that can be written, found out before the drill: makes its folder, and leaves the file as it was.
    private string Writable(string path, string option)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new DrillRefusedException($"{option} needs the path of a file.");
        }

        try
        {
            string whole = Path.GetFullPath(path, currentFolder);
            if (Directory.Exists(whole))
            {
                throw new DrillRefusedException($"'{path}' is a folder; {option} needs the path of a file.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            bool existed = File.Exists(whole);
            using (new FileStream(whole, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
            }

            if (!existed)
            {
                File.Delete(whole);
            }

            return whole;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DrillRefusedException($"'{path}', which {option} names, cannot be written: {e.Message}", e);
        }
    }
}
