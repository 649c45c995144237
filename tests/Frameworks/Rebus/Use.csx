class A { CancellationToken M(Rebus.Pipeline.IMessageContext c) => Rebus.Extensions.MessageContextExtensions.GetCancellationToken(c); }
