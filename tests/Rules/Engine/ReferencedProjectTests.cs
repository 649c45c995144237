using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Engine;

/// <summary>
/// A build references another project by its image, an editor and <c>dotnet format</c> by its source: what is reported must not depend on it, so no more
/// than the image shows counts in either. Line marks in the program are what both report.
/// </summary>
public partial class ReferencedProjectTests
{
    [Fact]
    public Task A_base_class_that_only_inherits() => Agree(
        """
        public abstract class Loop : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.Delay(-1, stoppingToken);
        }
        """,
        """
        public sealed class Own : Loop
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.Delay(-1, stoppingToken);

            public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // GRACE3004
        }
        """);

    [Fact]
    public Task A_base_class_with_a_stop_of_its_own() => Agree(
        """
        public abstract class Logged(ILogger logger) : BackgroundService
        {
            public override async Task StopAsync(CancellationToken cancellationToken)
            {
                logger.LogInformation("stopping");
                await base.StopAsync(cancellationToken);
            }
        }
        """,
        """
        public sealed class Poller(ILogger<Poller> logger) : Logged(logger)
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.Delay(-1, stoppingToken);

            public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // GRACE3004
        }
        """);

    /// <summary>Whether it runs until it is stopped, or only starts something, is the base's secret.</summary>
    [Fact]
    public Task A_base_class_that_executes() => Agree(
        """
        public abstract class Loop : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.Delay(-1, stoppingToken);
        }
        """,
        """
        public sealed class Silent : Loop
        {
            public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task A_base_class_with_a_way_to_the_stop() => Agree(
        """
        public abstract class Draining : BackgroundService
        {
            protected Task LeaveAsync(CancellationToken cancellationToken) => base.StopAsync(cancellationToken);
        }
        """,
        """
        public sealed class Poller : Draining
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.Delay(-1, stoppingToken);

            public override Task StopAsync(CancellationToken cancellationToken) => LeaveAsync(cancellationToken);
        }
        """);

    /// <summary>The base's stop may wait for what the base can count.</summary>
    [Fact]
    public Task Work_beside_a_stop_that_nobody_sees() => Agree(
        """
        public abstract class Counting : BackgroundService
        {
            public override Task StopAsync(CancellationToken cancellationToken) => base.StopAsync(cancellationToken);
        }

        public abstract class Plain : BackgroundService;
        """,
        """
        public sealed class Counted(HttpClient http) : Counting
        {
            public override Task StartAsync(CancellationToken cancellationToken)
            {
                _ = Task.Run(() => http.PostAsync("/sweep", null));
                return base.StartAsync(cancellationToken);
            }

            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
        }

        public sealed class Uncounted(HttpClient http) : Plain
        {
            public override Task StartAsync(CancellationToken cancellationToken)
            {
                _ = Task.Run(() => http.PostAsync("/sweep", null)); // GRACE3001
                return base.StartAsync(cancellationToken);
            }

            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task A_callback_of_another_project() => Agree(
        "public static class Callbacks { public static async void Send(object? state) => await Task.Yield(); }",
        """
        public sealed class Pinger : IHostedService
        {
            private Timer? _timer;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _timer = new Timer(Callbacks.Send, null, 0, 1000); // GRACE3001
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken)
            {
                _timer?.Dispose();
                return Task.CompletedTask;
            }
        }
        """);

    private static async Task Agree(string library, string program, string frameworks = "")
    {
        var other = (CSharpCompilation)(await Projects.Open(Sample.Of(library, frameworks)).GetCompilationAsync())!;
        using var image = new MemoryStream();
        var emitted = other.WithAssemblyName("Library").Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));

        var sample = Sample.Of(program, frameworks);
        var project = Projects.Open(sample);
        var asImage = project.AddMetadataReference(MetadataReference.CreateFromImage(image.ToArray()));
        await Verify.ReportsAsync(sample, asImage, Product.Shipped);

        var compilation = (CSharpCompilation)(await asImage.GetCompilationAsync())!;
        var asSource = ((CSharpCompilation)(await project.GetCompilationAsync())!).AddReferences(other.WithAssemblyName("Library").ToMetadataReference());
        Report.RequireSame(
            await Analysis.SpelledAsync(compilation.Clone(), Product.Shipped, project.AnalyzerOptions),
            await Analysis.SpelledAsync(asSource, Product.Shipped, project.AnalyzerOptions),
            "the other project as source");
    }
}
