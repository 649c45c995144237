using GracefulAnalyzers.Cli.Drill.Service;

namespace GracefulAnalyzers.Drills;

/// <summary>A test that needs Node.js; skipped without it, except in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeJs.Missing;
}

/// <summary>As <see cref="NodeFactAttribute"/>, with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = NodeJs.Missing;
}

internal static class NodeJs
{
    public static string? Missing => Executables.Find("node") is null && Environment.GetEnvironmentVariable("CI") != "true" ? "Node.js is missing: apt-get install nodejs" : null;
}
