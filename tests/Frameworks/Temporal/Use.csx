[Temporalio.Workflows.Workflow] class A { }
