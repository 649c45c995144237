using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class KafkaFlow
{
    public static readonly Framework Framework = new(
        "KafkaFlow",
        "https://github.com/Farfetch/kafkaflow/blob/master/src/KafkaFlow.Abstractions/IConsumerContext.cs",
        "KafkaFlow.IConsumerContext")
    {
        Members = [Member.Drain("KafkaFlow.IKafkaBus::StopAsync")],
        // Cancelled when WorkerStopTimeout runs out, not at SIGTERM.
        Tokens = [new("KafkaFlow.IConsumerContext::WorkerStopped", Signal.Deadline)],
    };
}
