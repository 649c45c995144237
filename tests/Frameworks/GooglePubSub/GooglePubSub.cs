// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
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
        public virtual Task AcknowledgeAsync(string subscription, IEnumerable<string> ackIds, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
