using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class Hangfire
{
    public static readonly Framework Framework = new(
        "Hangfire",
        "https://docs.hangfire.io/en/latest/background-methods/using-cancellation-tokens.html",
        "Hangfire.IBackgroundJobClient")
    {
        Tokens = [new("Hangfire.IJobCancellationToken::ShutdownToken", Signal.ServiceStop)],
    };
}
