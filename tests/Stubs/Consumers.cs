namespace Azure.Messaging.EventHubs
{
    public sealed class EventData;

    public class EventProcessorClient
    {
        public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}

namespace Azure.Messaging.EventHubs.Producer
{
    public class EventHubBufferedProducerClient
    {
        public virtual Task FlushAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}

namespace Azure.Messaging.EventHubs.Processor
{
    public struct ProcessEventArgs
    {
        public CancellationToken CancellationToken => default;

        public Task UpdateCheckpointAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}

namespace Azure.Messaging.EventHubs.Primitives
{
    public class EventProcessorPartition;

    public abstract class EventProcessor<TPartition>
        where TPartition : EventProcessorPartition, new()
    {
        public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        protected virtual Task UpdateCheckpointAsync(string partitionId, long offset, long? sequenceNumber, CancellationToken cancellationToken) => throw new NotSupportedException();

        protected abstract Task OnProcessingEventBatchAsync(IEnumerable<EventData> events, TPartition partition, CancellationToken cancellationToken);
    }
}

namespace Google.Cloud.PubSub.V1
{
    public sealed class PubsubMessage;

    public abstract class SubscriberClient
    {
        public enum Reply
        {
            Nack,
            Ack,
        }

        public virtual Task StartAsync(Func<PubsubMessage, CancellationToken, Task<Reply>> handlerAsync) => throw new NotSupportedException();

        public virtual Task StopAsync(CancellationToken hardStopToken) => throw new NotSupportedException();
    }

    public abstract class SubscriptionHandler
    {
        public abstract Task<SubscriberClient.Reply> HandleMessage(PubsubMessage message, CancellationToken cancellationToken);
    }

    public abstract class SubscriberServiceApiClient
    {
        public virtual Task AcknowledgeAsync(string subscription, IEnumerable<string> ackIds, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}

namespace NServiceBus
{
    public interface ICancellableContext
    {
        CancellationToken CancellationToken { get; }
    }

    public interface IMessageHandlerContext : ICancellableContext;

    public interface IEndpointInstance
    {
        Task Stop(CancellationToken cancellationToken = default);
    }
}

namespace KafkaFlow
{
    public interface IConsumerContext
    {
        CancellationToken WorkerStopped { get; }
    }

    public interface IKafkaBus
    {
        Task StopAsync();
    }
}

namespace SlimMessageBus
{
    public interface IConsumer<in TMessage>
    {
        Task OnHandle(TMessage message, CancellationToken cancellationToken);
    }

    public interface IRequestHandler<in TRequest>
    {
        Task OnHandle(TRequest request, CancellationToken cancellationToken);
    }

    public interface IRequestHandler<in TRequest, TResponse>
    {
        Task<TResponse> OnHandle(TRequest request, CancellationToken cancellationToken);
    }

    public interface IConsumerContext
    {
        CancellationToken CancellationToken { get; }
    }
}

namespace AWS.Messaging
{
    public class MessageEnvelope<T>;

    public class MessageProcessStatus;

    public interface IMessageHandler<T>
    {
        Task<MessageProcessStatus> HandleAsync(MessageEnvelope<T> messageEnvelope, CancellationToken token = default);
    }
}

namespace EasyNetQ
{
    public interface IBus
    {
        IPubSub PubSub { get; }
    }

    public interface ISubscriptionConfiguration;

    public interface IPubSub
    {
        Task<IDisposable> SubscribeAsync<T>(
            string subscriptionId, Func<T, CancellationToken, Task> onMessage, Action<ISubscriptionConfiguration> configure, CancellationToken cancellationToken = default);
    }
}

namespace EasyNetQ.AutoSubscribe
{
    public interface IConsumeAsync<in T>
    {
        Task ConsumeAsync(T message, CancellationToken cancellationToken = default);
    }
}

namespace Microsoft.Azure.Functions.Worker
{
    public abstract class FunctionContext
    {
        public virtual CancellationToken CancellationToken => default;
    }

    public class ServiceBusMessageActions
    {
        public virtual Task CompleteMessageAsync(object message, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task AbandonMessageAsync(object message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
