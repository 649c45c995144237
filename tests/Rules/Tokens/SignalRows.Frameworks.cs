using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Tests.Tokens;

internal static partial class SignalRows
{
    private static SignalRow[] Frameworks =>
    [
        Handler("Event Hubs event", "Azure.Messaging.EventHubs.Processor.ProcessEventArgs args", "args.CancellationToken", Signal.ServiceStop, "EventHubs"),
        Handler("NServiceBus context", "NServiceBus.IMessageHandlerContext context", "context.CancellationToken", Signal.Deadline, "NServiceBus"),
        Handler("KafkaFlow context", "KafkaFlow.IConsumerContext context", "context.WorkerStopped", Signal.Deadline, "KafkaFlow"),
        Handler("SlimMessageBus context", "SlimMessageBus.IConsumerContext context", "context.CancellationToken", Signal.ServiceStop, "SlimMessageBus"),
        Handler("Functions context", "Microsoft.Azure.Functions.Worker.FunctionContext context", "context.CancellationToken", Signal.ServiceStop,
            "AzureFunctions"),
        Handler("Temporal activity", "Temporalio.Activities.ActivityExecutionContext context", "context.CancellationToken", Signal.Deadline, "Temporal"),
        Handler("Temporal worker", "Temporalio.Activities.ActivityExecutionContext context", "context.WorkerShutdownToken", Signal.ServiceStop, "Temporal"),
        Handler("Hangfire job", "Hangfire.IJobCancellationToken token", "token.ShutdownToken", Signal.ServiceStop, "Hangfire"),
        Handler("Coravel task", "Coravel.Queuing.Interfaces.ICancellableTask task", "task.Token", Signal.ServiceStop, "Coravel"),
        Handler("Rebus message", "Rebus.Pipeline.IMessageContext context", "Rebus.Extensions.MessageContextExtensions.GetCancellationToken(context)",
            Signal.ServiceStop, "Rebus"),
        Handler("Pub/Sub handler", "Google.Cloud.PubSub.V1.SubscriberClient client", null, Signal.Deadline, "GooglePubSub",
            "await client.StartAsync(async (_, token) => { await Probe.Of(token); return default; });"),
        Handler("EasyNetQ handler", "EasyNetQ.IPubSub bus", null, Signal.ServiceStop, "EasyNetQ",
            "await bus.SubscribeAsync<string>(\"id\", async (_, token) => await Probe.Of(token), _ => { });"),
        new("AWS message handler",
            "public async Task<AWS.Messaging.MessageProcessStatus> HandleAsync(AWS.Messaging.MessageEnvelope<string> envelope, CancellationToken token)",
            "await Probe.Of(token);", Signal.ServiceStop)
        {
            Is = "AWS.Messaging.IMessageHandler<string>", Frameworks = "AwsMessaging", After = "return null!;",
        },
        new("SlimMessageBus handler", "public async Task OnHandle(string message, CancellationToken token)", "await Probe.Of(token);",
            Signal.ServiceStop) { Is = "SlimMessageBus.IConsumer<string>", Frameworks = "SlimMessageBus" },
        new("Pub/Sub subscription handler", "public override async Task<Google.Cloud.PubSub.V1.SubscriberClient.Reply> "
            + "HandleMessage(Google.Cloud.PubSub.V1.PubsubMessage message, CancellationToken token)", "await Probe.Of(token);", Signal.Deadline)
        {
            Is = "Google.Cloud.PubSub.V1.SubscriptionHandler", Frameworks = "GooglePubSub", After = "return default;",
        },
    ];

    private static SignalRow Handler(string name, string parameter, string? token, Signal expected, string framework, string body = "") =>
        new(name, $"public async Task HandleAsync({parameter})", token is null ? body : $"await Probe.Of({token});", expected) { Frameworks = framework };
}
