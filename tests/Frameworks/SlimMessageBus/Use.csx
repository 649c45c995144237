class A : SlimMessageBus.IConsumer<string> { public Task OnHandle(string m, CancellationToken t) => Task.CompletedTask; }
