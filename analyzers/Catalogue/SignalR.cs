using GracefulAnalyzers.Signals;

namespace GracefulAnalyzers.Catalogue;

internal static class SignalR
{
    public static readonly Framework Framework = new(
        "SignalR",
        "https://learn.microsoft.com/aspnet/core/signalr/hubs",
        "Microsoft.AspNetCore.SignalR.Hub")
    {
        Hubs = ["Microsoft.AspNetCore.SignalR.Hub"],
        // Connections are closed as soon as the application stops, before requests are drained.
        Tokens = [new("Microsoft.AspNetCore.SignalR.HubCallerContext::ConnectionAborted", Signal.ClientGone | Signal.HostStop)],
    };
}
