class A { Task M(Azure.Messaging.EventHubs.Processor.ProcessEventArgs a) => a.UpdateCheckpointAsync(a.CancellationToken); }
