class A { string M(Dapr.Workflow.WorkflowContext c) => c.InstanceId; }
