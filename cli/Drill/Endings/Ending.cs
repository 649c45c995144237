using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Endings;

/// <summary>What the end of a complete answer looks like.</summary>
internal abstract record Ending
{
    /// <summary>For the person who reads the report.</summary>
    public abstract string Description { get; }

    /// <summary>Whether the answer bears the mark of a complete one.</summary>
    public abstract bool IsMarked(BodyEnd body);

    /// <summary>Whether an answer that ended cleanly, but bears no mark, is complete all the same.</summary>
    /// <param name="framed">The answer's length was announced, and it is that long.</param>
    public abstract bool AcceptsCleanEnd(bool framed);

    /// <summary>The person said what it looks like.</summary>
    public sealed record Given(Regex Pattern) : Ending
    {
        private int _timeouts;

        public override string Description => $"the answer's end matches {Pattern}";

        /// <summary>As <see cref="IsMarked"/>, while the answer is still arriving.</summary>
        public bool Matches(string tail) => Matches(tail, out _);

        public override bool IsMarked(BodyEnd body)
        {
            bool isMatch = Matches(body.Tail, out bool timedOut);
            _timeouts += timedOut ? 1 : 0;
            return isMatch;
        }

        /// <summary>Whether the pattern took too long for an answer since the last call.</summary>
        public bool TakeTimedOut() => Interlocked.Exchange(ref _timeouts, 0) > 0;

        public override bool AcceptsCleanEnd(bool framed) => false;

        // An event ends with an empty line, of which nobody thinks who writes a $.
        private bool Matches(string tail, out bool timedOut)
        {
            bool isMatch = SafeRegex.IsMatch(Pattern, tail, out timedOut);
            return isMatch || (!timedOut && SafeRegex.IsMatch(Pattern, tail.TrimEnd('\r', '\n'), out timedOut));
        }
    }

    /// <summary>The last event has a feature that no earlier event has.</summary>
    public sealed record LastEvent(EventFeature Feature) : Ending
    {
        public override string Description => $"the last event: {Feature}";

        public override bool IsMarked(BodyEnd body) => body.Last is { } last && EventFeatures.Of(last).Contains(Feature);

        public override bool AcceptsCleanEnd(bool framed) => false;
    }

    /// <summary>A document of JSON is complete when it can be read.</summary>
    public sealed record JsonDocument : Ending
    {
        public override string Description => "the body is a whole JSON document";

        public override bool IsMarked(BodyEnd body) => body.IsDocument;

        public override bool AcceptsCleanEnd(bool framed) => framed;
    }

    /// <summary>All complete answers end with the same text, which occurs nowhere before.</summary>
    public sealed record Suffix(string Text) : Ending
    {
        public override string Description => $"the body ends with {Text.ReplaceLineEndings("\\n")}";

        public override bool IsMarked(BodyEnd body) => body.Tail.EndsWith(Text, StringComparison.Ordinal);

        public override bool AcceptsCleanEnd(bool framed) => framed;
    }

    /// <summary>Nothing tells a complete answer from one that ends early: a clean end has to be believed.</summary>
    public sealed record Unmarked(string Reason) : Ending
    {
        public override string Description => Reason;

        public override bool IsMarked(BodyEnd body) => false;

        public override bool AcceptsCleanEnd(bool framed) => true;
    }

    /// <summary>The stream has no end of its own.</summary>
    public sealed record Never : Ending
    {
        public override string Description => "endless: only an in-band end is a good one";

        public override bool IsMarked(BodyEnd body) => false;

        public override bool AcceptsCleanEnd(bool framed) => false;
    }
}
