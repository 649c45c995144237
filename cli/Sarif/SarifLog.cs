using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Sarif;

/// <summary>What one compiler error log (SARIF 2.1) says about our rules.</summary>
/// <param name="Findings">Results of our rules, suppressed ones included.</param>
/// <param name="Rules">Our rules that the compiler loaded; none means that the analyzers did not run.</param>
/// <param name="Errors">Unsuppressed errors of anything but our rules: after one, results may be incomplete.</param>
/// <param name="Crashes">Messages of our analyzers' exceptions.</param>
/// <param name="LoadFailures">The compiler's messages about analyzers it could not load.</param>
internal sealed partial record SarifLog(
    IReadOnlyList<Finding> Findings,
    IReadOnlySet<string> Rules,
    IReadOnlyList<string> Errors,
    IReadOnlyList<string> Crashes,
    IReadOnlyList<string> LoadFailures)
{
    /// <summary>Our rules, by ID.</summary>
    public IReadOnlyDictionary<string, RuleText> Texts { get; init; } = new Dictionary<string, RuleText>();

    /// <summary>Our rules that a severity of none or silent, or NoWarn, switched off in all files or in some; what they would have found is unknown.</summary>
    public IReadOnlySet<string> SwitchedOff { get; init; } = new HashSet<string>();

    private static readonly string[] LoadFailureIds = ["CS8032", "CS8033", "CS8034", "CS8040", "CS8850", "CS9057"];

    public static bool IsRuleId(string id) => RuleId().IsMatch(id);

    /// <summary>Reads the log of one project.</summary>
    /// <exception cref="JsonException">The text is no complete log; the compiler may have died while writing it.</exception>
    public static SarifLog Parse(string json, string project)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("runs", out JsonElement runs) || runs.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("The log holds no runs.");
        }

        var reader = new SarifReader(project);
        foreach (JsonElement run in runs.EnumerateArray())
        {
            reader.ReadRun(run);
        }

        return reader.ToLog();
    }

    internal static bool IsLoadFailure(string id) => LoadFailureIds.Contains(id);

    [GeneratedRegex(@"^GRACE\d{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RuleId();
}
