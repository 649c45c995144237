using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Tests.Tokens;

internal static partial class SignalRows
{
    private static SignalRow[] Sources =>
    [
        Service("linked to one", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); await Probe.Of(linked.Token);",
            Signal.ServiceStop),
        Service("linked to two",
            "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping); "
                + "await Probe.Of(linked.Token);", Signal.Stop),
        Service("linked to three", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping, "
            + "default); await Probe.Of(linked.Token);", Signal.Stop),
        Service("linked to an array", "CancellationToken[] all = new[] { stoppingToken, lifetime.ApplicationStopping }; "
            + "using var linked = CancellationTokenSource.CreateLinkedTokenSource(all); await Probe.Of(linked.Token);", Signal.Stop),
        Service("linked to a collection expression", "CancellationToken[] all = [stoppingToken, lifetime.ApplicationStopping]; "
            + "using var linked = CancellationTokenSource.CreateLinkedTokenSource(all); await Probe.Of(linked.Token);", Signal.Stop),
        Service("linked to anything", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(Tokens()); await Probe.Of(linked.Token);",
            Signal.Unknown, "private static CancellationToken[] Tokens() => new CancellationToken[1];"),
        Service("linked to something unknown as well",
            "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, Other); await Probe.Of(linked.Token);",
            Signal.ServiceStop | Signal.Unknown, "public CancellationToken Other { get; set; }"),
        Service("linked to none", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken.None); await Probe.Of(linked.Token);",
            Signal.Never),
        Service("linked in place", "await Probe.Of(CancellationTokenSource.CreateLinkedTokenSource(stoppingToken).Token);", Signal.ServiceStop),
        Service("linked to a link", "using var a = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); "
            + "using var b = CancellationTokenSource.CreateLinkedTokenSource(a.Token, lifetime.ApplicationStopping); "
            + "await Probe.Of(b.Token);", Signal.Stop),
        Service("linked, with a deadline", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); "
            + "linked.CancelAfter(TimeSpan.FromSeconds(5)); await Probe.Of(linked.Token);", Signal.ServiceStop | Signal.Timeout),
        Service("linked to a timeout", "using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(5)); "
            + "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, budget.Token); "
            + "await Probe.Of(linked.Token);", Signal.ServiceStop | Signal.Timeout),
        Service("linked, with a second owner",
            "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); await Probe.Of(linked.Token); linked.Cancel();",
            Signal.ServiceStop | Signal.Unknown),
        Service("in a using statement", "using (var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken)) { await Probe.Of(linked.Token); }",
            Signal.ServiceStop),
        Any("time span", "using var source = new CancellationTokenSource(TimeSpan.FromSeconds(5)); await Probe.Of(source.Token);", Signal.Timeout),
        Any("milliseconds", "using var source = new CancellationTokenSource(5000); await Probe.Of(source.Token);", Signal.Timeout),
        Any("a clock of its own", "using var source = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System); await Probe.Of(source.Token);",
            Signal.Timeout),
        Any("cancel after", "using var source = new CancellationTokenSource(); source.CancelAfter(5000); await Probe.Of(source.Token);", Signal.Timeout),
        Any("target-typed source", "using CancellationTokenSource source = new(TimeSpan.FromSeconds(5)); await Probe.Of(source.Token);", Signal.Timeout),
        Any("source in place", "await Probe.Of(new CancellationTokenSource(1000).Token);", Signal.Timeout),
        Any("source that nobody cancels", "using var source = new CancellationTokenSource(); await Probe.Of(source.Token);", Signal.Unknown),
        Any("no time limit after all", "using var source = new CancellationTokenSource(Timeout.Infinite); await Probe.Of(source.Token);", Signal.Unknown),
        Any("token of a source in a local", "using var source = new CancellationTokenSource(5000); var token = source.Token; await Probe.Of(token);",
            Signal.Timeout),
        Any("either source", "var source = Environment.HasShutdownStarted ? new CancellationTokenSource(1) : "
            + "CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping); await "
            + "Probe.Of(source.Token);", Signal.Timeout | Signal.HostStop),
        Any("link in a field", "await Probe.Of(_linked.Token);", Signal.HostStop,
            "private readonly CancellationTokenSource _linked = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);"),
        Any("link in a property", "await Probe.Of(Linked.Token);", Signal.HostStop,
            "private CancellationTokenSource Linked { get; } = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);"),
        Any("link made by a method", "using var source = Link(lifetime.ApplicationStopping); await Probe.Of(source.Token);", Signal.HostStop | Signal.Timeout,
            "private "
            + "static CancellationTokenSource Link(CancellationToken token) { var source = CancellationTokenSource.CreateLinkedTokenSource(token); "
            + "source.CancelAfter(5000); return source; }"),
        Any("link made when first asked for",
            "_linked ??= CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping); await Probe.Of(_linked.Token);", Signal.HostStop,
            "private CancellationTokenSource? _linked;"),
        Service("source passed on", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); await RunAsync(linked);",
            Signal.ServiceStop, "private static Task RunAsync(CancellationTokenSource source) => Probe.Of(source.Token);"),
        Service("token of a maybe missing source", "await Probe.Of(_source?.Token);", Signal.Timeout, "private CancellationTokenSource? _source = new(5000);"),
        new("own source, cancelled in StopAsync", Start, "_ = Task.Run(() => Console.WriteLine()); await Probe.Of(_stop.Token);", Signal.ServiceStop)
        {
            Is = "IHostedService", Members = "private readonly CancellationTokenSource _stop = new(); public Task StopAsync(CancellationToken "
                + "cancellationToken) { _stop.Cancel(); return Task.CompletedTask; }",
        },
        new("own source, set in StartAsync", Start, "_stop = new CancellationTokenSource(); await Probe.Of(_stop.Token);", Signal.ServiceStop)
        {
            Is = "IHostedService", Members = "private CancellationTokenSource? _stop; public async Task StopAsync(CancellationToken cancellationToken) "
                + "{ if (_stop is not null) { await _stop.CancelAsync(); } }",
        },
        new("own source, linked to the start token", Start,
            "_stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken); await Probe.Of(_stop.Token);", Signal.ServiceStop | Signal.StartAbort)
        {
            Is = "IHostedService", Members = "private CancellationTokenSource? _stop; public Task StopAsync(CancellationToken cancellationToken) "
                + "{ _stop?.Cancel(); _stop = null; return Task.CompletedTask; }",
        },
        new("own source, cancelled in Dispose", Start, "await Probe.Of(_stop.Token);", Signal.ServiceStop)
        {
            Is = "IHostedService, IDisposable",
            Members = EmptyStop + "private readonly CancellationTokenSource _stop = new(); public void Dispose() => _stop.Cancel();",
        },
        new("own source, cancelled by a helper of StopAsync", Start, "await Probe.Of(_stop.Token);", Signal.ServiceStop)
        {
            Is = "IHostedService", Members = "private readonly CancellationTokenSource _stop = new(); public Task StopAsync(CancellationToken "
                + "cancellationToken) { End(); return Task.CompletedTask; } private void End() => _stop.Cancel();",
        },
        new("own source, also cancelled elsewhere", Start, "await Probe.Of(_stop.Token);", Signal.ServiceStop | Signal.Unknown)
        {
            Is = "IHostedService", Members = "private readonly CancellationTokenSource _stop = new(); public void Restart() => _stop.Cancel(); "
                + "public Task StopAsync(CancellationToken cancellationToken) { _stop.Cancel(); return Task.CompletedTask; }",
        },
        Any("own source of no service", "await Probe.Of(_stop.Token);", Signal.Unknown,
            "private readonly CancellationTokenSource _stop = new(); public void Dispose() => _stop.Cancel();"),
        Any("source cancelled when the host stops",
            "using var source = new CancellationTokenSource(); lifetime.ApplicationStopping.Register(() => source.Cancel()); "
                + "await Probe.Of(source.Token);", Signal.HostStop),
        Any("source cancelled when the host stops, by method group",
            "using var source = new CancellationTokenSource(); lifetime.ApplicationStopping.Register(source.Cancel); await Probe.Of(source.Token);",
            Signal.HostStop),
        Any("source cancelled when the host stops, by a method", "lifetime.ApplicationStopping.Register(OnStopping); await Probe.Of(_source.Token);",
            Signal.HostStop, "private readonly CancellationTokenSource _source = new(); private void OnStopping() => _source.Cancel();"),
        Any("source with a time limit from the moment the host stops", "using var source = new CancellationTokenSource(); "
            + "lifetime.ApplicationStopping.Register(() => source.CancelAfter(5000)); await Probe.Of(source.Token);", Signal.Timeout),
        Any("source cancelled at SIGTERM", "using var source = new CancellationTokenSource(); using var signal = "
            + "System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, _ => source.Cancel()); "
            + "await Probe.Of(source.Token);", Signal.HostStop),
        Any("source cancelled by Ctrl+C", "using var source = new CancellationTokenSource(); Console.CancelKeyPress += (_, e) => { e.Cancel = true; "
            + "source.Cancel(); }; await Probe.Of(source.Token);", Signal.HostStop),
    ];

    private static SignalRow[] Functions =>
    [
        Service("private method", "await RunAsync(stoppingToken);", Signal.ServiceStop,
            "private static Task RunAsync(CancellationToken token) => Probe.Of(token);"),
        Service("private method, two callers", "await RunAsync(stoppingToken); await RunAsync(lifetime.ApplicationStopping);", Signal.Stop,
            "private static Task RunAsync(CancellationToken token) => Probe.Of(token);"),
        Service("private method, one caller without a token", "await RunAsync(stoppingToken); await RunAsync();", Signal.ServiceStop | Signal.Never,
            "private static Task RunAsync(CancellationToken token = default) => Probe.Of(token);"),
        Service("private method, argument omitted", "await RunAsync();", Signal.Never,
            "private static Task RunAsync(CancellationToken token = default) => Probe.Of(token);"),
        Service("private method, argument named", "await RunAsync(token: stoppingToken, id: 1);", Signal.ServiceStop,
            "private static Task RunAsync(int id, CancellationToken token) => Probe.Of(token);"),
        Service("private method of a private method", "await OuterAsync(stoppingToken);", Signal.ServiceStop, "private static Task "
            + "OuterAsync(CancellationToken token) => InnerAsync(token); private static Task InnerAsync(CancellationToken token) => Probe.Of(token);"),
        Service("recursion", "await RunAsync(stoppingToken, 3);", Signal.ServiceStop, "private static async Task RunAsync(CancellationToken token, "
            + "int left) { await Probe.Of(token); if (left > 0) { await RunAsync(token, left - 1); } }"),
        Service("mutual recursion", "await OneAsync(stoppingToken, 3);", Signal.ServiceStop, "private static Task OneAsync(CancellationToken token, "
            + "int left) => left > 0 ? TwoAsync(token, left) : Probe.Of(token); private static Task TwoAsync(CancellationToken token, int left) "
            + "=> OneAsync(token, left - 1);"),
        Service("recursion that nobody starts", "await Task.CompletedTask;", Signal.Unknown,
            "private static async Task RunAsync(CancellationToken token) { await Probe.Of(token); await RunAsync(token); }"),
        Service("public method", "await RunAsync(stoppingToken);", Signal.Unknown, "public static Task RunAsync(CancellationToken token) => Probe.Of(token);"),
        Service("generic private method", "await RunAsync(1, stoppingToken);", Signal.ServiceStop,
            "private static Task RunAsync<T>(T item, CancellationToken token) => Probe.Of(token);"),
        Service("local function with a parameter", "await Local(stoppingToken); static Task Local(CancellationToken token) => Probe.Of(token);",
            Signal.ServiceStop),
        Service("local function, two callers",
            "await Local(stoppingToken); await Local(default); static Task Local(CancellationToken token) => Probe.Of(token);",
            Signal.ServiceStop | Signal.Never),
        Service("lambda in a local", "Func<CancellationToken, Task> run = token => Probe.Of(token); await run(stoppingToken);", Signal.ServiceStop),
        Service("lambda that escapes", "Func<CancellationToken, Task> run = token => Probe.Of(token); await run(stoppingToken); Console.WriteLine(run);",
            Signal.ServiceStop | Signal.Unknown),
        Service("lambda of a private method", "await CallAsync(token => Probe.Of(token), stoppingToken);", Signal.ServiceStop,
            "private static Task CallAsync(Func<CancellationToken, Task> work, CancellationToken token) => work(token);"),
        Service("lambda of a method that passes it on", "await CallAsync(token => Probe.Of(token), stoppingToken);", Signal.ServiceStop, "private static "
            + "Task CallAsync(Func<CancellationToken, Task> work, CancellationToken token) => DeepAsync(work, token); "
            + "private static Task DeepAsync(Func<CancellationToken, Task> work, CancellationToken token) => work.Invoke(token);"),
        Service("lambda of a stranger", "await Task.Run(() => Lazily(token => Probe.Of(token)));", Signal.Unknown,
            "public static Task Lazily(Func<CancellationToken, Task> work) => Task.Factory.StartNew(() => work(new Dictionary<int, CancellationToken>()[1]));"),
        Service("method group in a local", "Func<CancellationToken, Task> run = RunAsync; await run(stoppingToken);", Signal.ServiceStop,
            "private static Task RunAsync(CancellationToken token) => Probe.Of(token);"),
        Service("parallel loop", "await Parallel.ForEachAsync(new[] { 1 }, stoppingToken, async (_, token) => await Probe.Of(token));", Signal.ServiceStop),
        Service("parallel loop with options", "await Parallel.ForEachAsync(new[] { 1 }, new ParallelOptions { MaxDegreeOfParallelism = 2, "
            + "CancellationToken = stoppingToken }, async (_, token) => await Probe.Of(token));", Signal.ServiceStop),
        Service("parallel loop with options in a local", "var options = new ParallelOptions { CancellationToken = stoppingToken }; "
            + "await Parallel.ForEachAsync(new[] { 1 }, options, async (_, token) => await Probe.Of(token));", Signal.ServiceStop),
        Service("parallel loop without a token", "await Parallel.ForEachAsync(new[] { 1 }, async (_, token) => await Probe.Of(token));", Signal.Unknown),
        Service("captured in a started task", "await Task.Run(async () => await Probe.Of(stoppingToken));", Signal.ServiceStop),
        Service("captured in a nested lambda", "Action a = () => { Action b = () => Probe.Of(stoppingToken); b(); }; a(); await Task.CompletedTask;",
            Signal.ServiceStop),
        Service("captured and changed later", "var token = stoppingToken; Func<Task> run = () => Probe.Of(token); token = CancellationToken.None; await run();",
            Signal.ServiceStop | Signal.Never),
        Service("token of a registered callback", "stoppingToken.Register((state, token) => Probe.Of(token), null); await Task.CompletedTask;",
            Signal.ServiceStop | Signal.AlreadyFired),
        Service("enumerated with a token", "await foreach (var item in ItemsAsync().WithCancellation(stoppingToken)) { Console.WriteLine(item); }",
            Signal.ServiceStop | Signal.Never, "private "
            + "static async IAsyncEnumerable<int> ItemsAsync([EnumeratorCancellation] CancellationToken token = default) { await Probe.Of(token); "
            + "yield return 1; }"),
        Service("enumerated as it is", "await foreach (var item in ItemsAsync(stoppingToken)) { Console.WriteLine(item); }", Signal.ServiceStop, "private "
            + "static async IAsyncEnumerable<int> ItemsAsync([EnumeratorCancellation] CancellationToken token = default) { await Probe.Of(token); "
            + "yield return 1; }"),
        Service("sequence handed on", "Console.WriteLine(ItemsAsync(stoppingToken)); await Task.CompletedTask;", Signal.ServiceStop | Signal.Unknown, "private "
            + "static async IAsyncEnumerable<int> ItemsAsync([EnumeratorCancellation] CancellationToken token = default) { await Probe.Of(token); "
            + "yield return 1; }"),
        Service("argument of WithCancellation", "await foreach (var item in ItemsAsync().WithCancellation(stoppingToken)) { await Probe.Of(stoppingToken); }",
            Signal.ServiceStop, "private static async IAsyncEnumerable<int> ItemsAsync() { await Task.Yield(); yield return 1; }"),
    ];
}
