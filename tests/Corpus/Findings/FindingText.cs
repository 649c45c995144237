using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace GracefulAnalyzers.Corpus.Findings;

/// <summary>
/// One finding as text: a line that says where and what, and below it, indented, what travels with it for the fix. Lines and columns count
/// from one; paths are relative to the repository.
/// </summary>
internal sealed class FindingText(string repository, string project)
{
    /// <summary>The property that holds the steps of a plan; step <c>i</c> lies at the additional location <c>i</c>.</summary>
    private const string Plan = "plan";

    /// <summary>Stands before the place of whatever travels with a finding.</summary>
    public const string PlaceMark = " @ ";

    /// <summary>The blocks in ordinal order.</summary>
    public IEnumerable<string> Sorted(IEnumerable<Diagnostic> findings) => findings.Select(Of).Order(StringComparer.Ordinal);

    private string Of(Diagnostic finding)
    {
        var message = OneLine(finding.GetMessage(CultureInfo.InvariantCulture));
        if (finding.Id == "AD0001")
        {
            // The stack that follows names lines of the analyzer, which every change moves.
            message = message.Split("\\n", 2)[0];
        }

        var text = new StringBuilder();
        text.Append(Invariant($"{repository} | {project} | {Place(finding.Location)} | {finding.Id} {finding.Severity}"))
            .Append(finding.IsSuppressed ? " suppressed" : "").Append(" | ").Append(message).Append('\n');
        var steps = Steps(finding);
        for (var i = 0; i < steps.Length; i++)
        {
            text.Append(Invariant($"    step {i + 1}: {steps[i]}{PlaceMark}{Place(finding.AdditionalLocations[i])}\n"));
        }

        for (var i = steps.Length; i < finding.AdditionalLocations.Count; i++)
        {
            text.Append(Invariant($"    location {i + 1}:{PlaceMark}{Place(finding.AdditionalLocations[i])}\n"));
        }

        foreach (var (key, value) in finding.Properties.Where(p => p.Key != Plan || steps.Length == 0).OrderBy(static p => p.Key, StringComparer.Ordinal))
        {
            text.Append(Invariant($"    {key} = {OneLine(value ?? "null")}\n"));
        }

        return text.ToString();
    }

    /// <summary>The steps with their details decoded; none when the form of plans is another one, which is then shown as it travels.</summary>
    private static string[] Steps(Diagnostic finding)
    {
        var words = finding.Properties.TryGetValue(Plan, out var plan) && plan is { Length: > 0 } ? plan.Split(';') : [];
        return words.Length != finding.AdditionalLocations.Count ? [] : Array.ConvertAll(words, static word => OneLine(Uri.UnescapeDataString(word)));
    }

    private string Place(Location location)
    {
        if (location.Kind is not (LocationKind.SourceFile or LocationKind.ExternalFile))
        {
            return location.Kind == LocationKind.None ? "nowhere" : location.Kind.ToString();
        }

        var span = location.GetLineSpan();
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        var path = span.Path.StartsWith($"/{repository}/", StringComparison.Ordinal) ? span.Path[(repository.Length + 2)..] : span.Path;
        return Invariant($"{path} {start.Line + 1}:{start.Character + 1}-{end.Line + 1}:{end.Character + 1}");
    }

    private static string OneLine(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
