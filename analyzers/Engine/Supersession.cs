using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Engine;

/// <summary>One defect, one finding: asks the rules that supersede another whether they report the same defect.</summary>
internal static class Supersession
{
    // Rules are stateless, so one instance of each can be asked from everywhere.
    private static readonly ILookup<string, (string Id, GracefulAnalyzer Rule)> Over = AllRules.Ids
        .Select(static id => (Id: id, Rule: AllRules.Create(id)))
        .SelectMany(static pair => pair.Rule.Superseded.Select(superseded => (superseded, pair)))
        .ToLookup(static entry => entry.superseded, static entry => entry.pair, StringComparer.Ordinal);

    /// <summary>True when a rule that supersedes this one, and that is switched on, reports the defect already.</summary>
    public static bool Drops(string rule, IOperation defect, ShutdownModel model)
    {
        foreach (var (id, other) in Over[rule])
        {
            if (IsOn(id, defect.Syntax.SyntaxTree, model.Compilation) && other.Reports(defect, model))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOn(string id, SyntaxTree tree, Compilation compilation)
    {
        var options = compilation.Options;
        var isSet = options.SyntaxTreeOptionsProvider?.TryGetDiagnosticValue(tree, id, default, out var severity) == true
            ? severity
            : options.SpecificDiagnosticOptions.TryGetValue(id, out var configured) ? configured : ReportDiagnostic.Default;
        return isSet != ReportDiagnostic.Suppress;
    }
}
