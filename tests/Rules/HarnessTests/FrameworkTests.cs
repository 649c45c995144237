using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.HarnessTests;

/// <summary>Each framework name brings the types a fence would use, in the version it says.</summary>
public class FrameworkTests
{
    public static TheoryData<string> Names => [.. Frameworks.Names];

    /// <summary>The folder says with a few lines what its name is good for; a folder of nothing says what it is part of.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_folder_brings_what_its_use_needs(string framework)
    {
        var use = Repository.Read(Repository.At("tests", "Frameworks", framework, "Use.csx"));
        Assert.Equal(Frameworks.IsPartOfDotnet(framework), use is null);
        if (use is not null)
        {
            await Verify.ReportsAsync(Sample.Of(use, framework), SleepProduct.Instance);
        }
    }

    [Theory]
    [InlineData("", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/\", () => Results.Ok()); app.Run();")]
    [InlineData("none", "class A { Task M() => Task.CompletedTask; }")]
    public async Task Names_what_it_says(string frameworks, string code)
    {
        await Verify.ReportsAsync(Sample.Of(code, frameworks), SleepProduct.Instance);
    }

    [Fact]
    public async Task None_leaves_out_the_web()
    {
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() =>
            Verify.ReportsAsync(Sample.Of("class A { Microsoft.Extensions.Hosting.IHost? H; }", "none"), SleepProduct.Instance));
    }

    [Fact]
    public async Task A_doppelganger_has_every_type_under_another_name_and_none_under_its_own()
    {
        var sample = Sample.Of("""
            using Azure.Messaging.ServiceBus;
            using MassTransit;
            using RabbitMQ.Client;
            class A(IChannel channel) : BackgroundService, IConsumer<string>
            {
                public Task Consume(ConsumeContext<string> context) => Task.CompletedTask;
                protected override async Task ExecuteAsync(CancellationToken token) => await channel.BasicAckAsync(1, false, token);
                Task M(ProcessMessageEventArgs args) => args.CompleteMessageAsync(args.Message);
            }
            """, "RabbitMq7, MassTransit, AzureServiceBus");
        var compilation = (await (await Doppelganger.OfAsync(sample)).GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
        Assert.Equal("Mycrosoft.Extensions.Hosting.BackgroundService", compilation.GetTypeByMetadataName("A")!.BaseType!.ToDisplayString());
        Assert.All(
            ["RabbitMQ.Client.IChannel", "MassTransit.IConsumer", "Azure.Messaging.ServiceBus.ProcessMessageEventArgs",
                "Microsoft.Extensions.Hosting.IHostedService"],
            name => Assert.Null(compilation.GetTypeByMetadataName(name)));
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Projects.Open(Sample.Of("", "RabbitMq8")));
        Assert.Contains("RabbitMq8. Known: none, AdoNet, Akka", error.Message, StringComparison.Ordinal);
    }
}
