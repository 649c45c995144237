using GracefulAnalyzers.Vocabulary;









namespace GracefulAnalyzers.Catalogue;

internal static class MassTransit
{
    public static readonly Framework Framework = new(
        "MassTransit",
        "https://masstransit.io/documentation/concepts/consumers; https://github.com/MassTransit/MassTransit/issues/3138",
        "MassTransit.IConsumer`1")
    {
        Members =
        [
            Member.Work("MassTransit.IPublishEndpoint::Publish", Effect.Publish),
            Member.Work("MassTransit.ISendEndpoint::Send", Effect.Publish),
            Member.Drain("MassTransit.IBusControl::StopAsync"),
        ],
        Tokens = [new("MassTransit.PipeContext::CancellationToken", Signal.Deadline)],
        Handlers =
        [
            new(HandlerShape.InterfaceMethod, "MassTransit.IConsumer`1::Consume"),
            new(HandlerShape.InterfaceMethod, "MassTransit.IJobConsumer`1::Run"),
            new(HandlerShape.InterfaceMethod, "MassTransit.IExecuteActivity`1::Execute"),
            new(HandlerShape.DelegateArgument, "MassTransit.HandlerExtensions::Handler"),
        ],
        Identities =
        [
            new("MassTransit.MessageContext::MessageId", Stable: true, Nullable: true),
            new("MassTransit.MessageContext::CorrelationId", Stable: true, Nullable: true),
            new("MassTransit.JobContext::JobId", Stable: true),
            new("MassTransit.JobContext::AttemptId", Stable: false),
        ],
        Messages =
        [
            new("MassTransit.JobContext", ".JobId.ToString()"),
            new("MassTransit.MessageContext", ".MessageId?.ToString()", Batch: "MassTransit.Batch`1"),
        ],
        Sagas = ["MassTransit.ISaga", "MassTransit.MassTransitStateMachine`1"],
        // The in-memory inbox is missing on purpose: a redelivery goes to another process.
        DurableInboxes =
        [
            "MassTransit.EntityFrameworkOutboxConfigurationExtensions::UseEntityFrameworkOutbox",
            "MassTransit.MongoDbOutboxConfigurationExtensions::UseMongoDbOutbox",
        ],
    };
}
