class A { void M([Microsoft.Azure.WebJobs.Extensions.DurableTask.OrchestrationTrigger] object c) { } }
