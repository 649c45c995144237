// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
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
