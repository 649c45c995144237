using Spectre.Console;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>A console, and the width that text may take on it; null when it is not a terminal and nothing may be wrapped.</summary>
internal sealed record Terminal(IAnsiConsole Console, int? Width);

/// <summary>Consoles over standard output and error that stay plain text wherever colours are unwelcome.</summary>
internal static class Terminals
{
    private const int Narrowest = 40;

    // The report breaks its own lines: a path or a line of code is never folded in the middle.
    private const int Unfolded = 100_000;

    public static Terminal Output() => Over(Console.Out, Console.IsOutputRedirected);

    public static Terminal Error() => Over(Console.Error, Console.IsErrorRedirected);

    internal static Terminal Over(TextWriter writer, bool redirected)
    {
        bool plain = redirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
            // Build servers are otherwise taken for colour terminals even when the output goes to a file.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        int width = Math.Max(Narrowest, console.Profile.Width);
        console.Profile.Width = Unfolded;
        return new(console, redirected ? null : width);
    }
}
