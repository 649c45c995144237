// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
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
