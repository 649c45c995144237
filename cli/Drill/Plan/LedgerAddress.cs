namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Where the effects are written down: one id per effect.</summary>
internal abstract record LedgerAddress
{
    private const string QueryMark = "?query=";

    public abstract string Display { get; }

    public sealed record TextFile(string Path) : LedgerAddress
    {
        public override string Display => Path;
    }

    public sealed record Url(Uri Uri) : LedgerAddress
    {
        public override string Display => $"{Uri.Scheme}://{Uri.Authority}{Uri.AbsolutePath}";

        /// <summary>Whether the same listener serves the other URL; all names of this machine are one.</summary>
        public bool IsOnOriginOf(Uri other) =>
            Uri.Port == other.Port && (Uri.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase)
                || (LoopbackGuard.IsLoopback(Uri) && LoopbackGuard.IsLoopback(other)));
    }

    /// <summary>A query with one column of ids.</summary>
    public sealed record Sqlite(string Path, string Query) : LedgerAddress
    {
        public override string Display => "sqlite:" + Path;
    }

    public sealed record Postgres(Uri Uri, string Query) : LedgerAddress
    {
        public override string Display => $"{Uri.Scheme}://{Uri.Authority}{Uri.AbsolutePath}";
    }

    /// <exception cref="DrillRefusedException">The text is no address of a ledger.</exception>
    public static LedgerAddress Parse(string text, string currentFolder)
    {
        if (text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase))
        {
            (string path, string query) = SplitQuery(text, text["sqlite:".Length..]);
            return new Sqlite(System.IO.Path.GetFullPath(path, currentFolder), query);
        }

        if (text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
        {
            (string server, string query) = SplitQuery(text, text);
            return Uri.TryCreate(server, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 ? new Postgres(uri, query) : throw Malformed(text);
        }

        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) ? new Url(uri) : throw Malformed(text);
        }

        return text.Length > 0 && !text.Contains("://", StringComparison.Ordinal)
            ? new TextFile(System.IO.Path.GetFullPath(text, currentFolder))
            : throw Malformed(text);
    }

    // The query is taken as it stands: in LIKE '%ab' a percent sign is no escape.
    private static (string Before, string Query) SplitQuery(string text, string rest)
    {
        int mark = rest.IndexOf(QueryMark, StringComparison.Ordinal);
        return mark > 0 && rest.Length > mark + QueryMark.Length ? (rest[..mark], rest[(mark + QueryMark.Length)..]) : throw Malformed(text);
    }

    private static DrillRefusedException Malformed(string text) =>
        new($"'{(text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) ? text : AddressText.Masked(text))}' is not a value of --ledger; "
            + "write a file, http://host/path, 'sqlite:FILE?query=SELECT ...' or 'postgres://user:password@host:port/database?query=SELECT ...'.");
}
