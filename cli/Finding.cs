namespace GracefulAnalyzers.Cli;

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
/// <param name="Unfixable">Why there is no automatic mend; empty when there is one, or when the rule does not say.</param>
/// <param name="Decision">What its owner has to decide before the mend can be applied; empty when nothing is.</param>
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
    IReadOnlyList<RelatedSpan> Related,
    string Unfixable = "",
    string Decision = "");
