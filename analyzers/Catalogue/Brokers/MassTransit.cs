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
        Traits =
        [
            new(Trait.MessageIdentity, "MassTransit.MessageContext::MessageId"),
            new(Trait.MessageIdentity, "MassTransit.MessageContext::CorrelationId"),
            new(Trait.MessageIdentity, "MassTransit.JobContext::JobId"),
            new(Trait.MessageIdentity, "MassTransit.JobContext::AttemptId"),
            new(Trait.Saga, "MassTransit.ISaga"),
            new(Trait.Saga, "MassTransit.MassTransitStateMachine`1"),
            // The in-memory inbox is missing on purpose: a redelivery goes to another process.
            new(Trait.DurableInbox, "MassTransit.EntityFrameworkOutboxConfigurationExtensions::UseEntityFrameworkOutbox"),
            new(Trait.DurableInbox, "MassTransit.MongoDbOutboxConfigurationExtensions::UseMongoDbOutbox"),
        ],
        Messages =
        [
            new("MassTransit.JobContext", ".JobId.ToString()"),
            new("MassTransit.MessageContext", ".MessageId?.ToString()", Batch: "MassTransit.Batch`1"),
        ],
    };
}
