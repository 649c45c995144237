// Providers whose packages do not all restore, by the calls that choose them, after the public sources; nothing here runs.
namespace Microsoft.EntityFrameworkCore
{
    public static class InMemoryDbContextOptionsExtensions
    {
        public static DbContextOptionsBuilder UseInMemoryDatabase(this DbContextOptionsBuilder optionsBuilder, string connection) =>
            throw new NotSupportedException();
    }

    public static class CosmosDbContextOptionsExtensions
    {
        public static DbContextOptionsBuilder UseCosmos(this DbContextOptionsBuilder optionsBuilder, string connection) => throw new NotSupportedException();
    }

    public static class MongoDbContextOptionsExtensions
    {
        public static DbContextOptionsBuilder UseMongoDB(this DbContextOptionsBuilder optionsBuilder, string connection) => throw new NotSupportedException();
    }

    public static class OracleDbContextOptionsExtensions
    {
        public static DbContextOptionsBuilder UseOracle(this DbContextOptionsBuilder optionsBuilder, string connection) => throw new NotSupportedException();
    }

    public static class FbDbContextOptionsBuilderExtensions
    {
        public static DbContextOptionsBuilder UseFirebird(this DbContextOptionsBuilder optionsBuilder, string connection) => throw new NotSupportedException();
    }
}
