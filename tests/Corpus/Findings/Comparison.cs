namespace GracefulAnalyzers.Corpus.Findings;

/// <summary>How much of a finding is compared: everything, the plan's places without its words, or nothing below the first line.</summary>
internal enum Detail
{
    All,
    Places,
    Findings,
}

/// <summary>Two files of findings side by side. A finding whose plan changed counts as one removed and one added.</summary>
internal sealed record Comparison(IReadOnlyList<string> Removed, IReadOnlyList<string> Added)
{
    public bool IsEqual => Removed.Count == 0 && Added.Count == 0;

    public static Comparison Of(string before, string after, Detail detail)
    {
        var (old, now) = (Blocks(before, detail), Blocks(after, detail));
        return new Comparison(Without(old, now), Without(now, old));
    }

    /// <summary>Rule by rule, what is gone (<c>-</c>) and what is new (<c>+</c>).</summary>
    public IEnumerable<string> Lines()
    {
        var rules = Removed.Select(static b => (Block: b, Sign: '-')).Concat(Added.Select(static b => (Block: b, Sign: '+')))
            .GroupBy(static c => Rule(c.Block), StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            yield return $"{rule.Key}: {rule.Count(static c => c.Sign == '-')} removed, {rule.Count(static c => c.Sign == '+')} added";
            foreach (var (block, sign) in rule.OrderBy(static c => c.Block, StringComparer.Ordinal).ThenBy(static c => c.Sign))
            {
                yield return $"{sign} {block.TrimEnd('\n')}";
            }
        }
    }

    private static string Rule(string block) => block.Split('\n')[0].Split(" | ") is [_, _, _, var rule, ..] ? rule.Split(' ')[0] : "?";

    private static List<string> Blocks(string text, Detail detail)
    {
        List<string> blocks = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == ' ' && blocks.Count > 0)
            {
                blocks[^1] += detail switch
                {
                    Detail.All => line + "\n",
                    Detail.Places when line.LastIndexOf(FindingText.PlaceMark, StringComparison.Ordinal) is >= 0 and var at => "   " + line[at..] + "\n",
                    _ => "",
                };
            }
            else
            {
                blocks.Add(line + "\n");
            }
        }

        return blocks;
    }

    private static List<string> Without(List<string> all, List<string> others)
    {
        var left = others.CountBy(static b => b).ToDictionary(StringComparer.Ordinal);
        List<string> without = [];
        foreach (var block in all)
        {
            if (left.TryGetValue(block, out var count) && count > 0)
            {
                left[block] = count - 1;
            }
            else
            {
                without.Add(block);
            }
        }

        return without;
    }
}
