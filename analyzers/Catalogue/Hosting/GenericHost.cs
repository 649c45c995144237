using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class GenericHost
{
    public const string IHostedService = "Microsoft.Extensions.Hosting.IHostedService";
    public const string IHostedLifecycleService = "Microsoft.Extensions.Hosting.IHostedLifecycleService";
    public const string BackgroundService = "Microsoft.Extensions.Hosting.BackgroundService";

    public static readonly Framework Framework = new(
        "Hosting",
        "https://learn.microsoft.com/dotnet/core/extensions/generic-host#host-shutdown",
        IHostedService)
    {
        Traits =
        [
            new(Trait.Logger, "Microsoft.Extensions.Logging.ILogger"),
            new(Trait.Logger, "Microsoft.Extensions.Logging.LoggerExtensions"),
        ],
        // ApplicationStopped is missing on purpose: it fires when everything has stopped, so it bounds nothing that has to stop.
        Tokens =
        [
            new("Microsoft.Extensions.Hosting.BackgroundService::ExecuteAsync", Signal.ServiceStop),
            new("Microsoft.Extensions.Hosting.IHostedService::StartAsync", Signal.StartAbort),
            new("Microsoft.Extensions.Hosting.IHostedService::StopAsync", Signal.Deadline),
            new("Microsoft.Extensions.Hosting.BackgroundService::StartAsync", Signal.StartAbort),
            new("Microsoft.Extensions.Hosting.BackgroundService::StopAsync", Signal.Deadline),
            new("Microsoft.Extensions.Hosting.IHostedLifecycleService::StartingAsync", Signal.StartAbort),
            new("Microsoft.Extensions.Hosting.IHostedLifecycleService::StartedAsync", Signal.StartAbort),
            new("Microsoft.Extensions.Hosting.IHostedLifecycleService::StoppingAsync", Signal.Deadline),
            new("Microsoft.Extensions.Hosting.IHostedLifecycleService::StoppedAsync", Signal.Deadline),
            new("Microsoft.Extensions.Hosting.IHostApplicationLifetime::ApplicationStopping", Signal.HostStop),
            new("Microsoft.Extensions.Hosting.IHostApplicationLifetime::ApplicationStarted", Signal.AlreadyFired),
        ],
    };
}
