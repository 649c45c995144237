namespace Microsoft.Azure.Functions.Worker
{
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class OrchestrationTriggerAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class EntityTriggerAttribute : Attribute;
}

namespace Microsoft.Azure.WebJobs.Extensions.DurableTask
{
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class OrchestrationTriggerAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class EntityTriggerAttribute : Attribute;
}

namespace Microsoft.DurableTask
{
    public abstract class TaskOrchestrationContext
    {
        public abstract string InstanceId { get; }
    }

    public abstract class TaskOrchestrator<TInput, TOutput>
    {
        public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);
    }
}

namespace Temporalio.Workflows
{
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct)]
    public sealed class WorkflowAttribute : Attribute;

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class WorkflowRunAttribute : Attribute;
}

namespace Temporalio.Activities
{
    public sealed class ActivityExecutionContext
    {
        public static ActivityExecutionContext Current => throw new NotSupportedException();

        public CancellationToken CancellationToken => default;

        public CancellationToken WorkerShutdownToken => default;
    }
}

namespace Dapr.Workflow
{
    public abstract class WorkflowContext
    {
        public abstract string InstanceId { get; }
    }

    public abstract class Workflow<TInput, TOutput>
    {
        public abstract Task<TOutput> RunAsync(WorkflowContext context, TInput input);
    }
}

namespace Dapr.Actors.Runtime
{
    public abstract class Actor;
}

namespace Orleans
{
    public interface IGrain;

    public interface IGrainWithStringKey : IGrain;

    public abstract class Grain;
}

namespace Akka.Actor
{
    public abstract class ActorBase;

    public abstract class UntypedActor : ActorBase
    {
        protected abstract void OnReceive(object message);
    }
}
