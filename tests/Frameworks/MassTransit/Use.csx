using MassTransit;

class A : IConsumer<string> { public Task Consume(ConsumeContext<string> c) => Task.CompletedTask; static void R(IServiceCollection s) => s.AddMassTransit(x => x.UsingRabbitMq((_, _) => { })); }
