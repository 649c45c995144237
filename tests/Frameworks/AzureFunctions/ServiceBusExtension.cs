// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
namespace Microsoft.Azure.Functions.Worker
{
    public class ServiceBusMessageActions
    {
        public virtual Task CompleteMessageAsync(object message, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public virtual Task AbandonMessageAsync(object message, IDictionary<string, object>? propertiesToModify = default,
            CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
