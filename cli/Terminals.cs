using Spectre.Console;

namespace GracefulAnalyzers.Cli;

/// <summary>Consoles over standard output and error that stay plain text wherever colours are unwelcome.</summary>
internal static class Terminals
{
    // Wide enough for any line of code: a redirected report is never wrapped.
    private const int Unlimited = 100_000;

    public static IAnsiConsole Output() => Over(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error() => Over(Console.Error, Console.IsErrorRedirected);

    /// <summary>The width that text may take, null when it is not shown on a terminal.</summary>
    public static int? Width(IAnsiConsole console) => console.Profile.Width == Unlimited ? null : Math.Max(40, console.Profile.Width);

    internal static IAnsiConsole Over(TextWriter writer, bool redirected)
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
        if (redirected)
        {
            console.Profile.Width = Unlimited;
        }

        return console;
    }
}
