using System.Globalization;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>A process as Linux's <c>/proc</c> shows it.</summary>
/// <param name="IsGone">It has ended and waits to be reaped, or is being reaped.</param>
/// <param name="Started">Clock ticks since the machine's start: tells a process from a later one with its id.</param>
internal sealed record ProcessStat(int Id, bool IsGone, int Session, string Started)
{
    /// <summary>Null when there is no such process, or none that may be looked at.</summary>
    public static ProcessStat? Of(int id)
    {
        try
        {
            // The name in parentheses may hold spaces and parentheses; after it come state, parent, group, session.
            string stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 20)
            {
                return null;
            }

            // A process whose first thread has ended is shown as a zombie while its other threads run on.
            bool gone = fields[0] is "X" or "x" || (fields[0] == "Z" && int.Parse(fields[17], CultureInfo.InvariantCulture) <= 1);
            return new(id, gone, int.Parse(fields[3], CultureInfo.InvariantCulture), fields[19]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The living processes of a session.</summary>
    public static IEnumerable<ProcessStat> InSession(int session) =>
        Ids().Select(Of).OfType<ProcessStat>().Where(process => process.Session == session && !process.IsGone);

    /// <summary>All processes of the machine.</summary>
    public static IEnumerable<int> Ids()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                yield return id;
            }
        }
    }
}
