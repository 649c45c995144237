using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>A remark that a failure message prints below a line of source. Line and columns count from zero.</summary>
internal sealed record Remark(string File, int Line, int Start, int Length, string Text)
{
    public static Remark At(Diagnostic diagnostic, string what)
    {
        var span = diagnostic.Location.GetLineSpan();
        var length = span.StartLinePosition.Line == span.EndLinePosition.Line ? span.EndLinePosition.Character - span.StartLinePosition.Character : 1;
        return new Remark(
            Path.GetFileName(span.Path), span.StartLinePosition.Line, span.StartLinePosition.Character, Math.Max(1, length),
            $"{diagnostic.Id} {what}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }
}

/// <summary>Failure messages that show the source, so that a rule's author need not open the page.</summary>
internal static class Report
{
    public static string Annotate(IEnumerable<KeyValuePair<string, string>> files, IEnumerable<Remark> remarks)
    {
        var all = remarks.ToArray();
        var output = new StringBuilder();
        foreach (var (name, text) in files)
        {
            var own = all.Where(r => r.File == Path.GetFileName(name)).ToLookup(static r => r.Line);
            output.Append(CultureInfo.InvariantCulture, $"--- {name}\n");
            foreach (var (number, line) in text.TrimEnd('\n').Split('\n').Index())
            {
                output.Append(CultureInfo.InvariantCulture, $"{(own.Contains(number) ? '>' : ' ')}{number + 1,4} | {line}\n");
                foreach (var remark in own[number])
                {
                    output.Append(' ', 8 + remark.Start).Append('~', remark.Length).Append(' ').Append(remark.Text).Append('\n');
                }
            }
        }

        foreach (var remark in all.Where(r => !files.Any(f => Path.GetFileName(f.Key) == r.File)))
        {
            output.Append(CultureInfo.InvariantCulture, $"{remark.File}({remark.Line + 1},{remark.Start + 1}): {remark.Text}\n");
        }

        return output.ToString();
    }

    /// <summary>The lines that differ, with a few around them: "-" expected only, "+" actual only, in order.</summary>
    public static string Diff(string expected, string actual)
    {
        const int Around = 4;
        var lines = Compare(expected.Split('\n'), actual.Split('\n'));
        var output = new StringBuilder("(- expected, + actual)\n");
        var skipped = false;
        foreach (var (i, line) in lines.Index())
        {
            var near = Enumerable.Range(i - Around, (2 * Around) + 1).Any(n => n >= 0 && n < lines.Count && lines[n][0] != ' ');
            if (near || !skipped)
            {
                output.Append(near ? line : "  ...").Append('\n');
            }

            skipped = !near;
        }

        return output.ToString();
    }

    /// <summary>Fails with the message unless the condition holds.</summary>
    public static void Require(bool condition, Func<string> message)
    {
        if (!condition)
        {
            Assert.Fail(message());
        }
    }

    /// <summary>Fails unless the findings are the same.</summary>
    /// <param name="how">What was different this time.</param>
    public static void RequireSame(IEnumerable<string> expected, IEnumerable<string> actual, string how) =>
        Require(expected.SequenceEqual(actual), () => $"Other findings with {how}\n{Diff(string.Join('\n', expected), string.Join('\n', actual))}");

    private static List<string> Compare(string[] left, string[] right)
    {
        var common = CommonLengths(left, right);
        List<string> lines = [];
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            var same = i < left.Length && j < right.Length && left[i] == right[j];
            var dropLeft = !same && i < left.Length && (j == right.Length || common[i + 1][j] >= common[i][j + 1]);
            lines.Add((same ? "  " : dropLeft ? "- " : "+ ") + (same || dropLeft ? left[i] : right[j]));
            (i, j) = (same || dropLeft ? i + 1 : i, same || !dropLeft ? j + 1 : j);
        }

        return lines;
    }

    private static int[][] CommonLengths(string[] left, string[] right)
    {
        var common = Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1]).ToArray();
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
            {
                common[i][j] = left[i] == right[j] ? common[i + 1][j + 1] + 1 : Math.Max(common[i + 1][j], common[i][j + 1]);
            }
        }

        return common;
    }
}
