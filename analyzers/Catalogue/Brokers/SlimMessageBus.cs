using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class SlimMessageBus
{
    public static readonly Framework Framework = new(
        "SlimMessageBus",
        "https://github.com/zarusz/SlimMessageBus/blob/master/docs/intro.md#consumer",
        "SlimMessageBus.IConsumer`1")
    {
        Tokens =
        [
            new("SlimMessageBus.IConsumer`1::OnHandle", Signal.ServiceStop),
            new("SlimMessageBus.IRequestHandler`1::OnHandle", Signal.ServiceStop),
            new("SlimMessageBus.IRequestHandler`2::OnHandle", Signal.ServiceStop),
            new("SlimMessageBus.IConsumerContext::CancellationToken", Signal.ServiceStop),
        ],
    };
}
