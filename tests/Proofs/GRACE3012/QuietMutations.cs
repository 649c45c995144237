namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE3012Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE3012", "drain that nobody awaits", "Queues/TranslationWorker.cs",
            "() => _stopReceiving = _processor.StopProcessingAsync(drain.Token)", "async () => await _processor.StopProcessingAsync(drain.Token)"),
        new("GRACE3012", "last words from the program", "Program.cs",
            "var lifetime = app.Lifetime;",
            """
            var lifetime = app.Lifetime;
            lifetime.ApplicationStopping.Register(async () =>
            {
                using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
                await client.DeleteAsync(new Uri("https://registry.example.com/chat"));
            });
            """),
        new("GRACE3012", "timer with an async callback in ExecuteAsync", "Background/RetentionSweep.cs",
            """
                    using var timer = new PeriodicTimer(Period, clock);
                    try
                    {
                        while (await timer.WaitForNextTickAsync(stoppingToken))
                        {
                            await SweepAsync(stoppingToken);
                        }
                    }
                    catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                    {
                        // A sweep that was cut short is repeated by the next process.
                    }
            """,
            """
                    await using var timer = new Timer(async _ => await SweepAsync(stoppingToken), null, Period, Period);
                    await Task.Delay(Timeout.Infinite, stoppingToken);
            """),
    ];
}
