using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class RabbitMq
{
    public static readonly Framework V7 = new(
        "RabbitMq7",
        "https://www.rabbitmq.com/client-libraries/dotnet-api-guide; https://github.com/rabbitmq/rabbitmq-dotnet-client/issues/1787",
        "RabbitMQ.Client.IChannel")
    {
        Members =
        [
            Member.Settle("RabbitMQ.Client.IChannel::BasicAckAsync"),
            Member.Settle("RabbitMQ.Client.IChannel::BasicNackAsync"),
            Member.Settle("RabbitMQ.Client.IChannel::BasicRejectAsync"),
            Member.Receive("RabbitMQ.Client.IChannel::BasicConsumeAsync"),
            Member.Receive("RabbitMQ.Client.IChannelExtensions::BasicConsumeAsync"),
            Member.Receive("RabbitMQ.Client.IChannel::BasicGetAsync"),
            Member.Drain("RabbitMQ.Client.IChannel::BasicCancelAsync"),
            Member.Drain("RabbitMQ.Client.IChannelExtensions::CloseAsync"),
            Member.Drain("RabbitMQ.Client.IConnectionExtensions::CloseAsync"),
            Member.Work("RabbitMQ.Client.IChannel::BasicPublishAsync", Effect.Publish),
            Member.Work("RabbitMQ.Client.IChannelExtensions::BasicPublishAsync", Effect.Publish),
        ],
        Traits =
        [
            new(Trait.Return, "RabbitMQ.Client.IChannel::BasicNackAsync"),
            new(Trait.Return, "RabbitMQ.Client.IChannel::BasicRejectAsync"),
            new(Trait.InstantReceive, "RabbitMQ.Client.IChannel::BasicGetAsync"),
            new(Trait.MessageIdentity, "RabbitMQ.Client.IReadOnlyBasicProperties::MessageId"),
            new(Trait.MessageIdentity, "RabbitMQ.Client.Events.BasicDeliverEventArgs::DeliveryTag"),
            new(Trait.MessageIdentity, "RabbitMQ.Client.Events.BasicDeliverEventArgs::ConsumerTag"),
        ],
        Tokens = [new("RabbitMQ.Client.Events.AsyncEventArgs::CancellationToken", Signal.ChannelClosed)],
        Handlers =
        [
            new(HandlerShape.Event, "RabbitMQ.Client.Events.AsyncEventingBasicConsumer::ReceivedAsync"),
            new(HandlerShape.Override, "RabbitMQ.Client.AsyncDefaultBasicConsumer::HandleBasicDeliverAsync"),
            new(HandlerShape.InterfaceMethod, "RabbitMQ.Client.IAsyncBasicConsumer::HandleBasicDeliverAsync"),
            new(HandlerShape.Pull, "RabbitMQ.Client.IChannel::BasicGetAsync"),
        ],
        Messages =
        [
            new("RabbitMQ.Client.Events.BasicDeliverEventArgs", ".BasicProperties.MessageId"),
            new("RabbitMQ.Client.BasicGetResult", ".BasicProperties.MessageId"),
            new("RabbitMQ.Client.IReadOnlyBasicProperties", ".MessageId"),
        ],
        LossyOptions =
        [
            new("RabbitMQ.Client.IChannel::BasicConsumeAsync", "autoAck", "true"),
            new("RabbitMQ.Client.IChannelExtensions::BasicConsumeAsync", "autoAck", "true"),
            new("RabbitMQ.Client.IChannel::BasicGetAsync", "autoAck", "true"),
        ],
    };

    public static readonly Framework V6 = new(
        "RabbitMq6",
        "https://github.com/rabbitmq/rabbitmq-dotnet-client/tree/6.x",
        "RabbitMQ.Client.IModel")
    {
        Members =
        [
            Member.Settle("RabbitMQ.Client.IModel::BasicAck"),
            Member.Settle("RabbitMQ.Client.IModel::BasicNack"),
            Member.Settle("RabbitMQ.Client.IModel::BasicReject"),
            Member.Receive("RabbitMQ.Client.IModel::BasicConsume"),
            // The class really is misspelt in every 6.x release.
            Member.Receive("RabbitMQ.Client.IModelExensions::BasicConsume"),
            Member.Receive("RabbitMQ.Client.IModel::BasicGet"),
            Member.Drain("RabbitMQ.Client.IModel::BasicCancel"),
            Member.Work("RabbitMQ.Client.IModel::BasicPublish", Effect.Publish),
            Member.Work("RabbitMQ.Client.IModelExensions::BasicPublish", Effect.Publish),
        ],
        Handlers =
        [
            new(HandlerShape.Event, "RabbitMQ.Client.Events.EventingBasicConsumer::Received"),
            new(HandlerShape.Event, "RabbitMQ.Client.Events.AsyncEventingBasicConsumer::Received"),
            new(HandlerShape.Override, "RabbitMQ.Client.DefaultBasicConsumer::HandleBasicDeliver"),
            new(HandlerShape.Override, "RabbitMQ.Client.AsyncDefaultBasicConsumer::HandleBasicDeliver"),
            new(HandlerShape.InterfaceMethod, "RabbitMQ.Client.IBasicConsumer::HandleBasicDeliver"),
            new(HandlerShape.Pull, "RabbitMQ.Client.IModel::BasicGet"),
        ],
        Traits =
        [
            new(Trait.Return, "RabbitMQ.Client.IModel::BasicNack"),
            new(Trait.Return, "RabbitMQ.Client.IModel::BasicReject"),
            new(Trait.MessageIdentity, "RabbitMQ.Client.IBasicProperties::MessageId"),
            new(Trait.MessageIdentity, "RabbitMQ.Client.Events.BasicDeliverEventArgs::DeliveryTag"),
        ],
        Messages =
        [
            new("RabbitMQ.Client.Events.BasicDeliverEventArgs", ".BasicProperties.MessageId"),
            new("RabbitMQ.Client.BasicGetResult", ".BasicProperties.MessageId"),
            new("RabbitMQ.Client.IBasicProperties", ".MessageId"),
        ],
        LossyOptions =
        [
            new("RabbitMQ.Client.IModel::BasicConsume", "autoAck", "true"),
            new("RabbitMQ.Client.IModelExensions::BasicConsume", "autoAck", "true"),
            new("RabbitMQ.Client.IModel::BasicGet", "autoAck", "true"),
        ],
    };
}
