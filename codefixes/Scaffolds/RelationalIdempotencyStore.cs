#pragma warning disable // From GracefulAnalyzers, yours to edit. Without this line your own analyzers judge the code below.
#nullable enable
namespace Graceful
{
    /// <summary>
    /// Keeps results in a relational database, in the table <c>graceful_idempotency</c> that it creates on first use (SQLite, PostgreSQL, MySQL,
    /// SQL Server). Every operation has its own connection and joins no transaction; where the connection comes from is up to the class that derives from it.
    /// </summary>
    /// <remarks>
    /// Rows are never deleted here. Delete old ones with a job of yours, later than your broker can redeliver:
    /// <c>DELETE FROM graceful_idempotency WHERE recorded_at &lt; (unix time in ms)</c>.
    /// Under SQLite, do not call the store inside a write transaction of your own: that database has one writer at a time.
    /// </remarks>
    internal abstract class RelationalIdempotencyStore(
        global::Microsoft.Extensions.Logging.ILogger logger,
        global::System.TimeProvider? timeProvider) : LeasedIdempotencyStore(logger, timeProvider)
    {
        private const string Select = "SELECT result, recorded_at, lease_until FROM graceful_idempotency WHERE idempotency_key = @key";
        private const string TakeOver = "UPDATE graceful_idempotency SET lease_owner = @owner, lease_until = @until WHERE idempotency_key = @key AND "
            + "recorded_at IS NULL AND lease_until <= @now";
        private const string Renew =
            "UPDATE graceful_idempotency SET lease_until = @until WHERE idempotency_key = @key AND lease_owner = @owner AND recorded_at IS NULL";
        private const string Release = "DELETE FROM graceful_idempotency WHERE idempotency_key = @key AND lease_owner = @owner AND recorded_at IS NULL";
        private const string Record =
            "UPDATE graceful_idempotency SET result = @result, recorded_at = @now WHERE idempotency_key = @key AND recorded_at IS NULL";

        private static readonly global::System.TimeSpan OperationTimeout = global::System.TimeSpan.FromSeconds(10);

        // Null until the table is known to exist.
        private volatile string? _insertLease;

        /// <summary>Opens a connection of its own, runs <paramref name="operation"/> on it and closes it, whatever happens.</summary>
        /// <param name="operation">Takes the open connection and the name of the database's provider, which tells the dialect.</param>
        /// <param name="timeout">Ends the opening; the operation is bounded already.</param>
        protected abstract global::System.Threading.Tasks.Task<T> ConnectAsync<T>(
            global::System.Func<global::System.Data.Common.DbConnection, string?, global::System.Threading.Tasks.Task<T>> operation,
            global::System.Threading.CancellationToken timeout);

        /// <inheritdoc />
        protected override async global::System.Threading.Tasks.Task<(bool Leased, string? Stored)> ClaimAsync(string key, string owner)
        {
            (bool found, string? stored, long leaseUntil) = await ReadAsync(key).ConfigureAwait(false);
            if (stored is not null)
            {
                return (false, stored);
            }

            if (!found)
            {
                return (await InsertLeaseAsync(key, owner).ConfigureAwait(false), null);
            }

            long now = Milliseconds(global::System.TimeSpan.Zero);
            return leaseUntil <= now
                ? (await ExecuteAsync(TakeOver, ("@key", key), ("@owner", owner), ("@until", Milliseconds(Lease)), ("@now", now)).ConfigureAwait(false) == 1,
                    null)
                : (false, null);
        }

        /// <inheritdoc />
        protected override async global::System.Threading.Tasks.Task<bool> RenewAsync(string key, string owner)
        {
            return await ExecuteAsync(Renew, ("@key", key), ("@owner", owner), ("@until", Milliseconds(Lease))).ConfigureAwait(false) != 0;
        }

        /// <inheritdoc />
        protected override async global::System.Threading.Tasks.Task<string> RecordAsync(string key, string owner, string result)
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    if (await ExecuteAsync(Record, ("@key", key), ("@result", result), ("@now", Milliseconds(global::System.TimeSpan.Zero)))
                        .ConfigureAwait(false) == 1)
                    {
                        return result;
                    }

                    (_, string? stored, _) = await ReadAsync(key).ConfigureAwait(false);
                    if (stored is not null)
                    {
                        return stored;
                    }

                    // The lease had expired, and the delivery that took it over failed and removed the row.
                    _ = await InsertLeaseAsync(key, owner).ConfigureAwait(false);
                }
                catch (global::System.Data.Common.DbException) when (attempt < 3)
                {
                    // A pooled connection can die during long work; the result is too costly to lose to that.
                }
            }
        }

        /// <inheritdoc />
        protected override global::System.Threading.Tasks.Task ReleaseAsync(string key, string owner)
        {
            return ExecuteAsync(Release, ("@key", key), ("@owner", owner));
        }

        private async global::System.Threading.Tasks.Task<bool> InsertLeaseAsync(string key, string owner)
        {
            return await ExecuteAsync(null, ("@key", key), ("@owner", owner), ("@until", Milliseconds(Lease))).ConfigureAwait(false) == 1;
        }

        private long Milliseconds(global::System.TimeSpan fromNow)
        {
            return (Time.GetUtcNow() + fromNow).ToUnixTimeMilliseconds();
        }

        private global::System.Threading.Tasks.Task<(bool Found, string? Stored, long LeaseUntil)> ReadAsync(string key)
        {
            return OperateAsync<(bool, string?, long)>(async (connection, timeout) =>
            {
                using global::System.Data.Common.DbCommand command = Command(connection, Select, ("@key", key));
                using global::System.Data.Common.DbDataReader reader = await command.ExecuteReaderAsync(timeout).ConfigureAwait(false);
                if (!await reader.ReadAsync(timeout).ConfigureAwait(false))
                {
                    return (false, null, 0);
                }

                bool recorded = !await reader.IsDBNullAsync(1, timeout).ConfigureAwait(false);
                return (true, recorded ? reader.GetString(0) : null, reader.GetInt64(2));
            });
        }

        // Without a statement of its own: the insert of a lease, which each database spells differently.
        private global::System.Threading.Tasks.Task<int> ExecuteAsync(string? statement, params (string Name, object Value)[] parameters)
        {
            return OperateAsync(async (connection, timeout) =>
            {
                using global::System.Data.Common.DbCommand command = Command(connection, statement ?? _insertLease!, parameters);
                return await command.ExecuteNonQueryAsync(timeout).ConfigureAwait(false);
            });
        }

        private async global::System.Threading.Tasks.Task<T> OperateAsync<T>(
            global::System.Func<global::System.Data.Common.DbConnection, global::System.Threading.CancellationToken,
                global::System.Threading.Tasks.Task<T>> operation)
        {
            // A record that rolled back with the caller's transaction would let a costly effect run again.
            using var apart = new global::System.Transactions.TransactionScope(
                global::System.Transactions.TransactionScopeOption.Suppress,
                global::System.Transactions.TransactionScopeAsyncFlowOption.Enabled);
            using var timeout = new global::System.Threading.CancellationTokenSource(OperationTimeout, Time);
            try
            {
                return await ConnectAsync(
                    async (connection, provider) =>
                    {
                        if (_insertLease is null)
                        {
                            (string createTable, string insertLease) = Dialect(provider);
                            await CreateTableAsync(connection, createTable, timeout.Token).ConfigureAwait(false);
                            _insertLease = insertLease;
                        }

                        return await operation(connection, timeout.Token).ConfigureAwait(false);
                    },
                    timeout.Token).ConfigureAwait(false);
            }
            catch (global::System.OperationCanceledException failure) when (timeout.IsCancellationRequested)
            {
                // A handler would take a cancellation for its own and might settle the message.
                throw new global::System.TimeoutException("The idempotency store did not answer in time.", failure);
            }
        }

        private static async global::System.Threading.Tasks.Task CreateTableAsync(
            global::System.Data.Common.DbConnection connection,
            string createTable,
            global::System.Threading.CancellationToken timeout)
        {
            try
            {
                using global::System.Data.Common.DbCommand create = Command(connection, createTable);
                _ = await create.ExecuteNonQueryAsync(timeout).ConfigureAwait(false);
            }
            catch (global::System.Data.Common.DbException)
            {
                // Another process created it at the same moment, or this login may not create tables and somebody else did.
                if (!await IsReadableAsync(connection, timeout).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }

        private static async global::System.Threading.Tasks.Task<bool> IsReadableAsync(
            global::System.Data.Common.DbConnection connection,
            global::System.Threading.CancellationToken timeout)
        {
            try
            {
                using global::System.Data.Common.DbCommand select = Command(connection, Select, ("@key", string.Empty));
                _ = await select.ExecuteScalarAsync(timeout).ConfigureAwait(false);
                return true;
            }
            catch (global::System.Data.Common.DbException)
            {
                return false;
            }
        }

        private static global::System.Data.Common.DbCommand Command(
            global::System.Data.Common.DbConnection connection,
            string statement,
            params (string Name, object Value)[] parameters)
        {
            global::System.Data.Common.DbCommand command = connection.CreateCommand();
            command.CommandText = statement;
            foreach ((string name, object value) in parameters)
            {
                global::System.Data.Common.DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value;
                _ = command.Parameters.Add(parameter);
            }

            return command;
        }

        // Keys compare byte by byte: two ids that differ only in case are two messages.
        private static (string CreateTable, string InsertLease) Dialect(string? provider)
        {
            const string Values = "INTO graceful_idempotency (idempotency_key, lease_owner, lease_until) VALUES (@key, @owner, @until)";
            return provider switch
            {
                not null when provider.Contains("Sqlite", global::System.StringComparison.Ordinal) => (
                    "CREATE TABLE IF NOT EXISTS graceful_idempotency (idempotency_key TEXT NOT NULL PRIMARY KEY, lease_owner TEXT NOT NULL, "
                        + "lease_until INTEGER NOT NULL, result TEXT NULL, recorded_at INTEGER NULL)",
                    "INSERT " + Values + " ON CONFLICT DO NOTHING"),
                not null when provider.Contains("Npgsql", global::System.StringComparison.Ordinal) => (
                    "CREATE TABLE IF NOT EXISTS graceful_idempotency (idempotency_key varchar(450) COLLATE \"C\" NOT NULL PRIMARY KEY, "
                        + "lease_owner varchar(32) NOT NULL, lease_until bigint NOT NULL, result text NULL, recorded_at bigint NULL)",
                    "INSERT " + Values + " ON CONFLICT DO NOTHING"),
                not null when provider.Contains("MySql", global::System.StringComparison.Ordinal) => (
                    "CREATE TABLE IF NOT EXISTS graceful_idempotency (idempotency_key varchar(450) NOT NULL PRIMARY KEY, lease_owner varchar(32) NOT NULL, "
                        + "lease_until bigint NOT NULL, result longtext NULL, recorded_at bigint NULL) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                    "INSERT IGNORE " + Values),
                not null when provider.Contains("SqlClient", global::System.StringComparison.Ordinal)
                    || provider.Contains("SqlServer", global::System.StringComparison.Ordinal) => (
                    "IF OBJECT_ID(N'graceful_idempotency', N'U') IS NULL CREATE TABLE graceful_idempotency (idempotency_key nvarchar(450) "
                        + "COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, lease_owner nvarchar(32) NOT NULL, lease_until bigint NOT NULL, "
                        + "result nvarchar(max) NULL, recorded_at bigint NULL)",
                    "INSERT INTO graceful_idempotency (idempotency_key, lease_owner, lease_until) SELECT @key, @owner, @until WHERE NOT EXISTS (SELECT 1 "
                        + "FROM graceful_idempotency WITH (UPDLOCK, HOLDLOCK) WHERE idempotency_key = @key)"),
                _ => throw new global::System.NotSupportedException("The idempotency store has no statements for '" + provider
                    + "' yet: add its CREATE TABLE and INSERT to Dialect."),
            };
        }
    }
}
#nullable restore
#pragma warning restore
