using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Tokens;

/// <summary>Shapes of real services in which a token looks fired, or a link looks lost, and is not.</summary>
public sealed class NearMissTests
{
    [Theory]
    [InlineData("try { await store.WorkAsync(timeout.Token); } catch (OperationCanceledException) { await store.SaveAsync(\"late\", ct); }")]
    [InlineData("try { await store.WorkAsync(ct); } catch (OperationCanceledException) { ct.ThrowIfCancellationRequested(); "
        + "await store.SaveAsync(\"late\", ct); }")]
    [InlineData("try { await store.WorkAsync(ct); } catch (OperationCanceledException) { if (ct.IsCancellationRequested) { throw; } "
        + "await store.SaveAsync(\"late\", ct); }")]
    [InlineData("try { await store.WorkAsync(ct); } catch (OperationCanceledException ex) when (ex.CancellationToken != ct) "
        + "{ await store.SaveAsync(\"late\", ct); }")]
    [InlineData("try { await store.WorkAsync(ct); } catch (OperationCanceledException ex) when (ex.InnerException is TimeoutException) "
        + "{ await store.SaveAsync(\"late\", ct); }")]
    [InlineData("try { await http.GetStringAsync(\"/x\", ct); } catch (TaskCanceledException) { await store.SaveAsync(\"late\", ct); }")]
    [InlineData("var done = false; try { await store.WorkAsync(ct); done = true; } finally { if (done) { await store.SaveAsync(\"done\", ct); } }")]
    [InlineData("try { await Task.Delay(Timeout.Infinite, ct); } catch (OperationCanceledException) when (!ct.IsCancellationRequested) "
        + "{ await store.SaveAsync(\"odd\", ct); }")]
    [InlineData("var previous = _debounce; _debounce = new CancellationTokenSource(); previous.Cancel(); await store.SaveAsync(\"x\", _debounce.Token);")]
    [InlineData("_debounce.Cancel(); Interlocked.Exchange(ref _debounce, new CancellationTokenSource()); await store.SaveAsync(\"x\", _debounce.Token);")]
    [InlineData("_debounce.Cancel(); (_debounce, _count) = (new CancellationTokenSource(), 0); await store.SaveAsync(\"x\", _debounce.Token);")]
    [InlineData("_debounce.Cancel(); Renew(); await store.SaveAsync(\"x\", _debounce.Token);")]
    public async Task The_token_is_alive_where_it_is_used(string body) => await Rule.Silent($$"""
        public interface IStore { Task WorkAsync(CancellationToken ct); Task SaveAsync(string text, CancellationToken ct); }

        public sealed class Service(IStore store, HttpClient http) : BackgroundService
        {
            private CancellationTokenSource _debounce = new();
            private int _count;

            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
                timeout.CancelAfter(TimeSpan.FromSeconds(5));
                await http.GetStringAsync($"/{_count}", timeout.Token);
                {{body}}
            }

            private void Renew() => _debounce = new CancellationTokenSource();
        }
        """);

    [Theory]
    [InlineData("if (Interlocked.Exchange(ref _registered, 1) == 0) { lifetime.ApplicationStopping.Register(() => Console.WriteLine()); }")]
    [InlineData("if (!_done) { _done = true; lifetime.ApplicationStopping.Register(() => Console.WriteLine()); }")]
    public async Task Registered_once(string body) => await Rule.Silent($$"""
        public sealed class Middleware(RequestDelegate next, IHostApplicationLifetime lifetime)
        {
            private int _registered;
            private bool _done;

            public async Task InvokeAsync(HttpContext context)
            {
                {{body}}
                await next(context);
                Console.WriteLine($"{_registered} {_done}");
            }
        }
        """);

    [Fact]
    public async Task No_disposal_under_the_hands_of_a_later_Cancel() => await Rule.OffersNoFix("""
        public sealed class Feed { public event Action? Closed; public Task RunAsync(CancellationToken ct) { Closed?.Invoke(); return Task.Delay(1, ct); } }

        public static class Routes
        {
            public static void Map(WebApplication app) => app.MapGet("/a", async (IHostApplicationLifetime life, Feed feed, CancellationToken ct) =>
            {
                var linked = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping); // GRACE1009
                feed.Closed += () => linked.Cancel();
                await feed.RunAsync(linked.Token);
            });
        }
        """);

    [Fact]
    public async Task Answers_that_others_get() => await Rule.Silent("""
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.Extensions.AI;

        public sealed class Room(IChatClient chat) : Hub
        {
            public override async Task OnDisconnectedAsync(Exception? exception) => Console.WriteLine((await chat.GetResponseAsync("Summarise")).Text);

            public async Task Ask(string question)
            {
                var answer = await chat.GetResponseAsync(question);
                await Clients.Group("room").SendAsync("answer", answer.Text);
            }
        }

        public static class Routes
        {
            public static void Map(WebApplication app) => app.MapPost("/a", async (string question, IChatClient chat) =>
            {
                var answer = await chat.GetResponseAsync(question);
                await FinishAsync(answer.Text);
                return answer.Text;
            });

            private static async Task FinishAsync(string text) => await File.WriteAllTextAsync("a", text);
        }
        """, "ExtensionsAI");

    [Fact]
    public async Task No_new_parameter_for_a_lambda_whose_type_is_written() => await Rule.OffersNoFix("""
        using Microsoft.Extensions.AI;

        public static class Routes
        {
            public static void Map(WebApplication app) =>
                app.MapPost("/a", (Func<string, IChatClient, Task<string>>)(async (q, chat) => (await chat.GetResponseAsync(q)).Text)); // GRACE1002
        }
        """, "ExtensionsAI");
}
