namespace GracefulAnalyzers.Corpus.Fixes;

/// <summary>What became of one finding when its fix was applied to the project as it was checked out.</summary>
/// <param name="Place">Path and line, from one.</param>
/// <param name="IsOffered">The finding says that it can be fixed.</param>
/// <param name="Actions">How many actions the fix registered; the first is the one applied.</param>
/// <param name="Note">Why no edit came: what was thrown, or what was refused. Empty when one came or none was promised.</param>
/// <param name="NewErrors">What the compiler says of the whole project after the edit and did not say before.</param>
/// <param name="Left">True when the same rule still reports as often as before.</param>
/// <param name="NewFindings">Rules that report more often than before the edit.</param>
/// <param name="Patch">The edit as a unified diff; empty when nothing changed.</param>
internal sealed record Attempt(
    string Repository,
    string Project,
    string Rule,
    string Place,
    bool IsOffered,
    int Actions,
    string Note,
    string[] NewErrors,
    bool Left,
    string[] NewFindings,
    string Patch)
{
    public bool IsApplied => Patch.Length > 0;

    public bool Compiles => IsApplied && NewErrors.Length == 0;

    public bool IsSettled => IsApplied && !Left && NewFindings.Length == 0;
}
