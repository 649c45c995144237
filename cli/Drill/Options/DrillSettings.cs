using System.CommandLine;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>What the command line, or a drill file, says: the options by their names, the command, and requests that differ from each other.</summary>
internal sealed class DrillSettings : OptionValues
{
    /// <summary>The name of the command line's argument.</summary>
    public const string CommandName = "command";

    /// <summary>The command that starts the service; null or empty for none.</summary>
    public IReadOnlyList<string?>? Command { get; init; }

    /// <summary>Only a file has them.</summary>
    public IReadOnlyList<RequestSettings?>? Requests { get; init; }

    /// <summary>What the command line says.</summary>
    public static DrillSettings Of(ParseResult line)
    {
        var settings = new DrillSettings { Command = line.GetValue<string[]>(CommandName) };
        foreach (DrillOption option in DrillOptions.All)
        {
            option.Take(line, settings);
        }

        return settings;
    }
}

/// <summary>One kind of request in a drill file, with the options that are its own.</summary>
internal sealed class RequestSettings : OptionValues
{
    public string? Url { get; init; }
}
