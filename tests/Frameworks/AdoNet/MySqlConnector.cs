// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
namespace Microsoft.Extensions.DependencyInjection
{
    public static class MySqlConnectorServiceCollectionExtensions
    {
        public static IServiceCollection AddMySqlDataSource(this IServiceCollection serviceCollection, string connectionString) =>
            throw new NotSupportedException();
    }
}
