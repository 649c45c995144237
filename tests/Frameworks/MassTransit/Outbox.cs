// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
namespace MassTransit
{
    public static class EntityFrameworkOutboxConfigurationExtensions
    {
        public static void UseEntityFrameworkOutbox<TDbContext>(this IReceiveEndpointConfigurator configurator, IRegistrationContext context) =>
            throw new NotSupportedException();
    }

    public static class MongoDbOutboxConfigurationExtensions
    {
        public static void UseMongoDbOutbox(this IReceiveEndpointConfigurator configurator, IRegistrationContext context) => throw new NotSupportedException();
    }
}
