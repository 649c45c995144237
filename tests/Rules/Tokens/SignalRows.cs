using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Tests.Tokens;

/// <summary>The rows of the classification, by what they show.</summary>
internal static partial class SignalRows
{
    private const string Execute = "protected override async Task ExecuteAsync(CancellationToken stoppingToken)";
    private const string Start = "public async Task StartAsync(CancellationToken cancellationToken)";
    private const string Stop = "public async Task StopAsync(CancellationToken cancellationToken)";
    private const string EmptyStart = "public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;";
    private const string EmptyStop = "public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;";
    private const string Request = "public async Task AnswerAsync(HttpContext context)";

    public static ImmutableArray<SignalRow> All { get; } =
    [
        .. Roles, .. Values, .. Members, .. Sources, .. Functions, .. Fired, .. NotFired, .. Maybe, .. Frameworks,
    ];

    private static SignalRow[] Roles =>
    [
        Service("stopping token", "await Probe.Of(stoppingToken);", Signal.ServiceStop),
        new("start token", Start, "await Probe.Of(cancellationToken);", Signal.StartAbort) { Is = "IHostedService", Members = EmptyStop },
        new("stop token", Stop, "await Probe.Of(cancellationToken);", Signal.Deadline) { Is = "IHostedService", Members = EmptyStart },
        new("start override of a background service", "public override async Task StartAsync(CancellationToken cancellationToken)",
            "await Probe.Of(cancellationToken);", Signal.StartAbort)
        {
            Is = "BackgroundService", Members = "protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;",
        },
        new("stop override of a background service", "public override async Task StopAsync(CancellationToken cancellationToken)",
            "await Probe.Of(cancellationToken);", Signal.Deadline)
        {
            Is = "BackgroundService", Members = "protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;",
        },
        new("lifecycle: started", "public async Task StartedAsync(CancellationToken cancellationToken)", "await Probe.Of(cancellationToken);",
            Signal.StartAbort)
        {
            Is = "IHostedLifecycleService",
            Members = EmptyStart + EmptyStop + "public Task StartingAsync(CancellationToken t) => Task.CompletedTask; "
                + "public Task StoppingAsync(CancellationToken t) => Task.CompletedTask; public Task StoppedAsync(CancellationToken t) "
                + "=> Task.CompletedTask;",
        },
        new("lifecycle: stopping", "public async Task StoppingAsync(CancellationToken cancellationToken)", "await Probe.Of(cancellationToken);",
            Signal.Deadline)
        {
            Is = "IHostedLifecycleService",
            Members = EmptyStart + EmptyStop + "public Task StartingAsync(CancellationToken t) => Task.CompletedTask; "
                + "public Task StartedAsync(CancellationToken t) => Task.CompletedTask; public Task StoppedAsync(CancellationToken t) "
                + "=> Task.CompletedTask;",
        },
        Any("application stopping", "await Probe.Of(lifetime.ApplicationStopping);", Signal.HostStop),
        Any("application stopped", "await Probe.Of(lifetime.ApplicationStopped);", Signal.Unknown),
        Any("application started", "await Probe.Of(lifetime.ApplicationStarted);", Signal.AlreadyFired),
        new("request aborted", Request, "await Probe.Of(context.RequestAborted);", Signal.ClientGone),
        new("request aborted, by the response", Request, "await Probe.Of(context.Response.HttpContext.RequestAborted);", Signal.ClientGone),
        new("request aborted, by an accessor", "public async Task RunAsync()", "await Probe.Of(accessor.HttpContext?.RequestAborted);",
            Signal.ClientGone) { Takes = "IHttpContextAccessor accessor" },
        new("request aborted, or none", "public async Task RunAsync()", "await Probe.Of(accessor.HttpContext?.RequestAborted ?? CancellationToken.None);",
            Signal.ClientGone | Signal.Never) { Takes = "IHttpContextAccessor accessor" },
        new("bound parameter of an action", "public async Task Get(CancellationToken cancellationToken)", "await Probe.Of(cancellationToken);",
            Signal.ClientGone) { Is = "ControllerBase" },
        new("bound parameter of a page's handler", "public async Task OnPostDeleteAsync(CancellationToken cancellationToken)",
            "await Probe.Of(cancellationToken);", Signal.ClientGone) { Is = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel" },
        new("parameter of a page's other method", "public async Task OnceAsync(CancellationToken cancellationToken)", "await Probe.Of(cancellationToken);",
            Signal.Unknown) { Is = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel" },
        new("request aborted, of a filter's context", "public async Task FilterAsync(EndpointFilterInvocationContext context)",
            "await Probe.Of(context.HttpContext.RequestAborted);", Signal.ClientGone),
        new("request aborted, of a controller", "public async Task Get()", "await Probe.Of(HttpContext.RequestAborted);",
            Signal.ClientGone) { Is = "ControllerBase" },
        new("bound parameter of a route's lambda", "public async Task MapAsync(IEndpointRouteBuilder app)",
            "await Task.Yield(); app.MapGet(\"/\", async (CancellationToken token) => await Probe.Of(token));", Signal.ClientGone),
        new("bound parameter of a route's local function", "public async Task MapAsync(IEndpointRouteBuilder app)",
            "await Task.Yield(); app.MapGet(\"/\", Answer); static async Task Answer(CancellationToken token) => await Probe.Of(token);", Signal.ClientGone),
        new("unknown caller", "public async Task RunAsync(CancellationToken token)", "await Probe.Of(token);", Signal.Unknown),
        new("unknown caller, optional", "public async Task RunAsync(CancellationToken token = default)", "await Probe.Of(token);", Signal.Unknown),
        new("out of a dictionary", "public async Task RunAsync(Dictionary<string,CancellationToken> tokens)", "await Probe.Of(tokens[\"x\"]);", Signal.Unknown),
        new("from another assembly's source", "public async Task RunAsync(CancellationTokenSource source)", "await Probe.Of(source.Token);", Signal.Unknown),
        new("delivery of a channel", "public async Task HandleAsync(RabbitMQ.Client.Events.BasicDeliverEventArgs delivery)",
            "await Probe.Of(delivery.CancellationToken);", Signal.ChannelClosed) { Frameworks = "RabbitMq7" },
        new("message of a processor", "public async Task HandleAsync(Azure.Messaging.ServiceBus.ProcessMessageEventArgs args)",
            "await Probe.Of(args.CancellationToken);", Signal.ServiceStop) { Frameworks = "AzureServiceBus" },
        new("context of a consumer", "public async Task HandleAsync(MassTransit.ConsumeContext context)", "await Probe.Of(context.CancellationToken);",
            Signal.Deadline) { Frameworks = "MassTransit" },
    ];

    private static SignalRow[] Values =>
    [
        Any("none", "await Probe.Of(CancellationToken.None);", Signal.Never),
        Any("default literal", "await Probe.Of(default);", Signal.Never),
        Any("default of the type", "await Probe.Of(default(CancellationToken));", Signal.Never),
        Any("new token", "await Probe.Of(new CancellationToken());", Signal.Never),
        Any("new uncancelled token", "await Probe.Of(new CancellationToken(false));", Signal.Never),
        Any("new cancelled token", "await Probe.Of(new CancellationToken(canceled: true));", Signal.AlreadyFired),
        Service("local", "var token = stoppingToken; await Probe.Of(token);", Signal.ServiceStop),
        Service("local of a local", "var a = stoppingToken; var b = a; await Probe.Of(b);", Signal.ServiceStop),
        Service("reassigned local", "var token = stoppingToken; token = CancellationToken.None; await Probe.Of(token);", Signal.Never),
        Service("maybe reassigned local",
            "var token = stoppingToken; if (Environment.HasShutdownStarted) token = lifetime.ApplicationStopping; await Probe.Of(token);", Signal.Stop),
        Service("local assigned in both branches", "CancellationToken token = default; if (Environment.HasShutdownStarted) { token = stoppingToken; } "
            + "else { token = lifetime.ApplicationStopping; } await Probe.Of(token);", Signal.Stop),
        Service("a branch that returns sends nothing on",
            "var token = stoppingToken; if (Environment.HasShutdownStarted) { token = CancellationToken.None; return; } await Probe.Of(token);",
            Signal.ServiceStop),
        Service("reassigned later in a loop",
            "var token = stoppingToken; while (Environment.HasShutdownStarted) { await Probe.Of(token); token = CancellationToken.None; }",
            Signal.ServiceStop | Signal.Never),
        Service("reassigned in a try, used in its catch",
            "var token = stoppingToken; try { token = CancellationToken.None; Console.WriteLine(); } catch (FormatException) { await Probe.Of(token); }",
            Signal.ServiceStop | Signal.Never),
        Service("reassigned parameter", "stoppingToken = CancellationToken.None; await Probe.Of(stoppingToken);", Signal.Never),
        Service("maybe reassigned parameter", "if (Environment.HasShutdownStarted) { stoppingToken = default; } await Probe.Of(stoppingToken);",
            Signal.ServiceStop | Signal.Never),
        Service("ternary", "await Probe.Of(Environment.HasShutdownStarted ? stoppingToken : CancellationToken.None);", Signal.ServiceStop | Signal.Never),
        Service("coalesce", "CancellationToken? own = null; await Probe.Of(own ?? stoppingToken);", Signal.ServiceStop | Signal.Never),
        Service("nullable value", "CancellationToken? own = stoppingToken; await Probe.Of(own.Value);", Signal.ServiceStop),
        Service("nullable value or default", "CancellationToken? own = stoppingToken; await Probe.Of(own.GetValueOrDefault());", Signal.ServiceStop),
        Service("coalesce with throw", "CancellationToken? own = stoppingToken; await Probe.Of(own ?? throw new InvalidOperationException());",
            Signal.ServiceStop),
        Service("coalescing assignment", "CancellationToken? own = stoppingToken; own ??= lifetime.ApplicationStopping; await Probe.Of(own);", Signal.Stop),
        Service("switch expression", "await Probe.Of(Environment.TickCount switch { 0 => stoppingToken, 1 => lifetime.ApplicationStopping, "
            + "_ => throw new InvalidOperationException() });", Signal.Stop),
        Service("switch statement", "CancellationToken token; switch (Environment.TickCount) { case 0: token = stoppingToken; break; default: "
            + "token = default; break; } await Probe.Of(token);", Signal.ServiceStop | Signal.Never),
        Service("deconstruction", "var (token, name) = (stoppingToken, \"a\"); Console.WriteLine(name); await Probe.Of(token);", Signal.ServiceStop),
        Service("deconstruction into locals", "CancellationToken a, b; (a, b) = (stoppingToken, lifetime.ApplicationStopping); await Probe.Of(b);",
            Signal.HostStop),
        Service("nested deconstruction", "var ((token, _), _) = ((stoppingToken, 1), 2); await Probe.Of(token);", Signal.ServiceStop),
        Service("deconstruction of a tuple in a local", "var pair = (stoppingToken, 1); var (token, _) = pair; await Probe.Of(token);", Signal.ServiceStop),
        Service("tuple element", "var pair = (1, stoppingToken); await Probe.Of(pair.Item2);", Signal.ServiceStop),
        Service("named tuple element", "var pair = (Other: lifetime.ApplicationStopping, Token: stoppingToken); await Probe.Of(pair.Token);",
            Signal.ServiceStop),
        Service("swap", "var a = stoppingToken; var b = lifetime.ApplicationStopping; (a, b) = (b, a); await Probe.Of(b);", Signal.ServiceStop),
        Service("deconstruction of a call's result", "var (token, _) = Split(); await Probe.Of(token);", Signal.Unknown,
            "private static (CancellationToken, int) Split() => default;"),
        Service("out argument", "Take(out var token); await Probe.Of(token);", Signal.Unknown,
            "private static void Take(out CancellationToken token) => token = default;"),
        Service("ref argument", "var token = stoppingToken; Change(ref token); await Probe.Of(token);", Signal.Unknown,
            "private static void Change(ref CancellationToken token) => token = default;"),
        Service("pattern variable", "object box = stoppingToken; if (box is CancellationToken token) await Probe.Of(token);", Signal.Unknown),
        Service("foreach variable", "foreach (var token in new[] { stoppingToken }) await Probe.Of(token);", Signal.Unknown),
        Service("assignment as an expression", "CancellationToken token; await Probe.Of(token = stoppingToken);", Signal.ServiceStop),
        Service("cast and parentheses", "await Probe.Of((CancellationToken)(stoppingToken));", Signal.ServiceStop),
    ];

    private static SignalRow[] Members =>
    [
        Service("field set from the constructor's parameter", "await Probe.Of(_token);", Signal.HostStop,
            "private readonly CancellationToken _token; public $TYPE(IHostApplicationLifetime host) : this(host, 0) => _token = host.ApplicationStopping;") with
        {
            Takes = "IHostApplicationLifetime lifetime, int retries", Is = "BackgroundService",
        },
        Service("field initialiser", "await Probe.Of(_token);", Signal.HostStop, "private readonly CancellationToken _token = lifetime.ApplicationStopping;"),
        Service("field of a primary constructor's parameter", "await Probe.Of(_lifetime.ApplicationStopping);", Signal.HostStop,
            "private readonly IHostApplicationLifetime _lifetime = lifetime;"),
        Service("get-only property", "await Probe.Of(Token);", Signal.HostStop, "private CancellationToken Token { get; } = lifetime.ApplicationStopping;"),
        Service("computed property", "await Probe.Of(Token);", Signal.HostStop, "private CancellationToken Token => lifetime.ApplicationStopping;"),
        Service("property with a getter's body", "await Probe.Of(Token);", Signal.HostStop | Signal.Never,
            "private CancellationToken Token { get { if (Environment.HasShutdownStarted) { return default; } return lifetime.ApplicationStopping; } }"),
        Service("settable property", "await Probe.Of(Token);", Signal.HostStop | Signal.Unknown,
            "public CancellationToken Token { get; set; } = lifetime.ApplicationStopping;"),
        Service("property with a private setter", "Token = stoppingToken; await Probe.Of(Token);", Signal.Stop,
            "public CancellationToken Token { get; private set; } = lifetime.ApplicationStopping;"),
        Service("public field", "await Probe.Of(Token);", Signal.HostStop | Signal.Unknown, "public CancellationToken Token = lifetime.ApplicationStopping;"),
        Service("field set from a method", "_token = stoppingToken; await Probe.Of(_token);", Signal.ServiceStop, "private CancellationToken _token;"),
        Service("field of two methods", "_token = stoppingToken; await Probe.Of(_token);", Signal.ServiceStop | Signal.StartAbort, "private "
            + "CancellationToken _token; public override Task StartAsync(CancellationToken cancellationToken) { _token = cancellationToken; "
            + "return base.StartAsync(cancellationToken); }"),
        Service("fields set by deconstruction", "await Probe.Of(_b);", Signal.Never,
            "private CancellationToken _a, _b; private void Fill() => (_a, _b) = (lifetime.ApplicationStopping, CancellationToken.None);"),
        Service("field that nobody sets", "await Probe.Of(_token);", Signal.Unknown, "private readonly CancellationToken _token;"),
        Service("field filled by reference", "Fill(ref _token); await Probe.Of(_token);", Signal.Unknown,
            "private CancellationToken _token; private static void Fill(ref CancellationToken token) => token = default;"),
        Service("static field", "await Probe.Of(Nothing);", Signal.Never, "private static readonly CancellationToken Nothing = CancellationToken.None;"),
        new("captured primary constructor parameter", "public async Task RunAsync()", "await Probe.Of(token);",
            Signal.Unknown) { Takes = "CancellationToken token" },
        new("constructor of a private type", Execute, "await new Work(stoppingToken).RunAsync();", Signal.ServiceStop)
        {
            Is = "BackgroundService", Members = "private sealed class Work { private readonly CancellationToken _token; "
                + "public Work(CancellationToken token) => _token = token; public Task RunAsync() => Probe.Of(_token); }",
        },
        new("primary constructor of a private type", Execute, "await new Work(stoppingToken).RunAsync();", Signal.ServiceStop)
        {
            Is = "BackgroundService", Members = "private sealed class Work(CancellationToken token) { public Task RunAsync() => Probe.Of(token); }",
        },
        new("method of a private type", Execute, "await new Work().RunAsync(stoppingToken);", Signal.ServiceStop)
        {
            Is = "BackgroundService", Members = "private sealed class Work { public Task RunAsync(CancellationToken token) => Probe.Of(token); }",
        },
        Service("property of a private record", "var work = new Work(1, stoppingToken); await Probe.Of(work.Token);", Signal.ServiceStop,
            "private sealed record Work(int Id, CancellationToken Token);"),
        Service("property of a private record in a field", "_work = new Work(1, stoppingToken); await Probe.Of(_work.Token);", Signal.ServiceStop,
            "private Work? _work; private sealed record Work(int Id, CancellationToken Token);"),
        Service("property of a public record's own object", "var work = new Work(1, stoppingToken); await Probe.Of(work.Token);", Signal.ServiceStop,
            "public sealed record Work(int Id, CancellationToken Token);"),
        new("property of anybody's record", "public async Task RunAsync(Work work)", "await Probe.Of(work.Token);",
            Signal.Unknown) { Members = "public sealed record Work(int Id, CancellationToken Token);" },
        Service("initialised property", "var work = new Work { Token = stoppingToken }; await Probe.Of(work.Token);", Signal.ServiceStop,
            "public sealed class Work { public CancellationToken Token { get; init; } }"),
        Service("initialised property of a private type", "_work = new Work { Token = stoppingToken }; await Probe.Of(_work.Token);", Signal.ServiceStop,
            "private Work? _work; private sealed class Work { public CancellationToken Token { get; init; } }"),
        Service("method that returns a token", "await Probe.Of(Token());", Signal.HostStop,
            "private CancellationToken Token() => lifetime.ApplicationStopping;"),
        Service("method that returns its argument", "await Probe.Of(Same(stoppingToken));", Signal.ServiceStop,
            "private static CancellationToken Same(CancellationToken token) => token;"),
        Service("members in a circle", "await Probe.Of(A);", Signal.Unknown, "private CancellationToken A => B; private CancellationToken B => A;"),
    ];

    private static SignalRow Service(string name, string body, Signal expected, string members = "") =>
        new(name, Execute, body, expected) { Takes = "IHostApplicationLifetime lifetime", Is = "BackgroundService", Members = members };

    private static SignalRow Any(string name, string body, Signal expected, string members = "") =>
        new(name, "public async Task RunAsync()", body, expected) { Takes = "IHostApplicationLifetime lifetime", Members = members };
}
