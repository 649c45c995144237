using Azure.Storage.Queues;

class A { Task M(QueueClient c) => c.ReceiveMessageAsync(); }
