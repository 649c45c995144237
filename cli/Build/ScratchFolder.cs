using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>A folder outside the scanned tree that takes everything a scan writes; disposing removes it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>What its name begins with, in the system's folder for temporary files.</summary>
    public const string Prefix = "graceful-";

    private ScratchFolder(string path) => Path = path;

    public string Path { get; }

    public string SarifFolder => System.IO.Path.Combine(Path, "sarif");

    /// <summary>One record per project and target framework: what it compiles.</summary>
    public string SourcesFolder => System.IO.Path.Combine(Path, "sources");

    /// <summary>One record per project: the compiler server's program.</summary>
    public string CompilersFolder => System.IO.Path.Combine(Path, "compilers");

    public string StartedFolder => System.IO.Path.Combine(Path, "started");

    public string CompiledFolder => System.IO.Path.Combine(Path, "compiled");

    /// <summary>A text without the folder's path, which tells nobody anything and is gone by the time it is read.</summary>
    public string Hide(string text) => Regex.Replace(
        text, $@"{Regex.Escape(Path)}[\\/]+(?:(?<kind>obj|bin)[\\/]+[^\\/]+-[0-9a-f]{{8}}[\\/]+)?", match => match.Groups["kind"] is { Success: true } kind
            ? $"{kind.Value}/"
            : "", RegexOptions.CultureInvariant);

    public static ScratchFolder Create() => new(Directory.CreateTempSubdirectory(Prefix).FullName);

    /// <summary>Forgets what earlier builds said; what they restored and compiled stays.</summary>
    public void ForgetVerdicts()
    {
        foreach (string folder in ((string[])[SarifFolder, StartedFolder, CompiledFolder, SourcesFolder]).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose()
    {
        // A killed build may close its last file a moment after it is gone.
        for (int attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (attempt == 10)
                {
                    return;
                }

                Thread.Sleep(100);
            }
        }
    }
}
