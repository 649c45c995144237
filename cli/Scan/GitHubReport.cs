using System.Globalization;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>Writes findings and errors as GitHub workflow commands, which become annotations; paths are relative to the root.</summary>
internal sealed class GitHubReport(TextWriter output, string root)
{
    /// <summary>The checkout of the running workflow when it holds the folder, else the folder's repository.</summary>
    public static string RootOf(string folder)
    {
        string? workspace = Environment.GetEnvironmentVariable("GITHUB_WORKSPACE");
        return !string.IsNullOrEmpty(workspace) && !PathText.Relative(workspace, folder).StartsWith("..", StringComparison.Ordinal)
            ? Path.TrimEndingDirectorySeparator(workspace)
            : RepositoryRoot.Of(folder);
    }

    public void Write(ScanVerdict verdict)
    {
        foreach (Finding finding in verdict.Shown)
        {
            WriteFinding(finding);
        }

        foreach (ScanError error in verdict.Errors)
        {
            WriteError(error);
        }
    }

    private void WriteFinding(Finding finding)
    {
        SourceSpan span = finding.Span;
        string title = finding.Name.Length > 0 ? $"{finding.Rule} {finding.Name}" : finding.Rule;
        string help = finding.HelpUri.Length > 0 ? $"\n{finding.HelpUri}" : "";
        // Columns of an annotation only make sense within one line.
        string columns = span.EndLine == span.Line ? $",col={Number(span.Column)},endColumn={Number(span.EndColumn)}" : "";
        output.WriteLine(
            $"::{Command(finding.Severity)} "
                + $"file={Property(PathText.Relative(root, span.File))},line={Number(span.Line)},endLine={Number(span.EndLine)}{columns}"
                + $",title={Property(title)}::{Data(finding.Message + help)}");
    }

    private void WriteError(ScanError error)
    {
        output.WriteLine($"::error title=graceful scan::{Data(string.Join('\n', [error.Describe(), .. error.Details]))}");
    }

    private static string Command(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A raw line break would end the command, and what follows it could be read as another one.
    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
