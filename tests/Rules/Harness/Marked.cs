using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>An expected finding. Line is counted from zero; Span is set when the mark encloses code.</summary>
internal sealed record Mark(string Id, int Line, TextSpan? Span);

/// <summary>Code freed of its marks: a trailing <c>// GRACE2004</c> (several ids allowed) or <c>{|GRACE2004:code|}</c>.</summary>
internal sealed partial record Marked(string Text, ImmutableArray<Mark> Marks)
{
    public static Marked Parse(string code)
    {
        var marks = ImmutableArray.CreateBuilder<Mark>();
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            var comment = LineMark().Match(lines[line]);
            if (comment.Success)
            {
                marks.AddRange(Id().Matches(comment.Value).Select(m => new Mark(m.Value, line, null)));
                lines[line] = lines[line][..comment.Index];
            }
        }

        var (text, spans) = Unwrap(string.Join('\n', lines));
        marks.AddRange(spans);
        return new Marked(text, marks.ToImmutable());
    }

    private static (string Text, List<Mark> Spans) Unwrap(string code)
    {
        var text = new System.Text.StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        List<Mark> spans = [];
        for (var i = 0; i < code.Length;)
        {
            var start = SpanStart().Match(code, i);
            if (start.Success)
            {
                open.Push((start.Groups[1].Value, text.Length));
                i += start.Length;
            }
            else if (open.Count > 0 && string.CompareOrdinal(code, i, "|}", 0, 2) == 0)
            {
                var (id, from) = open.Pop();
                var before = text.ToString(0, from);
                spans.Add(new Mark(id, before.Count(static c => c == '\n'), TextSpan.FromBounds(from, text.Length)));
                i += 2;
            }
            else
            {
                text.Append(code[i++]);
            }
        }

        return open.Count == 0
            ? (text.ToString(), spans)
            : throw new FormatException($"A {{|{open.Peek().Id}: mark is never closed with |}}.");
    }

    [GeneratedRegex(@"\s*//\s*GRACE\d{4}(?:[\s,]+(?://\s*)?GRACE\d{4})*\s*$")]
    private static partial Regex LineMark();

    [GeneratedRegex(@"GRACE\d{4}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\G\{\|(GRACE\d{4}):")]
    private static partial Regex SpanStart();
}
