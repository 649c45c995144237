using Spectre.Console;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>A line on a terminal that says what the tool is doing, for as long as it does.</summary>
internal static class LiveStatus
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether the console can replace what it shows.</summary>
    public static bool IsShown(IAnsiConsole console) => console.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>Runs the work, and shows how it is described at every moment.</summary>
    /// <param name="describe">Plain text.</param>
    public static Task<T> WatchAsync<T>(IAnsiConsole console, Func<string> describe, Func<Task<T>> work) =>
        console.Status().StartAsync(Markup.Escape(describe()), async status =>
        {
            Task<T> running = work();
            while (await Task.WhenAny(running, Task.Delay(Interval)) != running)
            {
                status.Status(Markup.Escape(describe()));
            }

            return await running;
        });
}
