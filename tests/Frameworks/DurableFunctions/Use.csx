class A { void M([Microsoft.Azure.Functions.Worker.OrchestrationTrigger] object c) { } }
