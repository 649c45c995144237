using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class BaseLibrary
{
    public static readonly Framework Framework = new(
        "BaseLibrary",
        "https://learn.microsoft.com/dotnet/standard/threading/cancellation-in-managed-threads",
        "System.Threading.Tasks.Task")
    {
        Members =
        [
            Member.Wait("System.Threading.Tasks.Task::Delay"),
            Member.Wait("System.Threading.PeriodicTimer::WaitForNextTickAsync"),
            Member.Wait("System.Threading.SemaphoreSlim::WaitAsync"),
            Member.Wait("System.Threading.SemaphoreSlim::Wait"),
            Member.Receive("System.Collections.Concurrent.BlockingCollection`1::Take"),
            Member.Receive("System.Collections.Concurrent.BlockingCollection`1::GetConsumingEnumerable"),
            Member.Work("System.Net.Http.HttpClient::PostAsync", Effect.Post),
            Member.Work("System.Net.Http.HttpClient::PatchAsync", Effect.Post),
            Member.Work("System.Net.Http.Json.HttpClientJsonExtensions::PostAsJsonAsync", Effect.Post),
            Member.Work("System.Net.Http.Json.HttpClientJsonExtensions::PatchAsJsonAsync", Effect.Post),
            Member.Work("System.Net.Mail.SmtpClient::SendMailAsync", Effect.Mail),
            Member.Work("System.Net.Mail.SmtpClient::Send", Effect.Mail),
            Member.Work("System.IO.File::AppendAllTextAsync", Effect.Append),
            Member.Work("System.IO.File::AppendAllText", Effect.Append),
            Member.Work("System.IO.File::AppendAllLinesAsync", Effect.Append),
            Member.Work("System.IO.File::AppendAllLines", Effect.Append),
            Member.Work("System.Diagnostics.Process::Start", Effect.ProcessStart),
        ],
        Traits =
        [
            new(Trait.CompletableSource, "System.Collections.Concurrent.BlockingCollection`1"),
            new(Trait.Forwarder, "System.Threading.Tasks.Parallel::ForEachAsync"),
            new(Trait.Forwarder, "System.Threading.Tasks.Parallel::ForAsync"),
            new(Trait.Start, "System.Threading.Tasks.Task::Run"),
            new(Trait.Start, "System.Threading.Tasks.TaskFactory::StartNew"),
            new(Trait.Start, "System.Threading.Thread::Start"),
            new(Trait.Start, "System.Threading.Timer::.ctor"),
            new(Trait.Start, "System.Timers.Timer::Start"),
            new(Trait.Light, "System.Threading.Interlocked"),
            new(Trait.Light, "System.Threading.Volatile"),
            new(Trait.Light, "System.Console"),
            new(Trait.Light, "System.GC"),
            new(Trait.Light, "System.Diagnostics.Stopwatch"),
            new(Trait.Light, "System.Diagnostics.Metrics.Counter`1"),
            new(Trait.Light, "System.Diagnostics.Metrics.UpDownCounter`1"),
            new(Trait.Light, "System.Diagnostics.Metrics.Histogram`1"),
            new(Trait.Light, "System.Diagnostics.Metrics.Gauge`1"),
            new(Trait.Light, "System.Threading.SemaphoreSlim"),
            new(Trait.Light, "System.Threading.ManualResetEventSlim"),
            new(Trait.Light, "System.Threading.EventWaitHandle"),
            new(Trait.Light, "System.Threading.CancellationTokenSource"),
            new(Trait.Light, "System.Threading.Tasks.TaskCompletionSource"),
            new(Trait.Light, "System.Threading.Tasks.TaskCompletionSource`1"),
            new(Trait.WaitedOn, "System.Threading.CancellationTokenSource"),
            new(Trait.WaitedOn, "System.Collections.Concurrent.BlockingCollection`1"),
            new(Trait.WaitedOn, "System.Threading.PeriodicTimer"),
            new(Trait.WaitedOn, "System.Threading.Tasks.TaskCompletionSource"),
            new(Trait.WaitedOn, "System.Threading.Tasks.TaskCompletionSource`1"),
            new(Trait.WaitedOn, "System.Threading.SemaphoreSlim"),
            new(Trait.WaitedOn, "System.Threading.ManualResetEventSlim"),
            new(Trait.WaitedOn, "System.Threading.EventWaitHandle"),
        ],
    };
}
