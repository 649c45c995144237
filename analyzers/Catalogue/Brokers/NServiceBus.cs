using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class NServiceBus
{
    public static readonly Framework Framework = new(
        "NServiceBus",
        "https://docs.particular.net/nservicebus/hosting/cooperative-cancellation",
        "NServiceBus.ICancellableContext")
    {
        Members = [Member.Drain("NServiceBus.IEndpointInstance::Stop")],
        Tokens = [new("NServiceBus.ICancellableContext::CancellationToken", Signal.Deadline)],
    };
}
