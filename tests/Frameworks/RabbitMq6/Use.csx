using RabbitMQ.Client;

class A { void M(IModel c) => c.BasicAck(1, false); }
