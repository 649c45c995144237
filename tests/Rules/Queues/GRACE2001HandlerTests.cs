using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Queues;

/// <summary>Every way in which code becomes a handler, and some in which it does not.</summary>
public class GRACE2001HandlerTests
{
    private const string Rabbit = "using RabbitMQ.Client;\nusing RabbitMQ.Client.Events;\nusing Microsoft.Extensions.AI;\n";

    private const string Bus = "using Azure.Messaging.ServiceBus;\nusing Microsoft.Extensions.AI;\n";

    private const string Transit = "using MassTransit;\nusing Microsoft.Extensions.AI;\npublic sealed record Asked(string Text);\n";

    [Theory]
    [InlineData("RabbitMq6", Rabbit + """
        public class Old(IChatClient chat)
        {
            public void Subscribe(EventingBasicConsumer consumer) => consumer.Received += (_, delivery) =>
            {
                chat.GetResponseAsync("").GetAwaiter().GetResult(); // GRACE2001
            };
        }
        """)]
    [InlineData("RabbitMq6", Rabbit + """
        public class Reading(IChatClient chat, IModel channel)
        {
            public async Task OnceAsync()
            {
                if (channel.BasicGet("q", autoAck: false) is { } message)
                {
                    await chat.GetResponseAsync(""); // GRACE2001
                    channel.BasicAck(message.DeliveryTag, false);
                }
            }
        }
        """)]
    [InlineData("RabbitMq7", Rabbit + """
        public class Local(IChatClient chat)
        {
            public void Subscribe(AsyncEventingBasicConsumer consumer)
            {
                consumer.ReceivedAsync += OnReceivedAsync;

                async Task OnReceivedAsync(object sender, BasicDeliverEventArgs delivery) => await AnswerAsync(); // GRACE2001

                Task AnswerAsync() => chat.GetResponseAsync("");
            }
        }
        """)]
    [InlineData("RabbitMq7", Rabbit + """
        public static class Subscriptions
        {
            public static void Subscribe(AsyncEventingBasicConsumer consumer, Elsewhere handlers) =>
                consumer.ReceivedAsync += new AsyncEventHandler<BasicDeliverEventArgs>(handlers.OnReceivedAsync);
        }

        public class Elsewhere(IChatClient chat)
        {
            public async Task OnReceivedAsync(object sender, BasicDeliverEventArgs delivery) => await chat.GetResponseAsync(""); // GRACE2001
        }
        """)]
    [InlineData("RabbitMq7", Rabbit + """
        public class Explicit(IChatClient chat, IChannel channel) : IAsyncBasicConsumer
        {
            public IChannel? Channel => channel;
            public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;
            public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;
            public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;
            public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => Task.CompletedTask;

            async Task IAsyncBasicConsumer.HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
                await chat.GetResponseAsync(""); // GRACE2001
        }
        """)]
    [InlineData("RabbitMq7", Rabbit + """
        public class Two(IChatClient chat, IChannel channel)
        {
            public async Task RunAsync()
            {
                while (true)
                {
                    var message = await channel.BasicGetAsync("urgent", autoAck: false) ?? await channel.BasicGetAsync("other", autoAck: false);
                    await chat.GetResponseAsync(""); // GRACE2001
                }
            }
        }
        """)]
    [InlineData("AzureServiceBus", Bus + """
        public class Streamed(IChatClient chat, ServiceBusReceiver receiver)
        {
            public async Task RunAsync(CancellationToken token)
            {
                await foreach (var message in receiver.ReceiveMessagesAsync(token))
                {
                    await Answers.OfAsync(chat, message); // GRACE2001
                }
            }
        }

        internal static class Answers
        {
            public static async Task OfAsync(IChatClient chat, ServiceBusReceivedMessage message) => await chat.GetResponseAsync(message.Body.ToString());
        }
        """)]
    [InlineData("MassTransit", Transit + """
        public class Job(IChatClient chat) : IJobConsumer<Asked>
        {
            public Task Run(JobContext<Asked> context) => chat.GetResponseAsync(context.Job.Text); // GRACE2001
        }
        """)]
    [InlineData("MassTransit", Transit + """
        public interface IAnswers
        {
            Task AnswerAsync(string text);
        }

        public class Answers(IChatClient chat) : IAnswers
        {
            public Task AnswerAsync(string text) => InnerAsync(text);

            private async Task InnerAsync(string text) => await chat.GetResponseAsync(text);
        }

        public abstract class Base<T>(IAnswers answers) : IConsumer<T> where T : class
        {
            public virtual async Task Consume(ConsumeContext<T> context) => await answers.AnswerAsync(TextOf(context.Message)); // GRACE2001

            protected abstract string TextOf(T message);
        }

        public sealed class AskedConsumer(IAnswers answers) : Base<Asked>(answers)
        {
            protected override string TextOf(Asked message) => message.Text;
        }
        """)]
    [InlineData("MassTransit", Transit + """
        public static class Bus
        {
            public static void Configure(IReceiveEndpointConfigurator endpoint, IChatClient chat) =>
                endpoint.Handler<Asked>(async context => await chat.GetResponseAsync(context.Message.Text)); // GRACE2001
        }
        """)]
    [InlineData("MassTransit", Transit + """
        public class Many(IChatClient chat) : IConsumer<Batch<Asked>>
        {
            public async Task Consume(ConsumeContext<Batch<Asked>> context) => await chat.GetResponseAsync(context.Message.Length.ToString()); // GRACE2001
        }
        """)]
    public Task Reports(string frameworks, string code) => Rule.Reports(code + "\n", frameworks + ",ExtensionsAI");

    [Theory]
    [InlineData("MassTransit", Transit + """
        public class State : SagaStateMachineInstance
        {
            public Guid CorrelationId { get; set; }
        }

        public class Saga(IChatClient chat) : ISaga, InitiatedBy<Started>
        {
            public Guid CorrelationId { get; set; }

            public async Task Consume(ConsumeContext<Started> context) => await chat.GetResponseAsync("");
        }

        public sealed record Started(Guid CorrelationId) : CorrelatedBy<Guid>;
        """)]
    [InlineData("MassTransit", Transit + """
        public interface IAnswers
        {
            Task AnswerAsync(string text);
        }

        public class Real(IChatClient chat) : IAnswers
        {
            public async Task AnswerAsync(string text) => await chat.GetResponseAsync(text);
        }

        public class Fake : IAnswers
        {
            public Task AnswerAsync(string text) => Task.CompletedTask;
        }

        public class AskedConsumer(IAnswers answers) : IConsumer<Asked>
        {
            public Task Consume(ConsumeContext<Asked> context) => answers.AnswerAsync(context.Message.Text);
        }
        """)]
    [InlineData("MassTransit", Transit + """
        public class DeduplicationFilter<T> : IFilter<ConsumeContext<T>> where T : class
        {
            public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) => next.Send(context);
            public void Probe(ProbeContext context) { }
        }

        public class AskedConsumer(IChatClient chat) : IConsumer<Asked>
        {
            public async Task Consume(ConsumeContext<Asked> context) => await chat.GetResponseAsync("");
        }

        public static class Bus
        {
            public static void Configure(IConsumePipeConfigurator bus, IRegistrationContext context) => bus.UseConsumeFilter(typeof(DeduplicationFilter<>), context);
        }
        """)]
    [InlineData("AzureServiceBus", Bus + """
        public class Lossy(IChatClient chat, ServiceBusClient client)
        {
            public void Start()
            {
                var processor = client.CreateProcessor("q", new ServiceBusProcessorOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
                processor.ProcessMessageAsync += async args => await chat.GetResponseAsync("");
            }
        }
        """)]
    [InlineData("RabbitMq7", Rabbit + """
        public class Lossy(IChatClient chat, IChannel channel)
        {
            public async Task RunAsync()
            {
                while (await channel.BasicGetAsync("q", autoAck: true) is { } message)
                {
                    await chat.GetResponseAsync("");
                }
            }
        }
        """)]
    // Looks like the framework's, and is not.
    [InlineData("RabbitMq7", Rabbit + """
        namespace Mine
        {
            public class AsyncEventingBasicConsumer
            {
                public event Func<object, BasicDeliverEventArgs, Task>? ReceivedAsync;

                public Task RaiseAsync(BasicDeliverEventArgs delivery) => ReceivedAsync?.Invoke(this, delivery) ?? Task.CompletedTask;
            }

            public class Namesake(IChatClient chat)
            {
                public void Subscribe(AsyncEventingBasicConsumer consumer) => consumer.ReceivedAsync += async (_, delivery) => await chat.GetResponseAsync("");
            }
        }
        """)]
    // Runs into itself; does nothing costly.
    [InlineData("MassTransit", Transit + """
        public class AskedConsumer : IConsumer<Asked>
        {
            public Task Consume(ConsumeContext<Asked> context) => AgainAsync(context);

            private Task AgainAsync(ConsumeContext<Asked> context) => Consume(context);
        }
        """)]
    public Task IsSilent(string frameworks, string code) => Rule.Silent(code + "\n", frameworks + ",ExtensionsAI");

    [Theory]
    // There is no instance to give a store to.
    [InlineData("RabbitMq7", Rabbit + """
        public static class Static
        {
            public static void Subscribe(AsyncEventingBasicConsumer consumer, IChatClient chat) =>
                consumer.ReceivedAsync += async (_, delivery) => await chat.GetResponseAsync(""); // GRACE2001
        }
        """)]
    [InlineData("RabbitMq7", Rabbit + """
        var consumer = new AsyncEventingBasicConsumer(null!);
        IChatClient chat = null!;
        consumer.ReceivedAsync += async (_, delivery) => await chat.GetResponseAsync(""); // GRACE2001
        """)]
    // One class for many message types; several messages at once.
    [InlineData("MassTransit", Transit + """
        public class Any<T>(IChatClient chat) : IConsumer<T> where T : class
        {
            public async Task Consume(ConsumeContext<T> context) => await chat.GetResponseAsync(""); // GRACE2001
        }
        """)]
    [InlineData("MassTransit", Transit + """
        public class Many(IChatClient chat) : IConsumer<Batch<Asked>>
        {
            public async Task Consume(ConsumeContext<Batch<Asked>> context) => await chat.GetResponseAsync(""); // GRACE2001
        }
        """)]
    // The message is called nothing.
    [InlineData("RabbitMq7", Rabbit + """
        public class Unnamed(IChatClient chat)
        {
            public void Subscribe(AsyncEventingBasicConsumer consumer) => consumer.ReceivedAsync += async (_, _) => await chat.GetResponseAsync(""); // GRACE2001
        }
        """)]
    // What else the helper does would be skipped on a redelivery.
    [InlineData("RabbitMq7", Rabbit + """
        public class Publishing(IChatClient chat, IChannel channel)
        {
            public void Subscribe(AsyncEventingBasicConsumer consumer) => consumer.ReceivedAsync += async (_, delivery) => await AnswerAsync("reply"); // GRACE2001

            private async Task AnswerAsync(string queue)
            {
                await chat.GetResponseAsync("");
                await channel.BasicPublishAsync("", queue, ReadOnlyMemory<byte>.Empty);
            }
        }
        """)]
    public Task OffersNoFix(string frameworks, string code) => Rule.OffersNoFix(code + "\n", frameworks + ",ExtensionsAI");
}
