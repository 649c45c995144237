using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Hosting;

/// <summary>What a stop does not drain is one finding; switched off, it uncovers what it stood for.</summary>
public sealed class GRACE3001SupersedesTests
{
    private const string Captured = """
        public sealed class Reader(HttpClient http) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                _ = Task.Run(() => ReadAsync(cancellationToken), cancellationToken); // MARK
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            private async Task ReadAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                {
                    await http.GetStringAsync("/feed", CancellationToken.None);
                    await Task.Delay(TimeSpan.FromMinutes(1), token);
                }
            }
        }
        """;

    private const string Ticking = """
        public sealed class Ticker(HttpClient http) : IHostedService
        {
            private Timer? _timer;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _timer = new Timer(async _ => await http.GetStringAsync("/feed", CancellationToken.None), null, 0, 1000); // MARK
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken)
            {
                _timer?.Dispose();
                return Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData(Captured, "GRACE3009")]
    [InlineData(Ticking, "GRACE3012")]
    public async Task Undrained_work_is_reported_once(string code, string superseded)
    {
        await Rule.Reports(Marked(code, "GRACE3001"));

        var uncovered = Sample.Of(Marked(code, superseded));
        uncovered = uncovered
            with { Files = uncovered.Files.Add(SourceFile.Parse(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.GRACE3001.severity = none\n")) };
        await Verify.ReportsAsync(uncovered, Product.Shipped);

        var open = Projects.Open("Custom", uncovered);
        var mended = await new Fixing(Product.Shipped, superseded).ApplyAsync(open, Route.Solution);
        await Advice.RequireNothingNewAsync(superseded, open.Projects.Single(), mended.Projects.Single());
    }

    [Fact]
    public async Task A_callback_of_the_host_is_a_defect_of_its_own() => await Rule.Reports("""
        public sealed class Leaving(IHostApplicationLifetime lifetime, HttpClient http) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                lifetime.ApplicationStopping.Register(async () => await http.DeleteAsync("/registration")); // GRACE3012
                _ = Task.Run(() => http.GetStringAsync("/warm"), CancellationToken.None); // GRACE3001
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """);

    private static string Marked(string code, string id) => code.Replace("MARK", id, StringComparison.Ordinal);
}
