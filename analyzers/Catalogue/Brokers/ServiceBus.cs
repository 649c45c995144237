using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class ServiceBus
{
    private const string Args = "Azure.Messaging.ServiceBus.ProcessMessageEventArgs::";
    private const string SessionArgs = "Azure.Messaging.ServiceBus.ProcessSessionMessageEventArgs::";
    private const string Receiver = "Azure.Messaging.ServiceBus.ServiceBusReceiver::";

    public static readonly Framework Framework = new(
        "AzureServiceBus",
        "https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.processmessageeventargs.cancellationtoken; "
            + "the SDK's ReceiverManager.cs settles with None for the same reason",
        "Azure.Messaging.ServiceBus.ServiceBusProcessor",
        "Azure.Messaging.ServiceBus.ServiceBusReceiver")
    {
        Members =
        [
            Member.Settle(Args + "CompleteMessageAsync"),
            Member.Settle(Args + "AbandonMessageAsync"),
            Member.Settle(Args + "DeadLetterMessageAsync"),
            Member.Settle(Args + "DeferMessageAsync"),
            Member.Settle(SessionArgs + "CompleteMessageAsync"),
            Member.Settle(SessionArgs + "AbandonMessageAsync"),
            Member.Settle(SessionArgs + "DeadLetterMessageAsync"),
            Member.Settle(SessionArgs + "DeferMessageAsync"),
            Member.Settle(Receiver + "CompleteMessageAsync"),
            Member.Settle(Receiver + "AbandonMessageAsync"),
            Member.Settle(Receiver + "DeadLetterMessageAsync"),
            Member.Settle(Receiver + "DeferMessageAsync"),
            Member.Extend(Args + "RenewMessageLockAsync"),
            Member.Extend(Receiver + "RenewMessageLockAsync"),
            Member.Receive(Receiver + "ReceiveMessageAsync"),
            Member.Receive(Receiver + "ReceiveMessagesAsync"),
            Member.Drain("Azure.Messaging.ServiceBus.ServiceBusProcessor::StopProcessingAsync"),
            Member.Drain("Azure.Messaging.ServiceBus.ServiceBusProcessor::CloseAsync"),
            Member.Drain("Azure.Messaging.ServiceBus.ServiceBusSessionProcessor::StopProcessingAsync"),
            Member.Work("Azure.Messaging.ServiceBus.ServiceBusSender::SendMessageAsync", Effect.Publish),
            Member.Work("Azure.Messaging.ServiceBus.ServiceBusSender::SendMessagesAsync", Effect.Publish),
        ],
        Tokens =
        [
            new(Args + "CancellationToken", Signal.ServiceStop),
            new(SessionArgs + "CancellationToken", Signal.ServiceStop),
        ],
        Handlers =
        [
            new(HandlerShape.Event, "Azure.Messaging.ServiceBus.ServiceBusProcessor::ProcessMessageAsync"),
            new(HandlerShape.Event, "Azure.Messaging.ServiceBus.ServiceBusSessionProcessor::ProcessMessageAsync"),
            new(HandlerShape.Override, "Azure.Messaging.ServiceBus.ServiceBusProcessor::OnProcessMessageAsync"),
            new(HandlerShape.Pull, Receiver + "ReceiveMessageAsync"),
            new(HandlerShape.Pull, Receiver + "ReceiveMessagesAsync"),
        ],
        Traits =
        [
            new(Trait.Return, Args + "AbandonMessageAsync"),
            new(Trait.Return, SessionArgs + "AbandonMessageAsync"),
            new(Trait.Return, Receiver + "AbandonMessageAsync"),
            new(Trait.MessageIdentity, "Azure.Messaging.ServiceBus.ServiceBusReceivedMessage::MessageId"),
            new(Trait.MessageIdentity, "Azure.Messaging.ServiceBus.ServiceBusReceivedMessage::SequenceNumber"),
            new(Trait.MessageIdentity, "Azure.Messaging.ServiceBus.ServiceBusReceivedMessage::LockToken"),
        ],
        Messages =
        [
            new("Azure.Messaging.ServiceBus.ServiceBusReceivedMessage", ".MessageId"),
            new("Azure.Messaging.ServiceBus.ProcessMessageEventArgs", ".Message.MessageId"),
            new("Azure.Messaging.ServiceBus.ProcessSessionMessageEventArgs", ".Message.MessageId"),
        ],
        LossyOptions =
        [
            new("Azure.Messaging.ServiceBus.ServiceBusProcessorOptions::ReceiveMode", "", "ReceiveAndDelete"),
            new("Azure.Messaging.ServiceBus.ServiceBusSessionProcessorOptions::ReceiveMode", "", "ReceiveAndDelete"),
            new("Azure.Messaging.ServiceBus.ServiceBusReceiverOptions::ReceiveMode", "", "ReceiveAndDelete"),
        ],
    };
}
