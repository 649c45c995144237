class A { string M(Microsoft.DurableTask.TaskOrchestrationContext c) => c.InstanceId; }
