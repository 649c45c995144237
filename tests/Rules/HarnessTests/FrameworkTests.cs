using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.HarnessTests;

/// <summary>Each framework name brings the types a fence would use, in the version it says.</summary>
public class FrameworkTests
{
    [Theory]
    [InlineData("RabbitMq7", "using RabbitMQ.Client; class A { ValueTask M(IChannel c) => c.BasicAckAsync(1, false, default); }")]
    [InlineData("RabbitMq6", "using RabbitMQ.Client; class A { void M(IModel c) => c.BasicAck(1, false); }")]
    [InlineData("MassTransit", "using MassTransit; class A : IConsumer<string> { public Task Consume(ConsumeContext<string> c) => Task.CompletedTask; static void R(IServiceCollection s) => s.AddMassTransit(x => x.UsingRabbitMq((_, _) => { })); }")]
    [InlineData("AzureServiceBus", "using Azure.Messaging.ServiceBus; class A { Task M(ProcessMessageEventArgs a) => a.CompleteMessageAsync(a.Message, a.CancellationToken); }")]
    [InlineData("ExtensionsAI", "using Microsoft.Extensions.AI; class A { Task M(IChatClient c) => c.GetResponseAsync(\"hi\"); }")]
    [InlineData("OpenAI", "using OpenAI.Chat; class A { System.ClientModel.AsyncCollectionResult<StreamingChatCompletionUpdate> M(ChatClient c) => c.CompleteChatStreamingAsync(\"hi\"); }")]
    [InlineData("EFCore", "using Microsoft.EntityFrameworkCore; class A(DbContextOptions o) : DbContext(o) { static void R(DbContextOptionsBuilder b) => b.UseSqlite(\"x\"); Task S() => Database.ExecuteSqlAsync($\"x\"); }")]
    [InlineData("Redis", "using StackExchange.Redis; class A { Task M(IDatabase d) => d.StringSetAsync(\"a\", \"b\"); }")]
    [InlineData("Npgsql", "using Npgsql; class A { NpgsqlDataSource D { get; } = NpgsqlDataSource.Create(\"x\"); }")]
    [InlineData("MailKit", "using MailKit.Net.Smtp; class A { Task M(ISmtpClient c) => c.SendAsync(new MimeKit.MimeMessage()); }")]
    [InlineData("SendGrid", "using SendGrid; class A { Task M(ISendGridClient c) => c.SendEmailAsync(new SendGrid.Helpers.Mail.SendGridMessage()); }")]
    [InlineData("AmazonSES", "using Amazon.SimpleEmail; class A { Task M(IAmazonSimpleEmailService c) => c.SendEmailAsync(new object()); }")]
    [InlineData("Twilio", "using Twilio.Rest.Api.V2010.Account; class A { Task M() => MessageResource.CreateAsync(new object()); }")]
    [InlineData("Stripe", "using Stripe; class A { Task M(PaymentIntentService c) => c.CreateAsync(new PaymentIntentCreateOptions()); }")]
    [InlineData("Rebus", "class A { CancellationToken M(Rebus.Pipeline.IMessageContext c) => Rebus.Extensions.MessageContextExtensions.GetCancellationToken(c); }")]
    [InlineData("Hangfire", "class A { CancellationToken M(Hangfire.IJobCancellationToken t) => t.ShutdownToken; }")]
    [InlineData("Coravel", "class A : Coravel.Invocable.ICancellableInvocable { public CancellationToken CancellationToken { get; set; } }")]
    [InlineData("EventHubs", "class A { Task M(Azure.Messaging.EventHubs.Processor.ProcessEventArgs a) => a.UpdateCheckpointAsync(a.CancellationToken); }")]
    [InlineData("GooglePubSub", "class A { Task M(Google.Cloud.PubSub.V1.SubscriberClient c) => c.StopAsync(default); }")]
    [InlineData("NServiceBus", "class A { CancellationToken M(NServiceBus.IMessageHandlerContext c) => c.CancellationToken; }")]
    [InlineData("KafkaFlow", "class A { CancellationToken M(KafkaFlow.IConsumerContext c) => c.WorkerStopped; }")]
    [InlineData("SlimMessageBus", "class A : SlimMessageBus.IConsumer<string> { public Task OnHandle(string m, CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("AwsMessaging", "class A { Task M(AWS.Messaging.IMessageHandler<string> h) => h.HandleAsync(new()); }")]
    [InlineData("EasyNetQ", "class A { Task M(EasyNetQ.IBus b) => b.PubSub.SubscribeAsync<string>(\"a\", (_, _) => Task.CompletedTask, _ => { }); }")]
    [InlineData("AzureFunctions", "class A { CancellationToken M(Microsoft.Azure.Functions.Worker.FunctionContext c) => c.CancellationToken; }")]
    [InlineData("DurableFunctions", "class A { void M([Microsoft.Azure.Functions.Worker.OrchestrationTrigger] object c) { } }")]
    [InlineData("DurableFunctionsInProcess", "class A { void M([Microsoft.Azure.WebJobs.Extensions.DurableTask.OrchestrationTrigger] object c) { } }")]
    [InlineData("DurableTask", "class A { string M(Microsoft.DurableTask.TaskOrchestrationContext c) => c.InstanceId; }")]
    [InlineData("Temporal", "[Temporalio.Workflows.Workflow] class A { }")]
    [InlineData("DaprWorkflow", "class A { string M(Dapr.Workflow.WorkflowContext c) => c.InstanceId; }")]
    [InlineData("DaprActors", "class A : Dapr.Actors.Runtime.Actor { }")]
    [InlineData("Orleans", "class A : Orleans.Grain, Orleans.IGrainWithStringKey { }")]
    [InlineData("Akka", "class A : Akka.Actor.UntypedActor { protected override void OnReceive(object m) { } }")]
    [InlineData("Kafka", "using Confluent.Kafka; class A { ConsumeResult<string, string> M(IConsumer<string, string> c) => c.Consume(default(CancellationToken)); }")]
    [InlineData("AmazonSQS", "using Amazon.SQS; class A { Task M(IAmazonSQS c) => c.DeleteMessageAsync(\"a\", \"b\"); }")]
    [InlineData("AzureStorageQueues", "using Azure.Storage.Queues; class A { Task M(QueueClient c) => c.ReceiveMessageAsync(); }")]
    [InlineData("Grpc", "using Grpc.Core; class A { CancellationToken M(ServerCallContext c) => c.CancellationToken; }")]
    [InlineData("Serilog", "class A { Task M() => Serilog.Log.CloseAndFlushAsync().AsTask(); }")]
    [InlineData("NLog", "class A { Task M(NLog.LogFactory f, CancellationToken t) => f.FlushAsync(t); }")]
    [InlineData("OpenTelemetry", "using OpenTelemetry.Trace; class A { bool M(TracerProvider p) => p.ForceFlush(1000); }")]
    [InlineData("ApplicationInsights", "class A { Task M(Microsoft.ApplicationInsights.TelemetryClient c, CancellationToken t) => c.FlushAsync(t); }")]
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
            ["RabbitMQ.Client.IChannel", "MassTransit.IConsumer", "Azure.Messaging.ServiceBus.ProcessMessageEventArgs", "Microsoft.Extensions.Hosting.IHostedService"],
            name => Assert.Null(compilation.GetTypeByMetadataName(name)));
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Projects.Open(Sample.Of("", "RabbitMq8")));
        Assert.Contains("RabbitMq8. Known: none, RabbitMq6, RabbitMq7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_name_has_a_case_here()
    {
        var cases = typeof(FrameworkTests).GetMethod(nameof(Names_what_it_says))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Cast<InlineDataAttribute>()
            .Select(static a => (string)a.GetData(null!).Single()[0]);
        Assert.Empty(Frameworks.Names.Except(cases, StringComparer.Ordinal));
    }
}
