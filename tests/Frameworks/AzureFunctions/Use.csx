class A { CancellationToken M(Microsoft.Azure.Functions.Worker.FunctionContext c) => c.CancellationToken; }
