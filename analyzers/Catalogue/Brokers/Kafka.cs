using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class Kafka
{
    private const string Consumer = "Confluent.Kafka.IConsumer`2::";
    private const string Producer = "Confluent.Kafka.IProducer`2::";

    public static readonly Framework Framework = new(
        "Kafka",
        "https://docs.confluent.io/platform/current/clients/confluent-kafka-dotnet/_site/api/Confluent.Kafka.IConsumer-2.html",
        "Confluent.Kafka.IConsumer`2")
    {
        Members =
        [
            Member.Receive(Consumer + "Consume"),
            Member.Settle(Consumer + "Commit"),
            Member.Settle(Consumer + "StoreOffset"),
            Member.Drain(Consumer + "Close"),
            Member.Work(Producer + "ProduceAsync", Effect.Publish),
            Member.Work(Producer + "Produce", Effect.Publish),
            Member.Flush(Producer + "Flush"),
        ],
    };
}
