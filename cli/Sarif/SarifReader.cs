using System.Text.Json;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Sarif;

/// <summary>Collects what matters to a scan from the runs of one error log.</summary>
internal sealed class SarifReader(string project)
{
    private const string NameTag = "Name=";

    private readonly List<Finding> _findings = [];
    private readonly HashSet<string> _rules = [];
    private readonly Dictionary<string, RuleText> _texts = [];
    private readonly HashSet<string> _switchedOff = [];
    private readonly List<string> _errors = [];
    private readonly List<string> _crashes = [];
    private readonly List<string> _loadFailures = [];

    public SarifLog ToLog() => new(_findings, _rules, _errors, _crashes, _loadFailures) { Texts = _texts, SwitchedOff = _switchedOff };

    public void ReadRun(JsonElement run)
    {
        foreach (JsonElement rule in Items(Member(Member(run, "tool"), "driver"), "rules"))
        {
            string id = Text(rule, "id");
            if (SarifLog.IsRuleId(id))
            {
                ReadRule(id, rule);
            }
        }

        foreach (JsonElement result in Items(run, "results"))
        {
            ReadResult(result);
        }
    }

    private void ReadResult(JsonElement result)
    {
        string id = Text(result, "ruleId");
        string message = Text(Member(result, "message"), "text");
        Suppression[] suppressions = [.. Items(result, "suppressions").Select(ToSuppression)];
        SourceSpan? span = Items(result, "locations").Select(Span).FirstOrDefault();

        if (SarifLog.IsRuleId(id))
        {
            // Level "none" is Hidden: the user, or the rule, asked for silence.
            if (Level(result) is { } severity)
            {
                _findings.Add(ToFinding(id, severity, message, span, result, suppressions));
            }
        }
        else if (id == "AD0001" && message.Contains("'GracefulAnalyzers.", StringComparison.Ordinal))
        {
            _crashes.Add(FirstSentence(message));
        }
        else if (SarifLog.IsLoadFailure(id))
        {
            _loadFailures.Add($"{id}: {FirstSentence(message)}");
        }
        // Of the compiler, of a source generator such as Razor's, of another analyzer: the project does not build.
        else if (suppressions.Length == 0 && Text(result, "level") == "error")
        {
            string place = span is null ? "" : $"{span.File}({span.Line},{span.Column}): ";
            _errors.Add($"{place}error {id}: {message}");
        }
    }

    private Finding ToFinding(
        string id, Severity severity, string message, SourceSpan? span, JsonElement result, Suppression[] suppressions)
    {
        JsonElement custom = Member(Member(result, "properties"), "customProperties");
        string safety = Text(custom, "fixSafety");
        return new(
            id,
            Text(custom, "name"),
            severity,
            message,
            span ?? new(project, 1, 1, 1, 1),
            _texts.GetValueOrDefault(id)?.HelpUri ?? "",
            Path.GetFileNameWithoutExtension(project),
            safety.Length > 0 ? safety : "none",
            suppressions.Length > 0,
            [.. Items(result, "relatedLocations").Select(Related).OfType<RelatedSpan>()])
        {
            Suppressions = suppressions,
            Unfixable = Text(custom, "unfixable"),
            Decision = Text(custom, "decision"),
        };
    }

    private void ReadRule(string id, JsonElement rule)
    {
        _rules.Add(id);
        JsonElement properties = Member(rule, "properties");
        string name = Items(properties, "tags").Select(tag => tag.ValueKind == JsonValueKind.String ? tag.GetString()! : "")
            .FirstOrDefault(tag => tag.StartsWith(NameTag, StringComparison.Ordinal))?[NameTag.Length..] ?? "";
        _texts[id] = new(
            id,
            name,
            Text(Member(rule, "shortDescription"), "text"),
            Text(Member(rule, "fullDescription"), "text"),
            Text(properties, "category"),
            Text(rule, "helpUri"),
            Level(Member(rule, "defaultConfiguration")) ?? Severity.Info);

        // In the compiler's words a pragma is "inSource" and a severity is "external".
        if (Items(properties, "suppressionKinds").Any(kind => kind.ValueKind == JsonValueKind.String && kind.ValueEquals("external")))
        {
            _switchedOff.Add(id);
        }
    }

    private static Suppression ToSuppression(JsonElement suppression) =>
        new(Text(Member(suppression, "properties"), "suppressionType"), Text(suppression, "justification"));

    // The rest is a stack trace.
    private static string FirstSentence(string message) => message.Split('\n')[0].Split(" --->")[0].TrimEnd();

    private static Severity? Level(JsonElement result) => Text(result, "level") switch
    {
        "error" => Severity.Error,
        // SARIF leaves out the default level.
        "warning" or "" => Severity.Warning,
        "note" => Severity.Info,
        _ => null,
    };

    private static RelatedSpan? Related(JsonElement location) =>
        Span(location) is { } span ? new(span, Text(Member(location, "message"), "text")) : null;

    private static SourceSpan? Span(JsonElement location)
    {
        JsonElement physical = Member(location, "physicalLocation");
        string uri = Text(Member(physical, "artifactLocation"), "uri");
        if (uri.Length == 0)
        {
            return null;
        }

        JsonElement region = Member(physical, "region");
        int line = Number(region, "startLine", 1);
        int column = Number(region, "startColumn", 1);
        return new(LocalPath(uri), line, column, Number(region, "endLine", line), Number(region, "endColumn", column));
    }

    private static string LocalPath(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out Uri? absolute) && absolute.IsFile ? Path.GetFullPath(absolute.LocalPath) : Uri.UnescapeDataString(uri);

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : "";

    private static int Number(JsonElement element, string name, int otherwise) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out int number) ? number : otherwise;

    private static IEnumerable<JsonElement> Items(JsonElement element, string name)
    {
        if (Member(element, name) is { ValueKind: JsonValueKind.Array } member)
        {
            foreach (JsonElement item in member.EnumerateArray())
            {
                yield return item;
            }
        }
    }
}
