using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class EntityFramework
{
    private const string Registration = "Microsoft.Extensions.DependencyInjection.EntityFrameworkServiceCollectionExtensions::";
    private const string DbContext = "Microsoft.EntityFrameworkCore.DbContext";
    private const string Store = "EfIdempotencyStore";

    private static readonly string[] NotRelational =
    [
        "Microsoft.EntityFrameworkCore.InMemoryDbContextOptionsExtensions::UseInMemoryDatabase",
        "Microsoft.EntityFrameworkCore.CosmosDbContextOptionsExtensions::UseCosmos",
        "Microsoft.EntityFrameworkCore.MongoDbContextOptionsExtensions::UseMongoDB",
        "Microsoft.EntityFrameworkCore.OracleDbContextOptionsExtensions::UseOracle",
        "Microsoft.EntityFrameworkCore.FbDbContextOptionsBuilderExtensions::UseFirebird",
    ];

    public static readonly Framework Framework = new(
        "EFCore",
        "https://learn.microsoft.com/ef/core/saving/",
        DbContext)
    {
        Members =
        [
            Member.Work("Microsoft.EntityFrameworkCore.DbContext::SaveChanges", Effect.Insert),
            Member.Work("Microsoft.EntityFrameworkCore.DbContext::SaveChangesAsync", Effect.Insert),
        ],
        // Each of them registers the context itself as a scoped service too, the factories since EF Core 6.
        Stores =
        [
            new(Registration + "AddDbContext", DbContext, Store, IsGeneric: true) { Unless = NotRelational },
            new(Registration + "AddDbContextPool", DbContext, Store, IsGeneric: true) { Unless = NotRelational },
            new(Registration + "AddDbContextFactory", DbContext, Store, IsGeneric: true) { Unless = NotRelational },
            new(Registration + "AddPooledDbContextFactory", DbContext, Store, IsGeneric: true) { Unless = NotRelational },
        ],
    };
}
