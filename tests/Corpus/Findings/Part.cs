using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace GracefulAnalyzers.Corpus.Findings;

/// <summary>What came out of one project: its findings as text, and figures about the run, which differ from run to run.</summary>
/// <param name="Rules">The ID of each finding.</param>
/// <param name="Errors">IDs of the compiler's errors, once for each error.</param>
/// <param name="Seconds">Processor time of compiling and analysing.</param>
internal sealed record Part(string Repository, string Project, int Files, string[] Errors, string[] Rules, double Seconds, string Text)
{
    private const string Separator = "\n---\n";

    /// <summary>The part that an earlier run left, or null.</summary>
    public static Part? Load(string path)
    {
        if (!File.Exists(path) || File.ReadAllText(path).Split(Separator, 2) is not [var head, var text]
            || head.Split('\n') is not [var repository, var project, var files, var errors, var rules, var seconds])
        {
            return null;
        }

        var (count, time) = (int.Parse(files, CultureInfo.InvariantCulture), double.Parse(seconds, CultureInfo.InvariantCulture));
        return new Part(repository, project, count, Words(errors), Words(rules), time, text);
    }

    /// <summary>Writes it in one step, so that a run that is ended leaves no half of it.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var head = string.Join(
            '\n', Repository, Project, Invariant($"{Files}"), string.Join(' ', Errors), string.Join(' ', Rules), Invariant($"{Seconds:F2}"));
        File.WriteAllText(path + ".new", head + Separator + Text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
