class A { CancellationToken M(NServiceBus.IMessageHandlerContext c) => c.CancellationToken; }
