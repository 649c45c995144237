using GracefulAnalyzers.Cli.Drill.Service;

namespace GracefulAnalyzers.Drills;

/// <summary>A test that needs Node.js; skipped without it, except in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (Executables.Find("node") is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "Node.js is missing: apt-get install nodejs";
        }
    }
}
