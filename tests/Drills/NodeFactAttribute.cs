using GracefulAnalyzers.Drills.Brokers;

namespace GracefulAnalyzers.Drills;

/// <summary>A test that needs Node.js; skipped without it, except in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = BrokerPackages.ReasonToSkip(Needs.Node);
}

/// <summary>As <see cref="NodeFactAttribute"/>, with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = BrokerPackages.ReasonToSkip(Needs.Node);
}
