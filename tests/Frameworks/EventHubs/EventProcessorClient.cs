// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
namespace Azure.Messaging.EventHubs
{
    public class EventProcessorClient
    {
        public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
