using GracefulAnalyzers.Proofs.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.AI;
using RabbitMQ.Client;

namespace GracefulAnalyzers.Proofs.GRACE2001;

internal sealed class MissingIdempotencyKeyProof : Proof
{
    public override string Event => "a worker loses its connection to RabbitMQ between the model's answer and the ack; the next one gets the message again";

    public override string Harm => "answers paid for a second time";

    public override string Frameworks => "RabbitMq7,ExtensionsAI,EFCore";

    public override string Scaffolds => "IIdempotencyStore,LeasedIdempotencyStore,RelationalIdempotencyStore,EfIdempotencyStore";

    public override bool NeedsBroker => true;

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync<Violation.SummaryDb>(
        bench, Violation.Registration.Add, static (services, queue) => services.AddSingleton(new Violation.QueueName(queue)));

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync<Fix.SummaryDb>(
        bench, Fix.Registration.Add, static (services, queue) => services.AddSingleton(new Fix.QueueName(queue)));

    private static async Task<int> CountAsync<TDb>(Bench bench, Action<IServiceCollection, string> add, Action<IServiceCollection, string> addQueue)
        where TDb : DbContext
    {
        var folder = Directory.CreateTempSubdirectory("graceful-proof");
        try
        {
            using var model = new PaidModel();
            var (first, second) = (new SaveGate(), new SaveGate());
            var queue = "";
            IHost Host(IConnection connection, SaveGate gate) => Stops.NewHost(services =>
            {
                services.AddSingleton(connection).AddSingleton<IChatClient>(model).ConfigureDbContext<TDb>(options => options.AddInterceptors(gate));
                add(services, $"Data Source={Path.Combine(folder.FullName, "summaries.db")};Pooling=False");
                addQueue(services, queue);
            });

            var (connection, line) = await bench.ConnectWithLineAsync();
            await using (connection)
            {
                queue = await connection.QueueOfOneAsync("A long text.");
                using var host = Host(connection, first);
                await using (var scope = host.Services.CreateAsyncScope())
                {
                    await scope.ServiceProvider.GetRequiredService<TDb>().Database.EnsureCreatedAsync();
                }

                await host.StartAsync();
                await first.Reached.Soon("the first worker has its answer");
                line.Close(0);
                first.Open();
                await first.Saved.Soon("the first worker saves");
                await host.TerminateAsync();
            }

            await using var next = await bench.ConnectAsync();
            using var restarted = Host(next, second);
            second.Open();
            await restarted.StartAsync();
            await second.Saved.Soon("the second worker saves");
            await restarted.TerminateAsync();
            return model.Answers - 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Holds a save back.</summary>
    private sealed class SaveGate : SaveChangesInterceptor
    {
        private readonly Work _save = new();
        private readonly TaskCompletionSource _saved = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _save.Begun;

        public Task Saved => _saved.Task;

        public void Open() => _save.Finish();

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await _save.DoAsync();
            return result;
        }

        public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            _saved.TrySetResult();
            return new(result);
        }
    }

    private sealed class PaidModel : IChatClient
    {
        private int _answers;

        public int Answers => _answers;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _answers);
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "A summary.")));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
