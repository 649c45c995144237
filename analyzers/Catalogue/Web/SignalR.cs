using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Catalogue;

internal static class SignalR
{
    public static readonly Framework Framework = new(
        "SignalR",
        "https://learn.microsoft.com/aspnet/core/signalr/hubs",
        "Microsoft.AspNetCore.SignalR.Hub")
    {
        Traits = [new(Trait.Hub, "Microsoft.AspNetCore.SignalR.Hub")],
        // Connections are closed as soon as the application stops, before requests are drained.
        Tokens = [new("Microsoft.AspNetCore.SignalR.HubCallerContext::ConnectionAborted", Signal.ClientGone | Signal.HostStop)],
    };

    /// <summary>True for a member that gives clients besides the caller: <c>Clients.All</c>, <c>Clients.Group(…)</c>.</summary>
    public static bool ReachesOthers(ISymbol? clients) =>
        clients is { Name: not ("Caller" or "Clients"), ContainingType: { Name: "IHubClients" or "IHubCallerClients" } type }
        && type.ContainingNamespace?.ToDisplayString() == "Microsoft.AspNetCore.SignalR";
}
