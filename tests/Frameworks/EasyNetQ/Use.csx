class A { Task M(EasyNetQ.IBus b) => b.PubSub.SubscribeAsync<string>("a", (_, _) => Task.CompletedTask, _ => { }); }
