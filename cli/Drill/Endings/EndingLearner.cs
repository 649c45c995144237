namespace GracefulAnalyzers.Cli.Drill.Endings;

/// <summary>Learns from undisturbed answers what the end of a complete one looks like.</summary>
internal sealed class EndingLearner
{
    /// <summary>Complete streams per kind of request that the terminal marker is learned from, at least.</summary>
    public const int StreamsToLearnFrom = 3;

    // A common end shorter than this may be an accident of the language: a full stop, a closing word.
    private const int ShortestSuffix = 6;
    private const int MostFeatures = 50_000;
    private const int MostAnswers = 50;

    private readonly object _gate = new();
    private readonly HashSet<EventFeature> _earlier = [];
    private readonly List<(BodyEnd Body, bool Framed)> _answers = [];
    private bool _isOver;

    /// <summary>Undisturbed answers to learn from so far; no more are kept than are of use.</summary>
    public int Answers
    {
        get
        {
            lock (_gate)
            {
                return _answers.Count;
            }
        }
    }

    /// <summary>An event that another one followed: whatever it shows is no end.</summary>
    public void Superseded(StreamEvent item)
    {
        EventFeature[] features = [.. EventFeatures.Of(item)];
        lock (_gate)
        {
            if (!_isOver && _earlier.Count < MostFeatures)
            {
                _earlier.UnionWith(features);
            }
        }
    }

    /// <summary>An answer that ended cleanly while nobody disturbed the service.</summary>
    public void Undisturbed(BodyEnd body, bool framed)
    {
        lock (_gate)
        {
            if (!_isOver && _answers.Count < MostAnswers)
            {
                _answers.Add((body, framed));
            }
        }
    }

    /// <summary>What was learned. Everything that it was learned from is forgotten.</summary>
    public Ending Learn()
    {
        lock (_gate)
        {
            if (_answers.Count < StreamsToLearnFrom)
            {
                return new Ending.Unmarked($"only {_answers.Count} undisturbed answers: every clean end counts as complete; --complete REGEX tells them apart");
            }

            Ending ending = _answers.TrueForAll(answer => answer.Body.Format == BodyFormat.Plain) ? Plain() : Events();
            _answers.Clear();
            _earlier.Clear();
            _isOver = true;
            return ending;
        }
    }

    private Ending Events()
    {
        IEnumerable<EventFeature> common = _answers
            .Select(answer => answer.Body.Last is { } last ? EventFeatures.Of(last) : [])
            .Aggregate((all, next) => all.Intersect(next));
        EventFeature[] marks =
            [.. common.Where(feature => !_earlier.Contains(feature)).OrderBy(feature => feature.Rank).ThenBy(feature => feature.Path, StringComparer.Ordinal)];
        return marks is [var mark, ..]
            ? new Ending.LastEvent(mark)
            : new Ending.Unmarked("no event marks the end: every clean end counts as complete; --complete REGEX tells them apart");
    }

    private Ending Plain()
    {
        if (_answers.TrueForAll(answer => new Ending.JsonDocument().IsMarked(answer.Body)))
        {
            return new Ending.JsonDocument();
        }

        if (_answers.TrueForAll(answer => answer.Framed))
        {
            return new Ending.Unmarked("the body is as long as Content-Length says");
        }

        return Suffix() is { } suffix
            ? new Ending.Suffix(suffix)
            : new Ending.Unmarked("nothing marks the end: every clean end counts as complete; --complete REGEX tells them apart");
    }

    private string? Suffix()
    {
        string[] tails = [.. _answers.Select(answer => answer.Body.Tail)];
        int common = tails.Skip(1).Aggregate(tails[0].Length, (length, tail) => CommonSuffix(tails[0], tail, length));

        // The shortest common end that tells the end from the middle; a longer one would depend on what the answer says.
        for (int length = ShortestSuffix; length <= common; length++)
        {
            string suffix = tails[0][^length..];
            if (!string.IsNullOrWhiteSpace(suffix) && tails.All(tail => tail.IndexOf(suffix, StringComparison.Ordinal) == tail.Length - length))
            {
                // The whole line, where it is common too: people recognise it.
                int line = tails[0].AsSpan(tails[0].Length - common, common - length).LastIndexOf('\n');
                return line >= 0 ? tails[0][(tails[0].Length - common + line + 1)..] : suffix;
            }
        }

        return null;
    }

    private static int CommonSuffix(string first, string second, int longest)
    {
        int length = 0;
        while (length < longest && length < second.Length && first[^(length + 1)] == second[^(length + 1)])
        {
            length++;
        }

        return length;
    }
}
