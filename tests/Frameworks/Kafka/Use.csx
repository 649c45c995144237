using Confluent.Kafka;

class A { ConsumeResult<string, string> M(IConsumer<string, string> c) => c.Consume(default(CancellationToken)); }
