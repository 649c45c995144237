using System.Collections.Immutable;
using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Proofs;

/// <summary>
/// One rule's proof. The few lines of <c>Violation.cs</c> and what the rule's fix makes of them, <c>Fix.cs</c>, run for real under the same events, and the
/// same harm is counted: with the defect there is some, after the fix there is none.
/// </summary>
internal abstract class Proof
{
    /// <summary>Every proof, in the order of the rules.</summary>
    public static ImmutableArray<Proof> All { get; } =
    [
        .. typeof(Proof).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(Proof)))
            .Select(static type => (Proof)Activator.CreateInstance(type)!)
            .OrderBy(static proof => proof.Rule, StringComparer.Ordinal),
    ];

    /// <summary>The id; also the name of the folder and the namespace that hold the proof.</summary>
    public string Rule => GetType().Namespace!.Split('.')[^1];

    /// <summary>What runs and what happens to it, as docs/proof.md says it.</summary>
    public abstract string Event { get; }

    /// <summary>What is counted then, as docs/proof.md says it.</summary>
    public abstract string Harm { get; }

    /// <summary>What the two files compile against, by the names that a page's fence uses.</summary>
    public virtual string Frameworks => "";

    /// <summary>What the fix adds to the project.</summary>
    public virtual string Scaffolds => "";

    public virtual bool NeedsBroker => false;

    /// <summary>Runs the violation and counts the harm.</summary>
    public abstract Task<int> WithDefectAsync(Bench bench);

    /// <summary>Runs the fixed code under the same events and counts the harm.</summary>
    public abstract Task<int> AfterFixAsync(Bench bench);
}

/// <summary>What one proof counted.</summary>
internal sealed record Counted(Proof Proof, int WithDefect, int AfterFix)
{
    public string Row =>
        $"| [{Proof.Rule}](rules/{Proof.Rule}.md) {Product.Shipped.Rules.Single(rule => rule.Id == Proof.Rule).Name()} "
        + $"| {Proof.Event} | {Proof.Harm} | {WithDefect} | {AfterFix} | [{Proof.GetType().Name}](../tests/Proofs/{Proof.Rule}/) |\n";
}
