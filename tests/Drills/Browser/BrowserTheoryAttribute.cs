namespace GracefulAnalyzers.Drills.Browser;

/// <summary>A test that looks at a page in Chromium; skipped without it or Node.js, unless GRACEFUL_REQUIRE_BROWSER is 1.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (Chromium.Path is null && Environment.GetEnvironmentVariable("GRACEFUL_REQUIRE_BROWSER") != "1")
        {
            Skip = Chromium.HowToGetIt;
        }

        Skip ??= Brokers.BrokerPackages.ReasonToSkip(Brokers.Needs.Node);
    }
}
