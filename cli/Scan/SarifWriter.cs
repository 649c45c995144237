using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GracefulAnalyzers.Cli.Sarif;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>Writes a report as one SARIF 2.1.0 run. URIs are relative to a root folder, and absolute for files outside it.</summary>
internal sealed class SarifWriter(string root, string toolVersion)
{
    private const string RootId = "%SRCROOT%";
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string Home = "https://github.com/GracefulAnalyzers/GracefulAnalyzers";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document's text; suppressed findings are kept as suppressed results.</summary>
    public string Write(ScanReport report, ScanVerdict verdict)
    {
        RuleText[] rules = [.. report.RuleTexts];
        Dictionary<string, int> indexes = rules.Select((rule, index) => (rule.Id, index)).ToDictionary(entry => entry.Id, entry => entry.index);
        Finding[] findings = [.. Finding.InOrder(verdict.Shown.Concat(verdict.Suppressed))];
        var document = new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "GracefulAnalyzers",
                        ["semanticVersion"] = toolVersion,
                        ["informationUri"] = Home,
                        ["rules"] = Array(rules.Select(Rule)),
                    },
                },
                ["automationDetails"] = new JsonObject { ["id"] = "graceful/" },
                ["invocations"] = new JsonArray(Invocation(verdict)),
                ["originalUriBaseIds"] = new JsonObject
                {
                    [RootId] = new JsonObject
                    {
                        ["uri"] = FileUri(root + Path.DirectorySeparatorChar),
                        ["description"] = Message("The root of the repository."),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = Array(findings.Select(finding => Result(finding, indexes))),
            }),
        };
        return document.ToJsonString(Options);
    }

    private static JsonObject Rule(RuleText rule)
    {
        string text = rule.Description.Length > 0 ? rule.Description : rule.Title;
        string link = rule.HelpUri.Length > 0 ? $" See {rule.HelpUri}" : "";
        var json = new JsonObject
        {
            ["id"] = rule.Id,
            ["shortDescription"] = Message(rule.Title),
            ["fullDescription"] = Message(text),
            ["help"] = new JsonObject
            {
                ["text"] = $"{Sentence(text)}{link}",
                ["markdown"] = rule.HelpUri.Length > 0 ? $"{Sentence(text)} [What breaks, and the fix]({rule.HelpUri})" : Sentence(text),
            },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.DefaultSeverity) },
            ["properties"] = new JsonObject { ["category"] = rule.Category },
        };
        if (rule.Name.Length > 0)
        {
            json["name"] = rule.Name;
        }

        if (rule.HelpUri.Length > 0)
        {
            json["helpUri"] = rule.HelpUri;
        }

        return json;
    }

    private JsonObject Result(Finding finding, Dictionary<string, int> indexes)
    {
        var json = new JsonObject
        {
            ["ruleId"] = finding.Rule,
            ["level"] = Level(finding.Severity),
            ["message"] = Message(finding.Message),
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Place(finding.Span) }),
            ["properties"] = new JsonObject { ["project"] = finding.Project, ["fixSafety"] = finding.FixSafety },
        };
        if (indexes.TryGetValue(finding.Rule, out int index))
        {
            json["ruleIndex"] = index;
        }

        if (finding.Related.Count > 0)
        {
            json["relatedLocations"] = Array(finding.Related.Select(Related));
        }

        // An empty list would say that the result was looked at and is not suppressed; one without details is still a suppression.
        if (finding.Suppressed)
        {
            json["suppressions"] = Array(finding.Suppressions.DefaultIfEmpty(new("", "")).Select(SuppressionOf));
        }

        return json;
    }

    private JsonObject Related(RelatedSpan related, int index)
    {
        var json = new JsonObject { ["id"] = index, ["physicalLocation"] = Place(related.Span) };
        if (related.Message.Length > 0)
        {
            json["message"] = Message(related.Message);
        }

        return json;
    }

    private static JsonObject SuppressionOf(Suppression suppression)
    {
        var json = new JsonObject { ["kind"] = "inSource" };
        if (suppression.Justification.Length > 0)
        {
            json["justification"] = suppression.Justification;
        }

        if (suppression.Type.Length > 0)
        {
            json["properties"] = new JsonObject { ["suppressionType"] = suppression.Type };
        }

        return json;
    }

    private static JsonObject Invocation(ScanVerdict verdict)
    {
        var json = new JsonObject { ["executionSuccessful"] = verdict.ExitCode != ScanVerdict.CouldNotAnalyse, ["exitCode"] = verdict.ExitCode };
        if (verdict.Errors.Count > 0)
        {
            json["toolExecutionNotifications"] = Array(verdict.Errors.Select(error => new JsonObject
            {
                ["level"] = "error",
                ["message"] = Message(string.Join('\n', [error.Describe(), .. error.Details])),
            }));
        }

        return json;
    }

    private JsonObject Place(SourceSpan span) => new()
    {
        ["artifactLocation"] = Artifact(span.File),
        ["region"] = new JsonObject
        {
            ["startLine"] = span.Line,
            ["startColumn"] = span.Column,
            ["endLine"] = span.EndLine,
            ["endColumn"] = span.EndColumn,
        },
    };

    private JsonObject Artifact(string file)
    {
        string relative = PathText.Relative(root, file);
        bool inside = !Path.IsPathRooted(relative) && !relative.StartsWith("../", StringComparison.Ordinal);
        return inside
            ? new() { ["uri"] = string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = RootId }
            : new() { ["uri"] = FileUri(file) };
    }

    // By segments: a number sign or a question mark in a folder's name would otherwise end the path.
    private static string FileUri(string path) =>
        "file://" + (path.StartsWith('/') ? "" : "/") + string.Join('/', path.Replace('\\', '/').Split('/').Select((segment, index) =>
            index == 0 && segment.EndsWith(':') ? segment : Uri.EscapeDataString(segment)));

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
