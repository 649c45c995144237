// Names and signatures after the public source, as far as the catalogue names them; nothing here runs.
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
