// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
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
            string subscriptionId, Func<T, CancellationToken, Task> onMessage, Action<ISubscriptionConfiguration> configure,
            CancellationToken cancellationToken = default);
    }
}

namespace EasyNetQ.AutoSubscribe
{
    public interface IConsumeAsync<in T>
    {
        Task ConsumeAsync(T message, CancellationToken cancellationToken = default);
    }
}
