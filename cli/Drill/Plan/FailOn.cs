using System.Globalization;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>What is counted against the service.</summary>
internal enum Count
{
    Truncated,
    Reset,
    ServerErrors,
    Hung,
    Lost,
    Doubled,
    Late,
    Crashed,
}

/// <summary>The largest counts that still pass.</summary>
internal sealed record FailOn(IReadOnlyDictionary<Count, int> Limits)
{
    private static readonly (Count Count, string Word)[] Words =
    [
        (Count.Truncated, "truncated"),
        (Count.Reset, "reset"),
        (Count.ServerErrors, "5xx"),
        (Count.Hung, "hung"),
        (Count.Lost, "lost"),
        (Count.Doubled, "doubled"),
        (Count.Late, "late"),
        (Count.Crashed, "crashed"),
    ];

    public static string Names => string.Join(", ", Words.Select(entry => entry.Word));

    public static string WordOf(Count count) => Words.First(entry => entry.Count == count).Word;

    /// <summary>What fails a drill unless the person says otherwise: SIGKILL cuts every stream, so a drill with it judges the work only.</summary>
    public static FailOn DefaultFor(StopSignal signal) => new(
        (signal == StopSignal.Sigkill
            ? new[] { Count.Lost, Count.Doubled }
            : [Count.Truncated, Count.Reset, Count.ServerErrors, Count.Hung, Count.Lost, Count.Doubled, Count.Late])
        .ToDictionary(count => count, _ => 0));

    /// <summary>As it is written.</summary>
    public override string ToString() =>
        string.Join(',', Limits.OrderBy(limit => limit.Key).Select(limit => string.Create(CultureInfo.InvariantCulture, $"{WordOf(limit.Key)}={limit.Value}")));

    /// <summary>Reads <c>truncated=0,reset=2</c>; a count that is not named is not judged. Null with a message when the text is malformed.</summary>
    public static FailOn? Parse(string text, out string problem)
    {
        problem = "";
        var limits = new Dictionary<Count, int>();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            int word = Array.FindIndex(Words, entry => entry.Word == sides[0]);
            if (word < 0 || sides.Length < 2 || !int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int limit))
            {
                problem = $"'{part}' is not a limit; write NAME=NUMBER, where NAME is one of {Names}.";
                return null;
            }

            limits[Words[word].Count] = limit;
        }

        if (limits.Count == 0)
        {
            problem = $"'{text}' names no limit, so every drill would pass; write NAME=NUMBER, where NAME is one of {Names}.";
            return null;
        }

        return new(limits);
    }
}
