namespace GracefulAnalyzers.Cli.Shared;

/// <summary>How serious a finding is; ordered.</summary>
internal enum Severity
{
    Info,
    Warning,
    Error,
}

/// <summary>A span in a file: absolute path, one-based lines and UTF-16 columns, the end column exclusive.</summary>
internal sealed record SourceSpan(string File, int Line, int Column, int EndLine, int EndColumn);

/// <summary>A second place that a finding refers to.</summary>
internal sealed record RelatedSpan(SourceSpan Span, string Message);

/// <summary>One way in which the sources silence a finding: a pragma, an attribute or a suppressor. Texts may be empty.</summary>
internal sealed record Suppression(string Type, string Justification);

/// <summary>One defect at one place. <paramref name="FixSafety"/> is safe, behaviour, scaffold or none.</summary>
internal sealed record Finding(
    string Rule,
    string Name,
    Severity Severity,
    string Message,
    SourceSpan Span,
    string HelpUri,
    string Project,
    string FixSafety,
    bool Suppressed,
    IReadOnlyList<RelatedSpan> Related)
{
    /// <summary>By file and place, then by rule.</summary>
    public static IEnumerable<Finding> InOrder(IEnumerable<Finding> findings) => findings
        .OrderBy(finding => finding.Span.File, StringComparer.Ordinal)
        .ThenBy(finding => finding.Span.Line)
        .ThenBy(finding => finding.Span.Column)
        .ThenBy(finding => finding.Rule, StringComparer.Ordinal);

    /// <summary>How the sources suppress it; empty unless they do.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>Why there is no automatic mend; empty when there is one, or when the rule does not say.</summary>
    public string Unfixable { get; init; } = "";

    /// <summary>What its owner has to decide before the mend can be applied; empty when nothing is.</summary>
    public string Decision { get; init; } = "";
}
