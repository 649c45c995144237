using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class Rebus
{
    public static readonly Framework Framework = new(
        "Rebus",
        "https://github.com/rebus-org/Rebus/blob/master/Rebus/Extensions/MessageContextExtensions.cs",
        "Rebus.Bus.IBus")
    {
        // Cancelled when the bus begins to be disposed, before it waits for its workers.
        Tokens = [new("Rebus.Extensions.MessageContextExtensions::GetCancellationToken", Signal.ServiceStop)],
    };
}
