// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
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
