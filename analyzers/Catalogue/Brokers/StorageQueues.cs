using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class StorageQueues
{
    private const string Client = "Azure.Storage.Queues.QueueClient::";

    public static readonly Framework Framework = new(
        "AzureStorageQueues",
        "https://learn.microsoft.com/dotnet/api/azure.storage.queues.queueclient",
        "Azure.Storage.Queues.QueueClient")
    {
        Members =
        [
            Member.Receive(Client + "ReceiveMessage"),
            Member.Receive(Client + "ReceiveMessageAsync"),
            Member.Receive(Client + "ReceiveMessages"),
            Member.Receive(Client + "ReceiveMessagesAsync"),
            Member.Settle(Client + "DeleteMessage"),
            Member.Settle(Client + "DeleteMessageAsync"),
            Member.Extend(Client + "UpdateMessage"),
            Member.Extend(Client + "UpdateMessageAsync"),
            Member.Work(Client + "SendMessage", Effect.Publish),
            Member.Work(Client + "SendMessageAsync", Effect.Publish),
        ],
        Traits =
        [
            new(Trait.InstantReceive, Client + "ReceiveMessage"),
            new(Trait.InstantReceive, Client + "ReceiveMessageAsync"),
            new(Trait.InstantReceive, Client + "ReceiveMessages"),
            new(Trait.InstantReceive, Client + "ReceiveMessagesAsync"),
        ],
    };
}
