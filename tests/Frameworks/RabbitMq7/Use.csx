using RabbitMQ.Client;

class A { ValueTask M(IChannel c) => c.BasicAckAsync(1, false, default); }
