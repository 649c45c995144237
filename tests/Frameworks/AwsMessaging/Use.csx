class A { Task M(AWS.Messaging.IMessageHandler<string> h) => h.HandleAsync(new()); }
