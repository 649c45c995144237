using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class EasyNetQ
{
    public static readonly Framework Framework = new(
        "EasyNetQ",
        "https://github.com/EasyNetQ/EasyNetQ/issues/1007",
        "EasyNetQ.IBus")
    {
        // Cancelled when the consumer is disposed, before its handlers are done.
        Tokens =
        [
            new("EasyNetQ.IPubSub::SubscribeAsync", Signal.ServiceStop, OfDelegate: true),
            new("EasyNetQ.AutoSubscribe.IConsumeAsync`1::ConsumeAsync", Signal.ServiceStop),
        ],
    };
}
