using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Hosting;

public class GRACE3004BaseStopSkippedTests
{
    private const string Before = """
        public sealed class Poller(HttpClient http) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.Delay(-1, stoppingToken);

            public override async Task StopAsync(CancellationToken cancellationToken) // GRACE3004
            {
                if (http.BaseAddress is null)
                    return;

                await http.DeleteAsync("/registration", cancellationToken);
            }
        }
        """;

    private const string After = """
        public sealed class Poller(HttpClient http) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.Delay(-1, stoppingToken);

            public override async Task StopAsync(CancellationToken cancellationToken)
            {
                if (http.BaseAddress is null)
                {
                    await base.StopAsync(cancellationToken);
                    return;
                }

                await http.DeleteAsync("/registration", cancellationToken);
                await base.StopAsync(cancellationToken);
            }
        }
        """;

    [Fact]
    public Task Tabs_stay_tabs() => Rule.Fixes(Tabbed(Before), Tabbed(After));

    private static string Tabbed(string code) => code.ReplaceLineEndings("\n").Replace("    ", "\t", StringComparison.Ordinal);
}
