namespace GracefulAnalyzers.Cli.Shared;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The most similar word; null when none shares at least half of its letters with what was typed.</summary>
    public static string? Nearest(string typed, IEnumerable<string> words) =>
        // To an option of one letter every other one is near.
        typed.Length > 2 && words.MinBy(word => Distance(word, typed)) is { } nearest && Distance(nearest, typed) * 2 <= Math.Max(nearest.Length, typed.Length)
            ? nearest
            : null;

    /// <summary>Levenshtein's: the fewest letters to insert, remove or replace, in any case.</summary>
    public static int Distance(string left, string right)
    {
        (left, right) = (left.ToUpperInvariant(), right.ToUpperInvariant());
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            }

            previous = current;
        }

        return previous[^1];
    }
}
