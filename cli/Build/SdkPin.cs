using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>Recognises that <c>dotnet</c> refused to start because global.json pins an SDK that is not installed.</summary>
internal static partial class SdkPin
{
    /// <summary>The reason for a person, or null when the output says something else.</summary>
    public static string? Missing(IReadOnlyList<string> output)
    {
        string? version = output.Select(line => Requested().Match(line)).FirstOrDefault(match => match.Success)?.Groups["value"].Value;
        string? file = output.Select(line => GlobalJson().Match(line)).FirstOrDefault(match => match.Success)?.Groups["value"].Value;
        return version is null ? null : $"{file ?? "global.json"} asks for the .NET SDK {version}, which is not installed";
    }

    [GeneratedRegex(@"^Requested SDK version:\s*(?<value>\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Requested();

    [GeneratedRegex(@"^global\.json file:\s*(?<value>\S.*?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex GlobalJson();
}
