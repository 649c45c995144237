using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Hosting;

public class GRACE3001WorkNotDrainedTests
{
    [Fact]
    public Task A_call_that_ends_requests_does_not_end_the_loop() => Rule.Fixes(
        """
        public sealed class Poller(HttpClient http) : IHostedService
        {
            private Task _work = Task.CompletedTask;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _work = {|GRACE3001:Task.Run(() => PollAsync(cancellationToken), cancellationToken)|};
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken)
            {
                http.CancelPendingRequests();
                return Task.CompletedTask;
            }

            private async Task PollAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                {
                    _ = await http.GetStringAsync("/state");
                }
            }
        }
        """,
        """
        public sealed class Poller(HttpClient http) : IHostedService, IDisposable
        {
            private Task _work = Task.CompletedTask;
            private readonly CancellationTokenSource _stopping = new();

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _work = Task.Run(() => PollAsync(_stopping.Token), CancellationToken.None);
                return Task.CompletedTask;
            }

            public async Task StopAsync(CancellationToken cancellationToken)
            {
                await _stopping.CancelAsync();
                await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

                http.CancelPendingRequests();
            }

            public void Dispose() => _stopping.Dispose();

            private async Task PollAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                {
                    _ = await http.GetStringAsync("/state");
                }
            }
        }
        """);
}
