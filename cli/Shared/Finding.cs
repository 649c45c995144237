using GracefulAnalyzers.Cli.Sarif;

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
    /// <summary>How the sources suppress it; empty unless they do.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>Why there is no automatic mend; empty when there is one, or when the rule does not say.</summary>
    public string Unfixable { get; init; } = "";

    /// <summary>What its owner has to decide before the mend can be applied; empty when nothing is.</summary>
    public string Decision { get; init; } = "";
}
