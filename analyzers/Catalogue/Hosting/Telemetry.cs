namespace GracefulAnalyzers.Catalogue;

/// <summary>Logs, traces and metrics wait in buffers: what is not flushed on the way out tells nobody how the process ended.</summary>
internal static class Telemetry
{
    public static readonly Framework Serilog = new(
        "Serilog",
        "https://github.com/serilog/serilog/wiki/Lifecycle-of-Loggers",
        "Serilog.Log")
    {
        MissingInOldest = ["Serilog.Log::CloseAndFlushAsync"],
        Traits = [new(Trait.Logger, "Serilog.ILogger")],
        Members =
        [
            Member.Flush("Serilog.Log::CloseAndFlush"),
            Member.Flush("Serilog.Log::CloseAndFlushAsync"),
        ],
    };

    // `LogManager.Shutdown` closes the targets too, but first it flushes them.
    public static readonly Framework NLog = new(
        "NLog",
        "https://github.com/NLog/NLog/wiki/Tutorial#5-remember-to-flush",
        "NLog.LogManager")
    {
        MissingInOldest = ["NLog.LogFactory::FlushAsync"],
        Traits = [new(Trait.Logger, "NLog.ILogger")],
        Members =
        [
            Member.Flush("NLog.LogManager::Flush"),
            Member.Flush("NLog.LogManager::Shutdown"),
            Member.Flush("NLog.LogFactory::Flush"),
            Member.Flush("NLog.LogFactory::FlushAsync"),
        ],
    };

    public static readonly Framework OpenTelemetry = new(
        "OpenTelemetry",
        "https://opentelemetry.io/docs/specs/otel/trace/sdk/#forceflush; "
            + "https://github.com/open-telemetry/opentelemetry-dotnet/tree/main/docs/trace/customizing-the-sdk",
        "OpenTelemetry.Trace.TracerProviderExtensions")
    {
        Members =
        [
            Member.Flush("OpenTelemetry.Trace.TracerProviderExtensions::ForceFlush"),
            Member.Flush("OpenTelemetry.Metrics.MeterProviderExtensions::ForceFlush"),
            Member.Flush("OpenTelemetry.Logs.LoggerProviderExtensions::ForceFlush"),
        ],
    };

    public static readonly Framework ApplicationInsights = new(
        "ApplicationInsights",
        "https://learn.microsoft.com/azure/azure-monitor/app/api-custom-events-metrics#flushing-data; "
            + "https://learn.microsoft.com/dotnet/api/microsoft.applicationinsights.telemetryclient.flushasync",
        "Microsoft.ApplicationInsights.TelemetryClient")
    {
        MissingInOldest = ["Microsoft.ApplicationInsights.TelemetryClient::FlushAsync"],
        Members =
        [
            Member.Flush("Microsoft.ApplicationInsights.TelemetryClient::Flush"),
            Member.Flush("Microsoft.ApplicationInsights.TelemetryClient::FlushAsync"),
        ],
    };
}
