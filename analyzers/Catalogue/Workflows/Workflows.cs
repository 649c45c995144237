using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

/// <summary>Frameworks that replay or interleave user code themselves, so that a token of the process has no place in it.</summary>
internal static class Workflows
{
    public static readonly Framework DurableFunctions = new(
        "DurableFunctions",
        "https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints",
        "Microsoft.Azure.Functions.Worker.OrchestrationTriggerAttribute")
    {
        Traits =
        [
            new(Trait.TokenFree, "Microsoft.Azure.Functions.Worker.OrchestrationTriggerAttribute"),
            new(Trait.TokenFree, "Microsoft.Azure.Functions.Worker.EntityTriggerAttribute"),
        ],
    };

    // Of the in-process model.
    public static readonly Framework DurableFunctionsInProcess = new(
        "DurableFunctionsInProcess",
        "https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints; "
            + "https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-entities",
        "Microsoft.Azure.WebJobs.Extensions.DurableTask.OrchestrationTriggerAttribute")
    {
        Traits =
        [
            new(Trait.TokenFree, "Microsoft.Azure.WebJobs.Extensions.DurableTask.OrchestrationTriggerAttribute"),
            new(Trait.TokenFree, "Microsoft.Azure.WebJobs.Extensions.DurableTask.EntityTriggerAttribute"),
        ],
    };

    public static readonly Framework DurableTask = new(
        "DurableTask",
        "https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints; https://github.com/microsoft/durabletask-dotnet",
        "Microsoft.DurableTask.TaskOrchestrator`2")
    {
        Traits = [new(Trait.TokenFree, "Microsoft.DurableTask.TaskOrchestrator`2")],
    };

    public static readonly Framework Temporal = new(
        "Temporal",
        "https://docs.temporal.io/develop/dotnet/core-application#workflow-logic-requirements",
        "Temporalio.Workflows.WorkflowAttribute")
    {
        Traits = [new(Trait.TokenFree, "Temporalio.Workflows.WorkflowAttribute")],
        // Activities, unlike workflows, run as ordinary code; the first fires GracefulShutdownTimeout after the second.
        Tokens =
        [
            new("Temporalio.Activities.ActivityExecutionContext::CancellationToken", Signal.Deadline),
            new("Temporalio.Activities.ActivityExecutionContext::WorkerShutdownToken", Signal.ServiceStop),
        ],
    };

    public static readonly Framework DaprWorkflow = new(
        "DaprWorkflow",
        "https://docs.dapr.io/developing-applications/building-blocks/workflow/workflow-features-concepts/#workflow-determinism-and-code-restraints",
        "Dapr.Workflow.Workflow`2")
    {
        Traits = [new(Trait.TokenFree, "Dapr.Workflow.Workflow`2")],
    };

    public static readonly Framework DaprActors = new(
        "DaprActors",
        "https://docs.dapr.io/developing-applications/building-blocks/actors/actors-overview/#turn-based-access",
        "Dapr.Actors.Runtime.Actor")
    {
        Traits = [new(Trait.TokenFree, "Dapr.Actors.Runtime.Actor")],
    };

    public static readonly Framework Orleans = new(
        "Orleans",
        "https://learn.microsoft.com/dotnet/orleans/grains/",
        "Orleans.IGrain")
    {
        Traits = [new(Trait.TokenFree, "Orleans.IGrain")],
    };

    public static readonly Framework Akka = new(
        "Akka",
        "https://getakka.net/articles/actors/receive-actor-api.html",
        "Akka.Actor.ActorBase")
    {
        Traits = [new(Trait.TokenFree, "Akka.Actor.ActorBase")],
    };
}
