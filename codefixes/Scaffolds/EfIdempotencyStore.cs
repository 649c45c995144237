#pragma warning disable // From GracefulAnalyzers, yours to edit. Without this line your own analyzers judge the code below.
#nullable enable
namespace Graceful
{
    /// <summary>
    /// Keeps results in the database of <typeparamref name="TContext"/>, without an entity and without a migration. A singleton; every operation has a scope
    /// and a connection of its own.
    /// </summary>
    /// <remarks>
    /// Call <c>EnsureCreated</c>, if you use it, before the first message: it creates nothing in a database that already has a table.
    /// </remarks>
    internal sealed class EfIdempotencyStore<TContext>(
        global::Microsoft.Extensions.DependencyInjection.IServiceScopeFactory scopes,
        global::Microsoft.Extensions.Logging.ILogger<EfIdempotencyStore<TContext>> logger,
        global::System.TimeProvider? timeProvider = null) : RelationalIdempotencyStore(logger, timeProvider)
        where TContext : global::Microsoft.EntityFrameworkCore.DbContext
    {
        /// <inheritdoc />
        protected override async global::System.Threading.Tasks.Task<T> ConnectAsync<T>(
            global::System.Func<global::System.Data.Common.DbConnection, string?, global::System.Threading.Tasks.Task<T>> operation,
            global::System.Threading.CancellationToken timeout)
        {
            global::Microsoft.Extensions.DependencyInjection.AsyncServiceScope scope =
                global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(scopes);
            try
            {
                global::Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade database =
                    global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<TContext>(scope.ServiceProvider)
                        .Database;
                await global::Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(database, timeout).ConfigureAwait(false);
                return await operation(
                    global::Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(database),
                    database.ProviderName).ConfigureAwait(false);
            }
            finally
            {
                await scope.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
#nullable restore
#pragma warning restore
