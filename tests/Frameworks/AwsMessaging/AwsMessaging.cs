// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
namespace AWS.Messaging
{
    public class MessageEnvelope<T>;

    public class MessageProcessStatus;

    public interface IMessageHandler<T>
    {
        Task<MessageProcessStatus> HandleAsync(MessageEnvelope<T> messageEnvelope, CancellationToken token = default);
    }
}
