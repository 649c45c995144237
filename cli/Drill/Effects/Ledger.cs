using System.Data.Common;
using System.Globalization;
using System.Net;
using GracefulAnalyzers.Cli.Drill.Plan;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>Reads all ids of a ledger, as often as it is asked.</summary>
internal sealed class Ledger(LedgerAddress address, LoadPlan load) : IDisposable
{
    private const int SqliteError = 1;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteCannotOpen = 14;

    private static readonly TimeSpan ReadTime = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _client = Load.LoadClient.Create(load);

    /// <exception cref="LedgerUnreadableException">It cannot be read now.</exception>
    public async Task<LedgerText> ReadAsync(CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(ReadTime);
        try
        {
            return address switch
            {
                LedgerAddress.TextFile file => LedgerText.Parse(await ReadFileAsync(file.Path, bound.Token)),
                LedgerAddress.Url url => LedgerText.Parse(await GetAsync(url.Uri, bound.Token)),
                LedgerAddress.Sqlite sqlite => await QueryAsync(SqliteFactory.Instance, SqliteText(sqlite.Path), sqlite.Query, bound.Token),
                LedgerAddress.Postgres postgres => await QueryAsync(NpgsqlFactory.Instance, PostgresText(postgres.Uri), postgres.Query, bound.Token),
                _ => throw new InvalidOperationException($"There is no way to read {address}."),
            };
        }
        // SQLite's own library is not carried for every platform.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or DbException or TypeInitializationException
            or ArgumentException or InvalidOperationException or InvalidCastException or NotSupportedException)
        {
            throw new LedgerUnreadableException(
                $"The ledger {address.Display} cannot be read: {(e is TypeInitializationException ? e.GetBaseException() : e).Message}",
                e) { MayPass = MayPass(e), MayBeMadeYet = MayBeMadeYet(e) };
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new LedgerUnreadableException($"The ledger {address.Display} did not answer within {DurationText.Format(ReadTime)}.", e) { MayPass = true };
        }
    }

    public void Dispose() => _client.Dispose();

    private static bool MayPass(Exception error) => error switch
    {
        FileNotFoundException => true,
        DirectoryNotFoundException or UnauthorizedAccessException => false,
        IOException => true,
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => true,
        HttpRequestException { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or >= HttpStatusCode.InternalServerError } => true,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => true,
        PostgresException { IsTransient: true } => true,
        _ => false,
    };

    // What a service makes with its first effect, which may take longer than the warm-up.
    private static bool MayBeMadeYet(Exception error) => error switch
    {
        DirectoryNotFoundException or SqliteException { SqliteErrorCode: SqliteCannotOpen } => true,
        SqliteException { SqliteErrorCode: SqliteError } => error.Message.Contains("no such table", StringComparison.Ordinal),
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } => true,
        _ => false,
    };

    // The service keeps the file open for writing.
    private static async Task<string> ReadFileAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(cancellation);
    }

    private async Task<string> GetAsync(Uri url, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using HttpResponseMessage response = await _client.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    private static async Task<LedgerText> QueryAsync(DbProviderFactory provider, string database, string query, CancellationToken cancellation)
    {
        await using DbConnection connection = provider.CreateConnection()!;
        connection.ConnectionString = database;
        await connection.OpenAsync(cancellation);
        await using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is the person's own, from the command line.
        command.CommandText = query;
#pragma warning restore CA2100
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellation);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.FieldCount > 0 && !await reader.IsDBNullAsync(0, cancellation))
            {
                ids.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
            }
        }

        return new(ids, Unreadable: 0);
    }

    private static string SqliteText(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString;

    private static string PostgresText(Uri uri)
    {
        string[] user = uri.UserInfo.Split(':', 2);
        var text = new NpgsqlConnectionStringBuilder { Host = uri.IdnHost, Port = uri.Port > 0 ? uri.Port : 5432, Pooling = false,
            ApplicationName = "graceful drill" };
        if (uri.AbsolutePath.Length > 1)
        {
            text.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        }

        if (user[0].Length > 0)
        {
            text.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            text.Password = Uri.UnescapeDataString(user[1]);
        }

        return text.ConnectionString;
    }
}

/// <summary>The ledger could not be read this time; a service that restarts may take it along.</summary>
internal sealed class LedgerUnreadableException : Exception
{
    /// <summary>It may come right by itself: a file or a page that the service has not made yet, or one that is too busy.</summary>
    public bool MayPass { get; init; }

    /// <summary>A folder, a database or a table is missing: a slip of the pen, or not made yet.</summary>
    public bool MayBeMadeYet { get; init; }

    public LedgerUnreadableException()
    {
    }

    public LedgerUnreadableException(string message)
        : base(message)
    {
    }

    public LedgerUnreadableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
