using Azure.Messaging.ServiceBus;

class A { Task M(ProcessMessageEventArgs a) => a.CompleteMessageAsync(a.Message, a.CancellationToken); }
