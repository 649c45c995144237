class A { CancellationToken M(KafkaFlow.IConsumerContext c) => c.WorkerStopped; }
