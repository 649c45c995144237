using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>The findings of one rule in one file: the least that <c>dotnet format</c> can be told to mend, or to leave alone.</summary>
/// <param name="File">An absolute path.</param>
internal sealed record FixUnit(string Rule, string File)
{
    public static FixUnit Of(Finding finding) => new(finding.Rule, finding.Span.File);
}

/// <summary>A unit that stays as it was, because what its fix makes of it does not compile.</summary>
/// <param name="Errors">The compiler's, of the build that showed it; at least one.</param>
/// <param name="IsProven">False when the builds that may be spent did not tell it from others.</param>
internal sealed record BrokenFix(FixUnit Unit, IReadOnlyList<string> Errors, bool IsProven);
