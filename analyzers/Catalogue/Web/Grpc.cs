using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class Grpc
{
    public static readonly Framework Framework = new(
        "Grpc",
        "https://learn.microsoft.com/aspnet/core/grpc/services#access-grpc-request-headers",
        "Grpc.Core.ServerCallContext")
    {
        Tokens = [new("Grpc.Core.ServerCallContext::CancellationToken", Signal.ClientGone)],
        RequestScopes = [new("Grpc.Core.ServerCallContext", "CancellationToken")],
    };
}
