namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Addresses as they may be shown.</summary>
internal static class AddressText
{
    private const string AfterScheme = "://";

    /// <summary>The address without user and password, however malformed it is: everything before the last @ goes.</summary>
    public static string Masked(string address)
    {
        int at = address.LastIndexOf('@');
        int scheme = address.IndexOf(AfterScheme, StringComparison.Ordinal);
        int begin = scheme >= 0 && scheme < at ? scheme + AfterScheme.Length : 0;
        return at < 0 ? address : $"{address[..begin]}***{address[at..]}";
    }
}
