namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Code of one file that uses what another file declares. Files are relative to the root, with forward slashes.</summary>
/// <param name="Line">The first line that does, from 1.</param>
/// <param name="By">The type that the code belongs to.</param>
/// <param name="Type">The type that is used, itself or by one of its members.</param>
internal sealed record FileUse(string From, int Line, string By, string To, string Type)
{
    public string FromFolder => FolderOf(From);

    public string ToFolder => FolderOf(To);

    /// <summary>The folder of a file; empty for the root.</summary>
    public static string FolderOf(string file) => file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : "";

    public override string ToString() => $"{From}:{Line} ({By}) uses {Type} of {To}";
}
