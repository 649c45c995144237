#pragma warning disable // From GracefulAnalyzers, yours to edit. Without this line your own analyzers judge the code below.
#nullable enable
namespace Graceful
{
    /// <summary>
    /// Keeps results in the database of a <see cref="global::System.Data.Common.DbDataSource"/>. A singleton; every operation has a connection of its own.
    /// </summary>
    internal sealed class AdoIdempotencyStore(
        global::System.Data.Common.DbDataSource dataSource,
        global::Microsoft.Extensions.Logging.ILogger<AdoIdempotencyStore> logger,
        global::System.TimeProvider? timeProvider = null) : RelationalIdempotencyStore(logger, timeProvider)
    {
        /// <inheritdoc />
        protected override async global::System.Threading.Tasks.Task<T> ConnectAsync<T>(
            global::System.Func<global::System.Data.Common.DbConnection, string?, global::System.Threading.Tasks.Task<T>> operation,
            global::System.Threading.CancellationToken timeout)
        {
            global::System.Data.Common.DbConnection connection = await dataSource.OpenConnectionAsync(timeout).ConfigureAwait(false);
            try
            {
                return await operation(connection, connection.GetType().FullName).ConfigureAwait(false);
            }
            finally
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
#nullable restore
#pragma warning restore
