using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>Guesses <c>--url</c> and <c>--ready</c> from the project that the command starts, for the message that asks for them.</summary>
internal static partial class UrlSuggestions
{
    private const int MostFiles = 2000;
    private const string AspNetDefault = "http://localhost:5000";

    private static readonly string[] UrlVariables = ["ASPNETCORE_URLS", "DOTNET_URLS", "URLS"];

    /// <summary>Lines such as <c>--ready http://localhost:5080/healthz/ready</c>, each with where it comes from.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> command, string currentFolder)
    {
        string folder = ProjectFolder(command, currentFolder);
        (string origin, string source) = Origin(command, folder);
        string[] sources = Sources(folder);
        string? ready = Paths(sources, HealthChecks()).OrderByDescending(path => path.Contains("ready", StringComparison.OrdinalIgnoreCase)).FirstOrDefault();
        IEnumerable<string> urls = Paths(sources, Endpoints()).Where(path => path != ready && !path.Contains('{', StringComparison.Ordinal)).Take(3);
        return
        [
            $"--ready {origin}{ready ?? "/"} ({source}{(ready is null ? "; no MapHealthChecks was found" : "")})",
            .. urls.DefaultIfEmpty("/…").Select(path => $"--url {origin}{path}"),
        ];
    }

    private static string ProjectFolder(IReadOnlyList<string> command, string currentFolder)
    {
        int option = command.ToList().FindIndex(word => word is "--project" or "-p");
        string? named = option >= 0 && option + 1 < command.Count ? command[option + 1]
            : command.FirstOrDefault(word => word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
                || word.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase));
        if (named is null)
        {
            return currentFolder;
        }

        string path = Path.GetFullPath(named, currentFolder);
        for (string? folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.csproj").Any())
            {
                return folder;
            }
        }

        return currentFolder;
    }

    private static (string Origin, string Source) Origin(IReadOnlyList<string> command, string folder)
    {
        int urls = command.ToList().FindIndex(word => word == "--urls");
        if (urls >= 0 && urls + 1 < command.Count)
        {
            return (First(command[urls + 1]), "from --urls");
        }

        foreach (string variable in UrlVariables)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            {
                return (First(value), $"from {variable}");
            }
        }

        string settings = Path.Combine(folder, "Properties", "launchSettings.json");
        return LaunchUrl(settings) is { } url
            ? (url, command.Contains("run")
                ? "from launchSettings.json"
                : $"from launchSettings.json, which only 'dotnet run' reads; otherwise set ASPNETCORE_URLS={url}")
            : (AspNetDefault, "the default of ASP.NET Core");
    }

    private static string? LaunchUrl(string settings)
    {
        try
        {
            using JsonDocument? document = File.Exists(settings) ? Json.TryParse(File.ReadAllText(settings)) : null;
            if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("profiles", out JsonElement profiles)
                || profiles.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            return profiles.EnumerateObject()
                .Where(profile => profile.Value.ValueKind == JsonValueKind.Object)
                .Select(profile => profile.Value.TryGetProperty("applicationUrl", out JsonElement url) && url.ValueKind == JsonValueKind.String
                    ? url.GetString()
                    : null)
                .OfType<string>()
                .Select(First)
                .FirstOrDefault();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Plain HTTP first: a drill needs no certificate. A wildcard host is reached over loopback.
    private static string First(string urls)
    {
        string[] all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string first = all.FirstOrDefault(url => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)) ?? all.FirstOrDefault() ?? AspNetDefault;
        return Wildcard().Replace(first, "${1}127.0.0.1").TrimEnd('/');
    }

    private static string[] Sources(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 6, IgnoreInaccessible = true };
        return [.. Directory.EnumerateFiles(folder, "*.cs", options)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Take(MostFiles)];
    }

    private static string[] Paths(string[] sources, Regex pattern)
    {
        var paths = new List<string>();
        foreach (string source in sources)
        {
            try
            {
                paths.AddRange(pattern.Matches(File.ReadAllText(source)).Select(match => match.Groups[1].Value));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A guess does without it.
            }
        }

        return [.. paths.Distinct()];
    }

    [GeneratedRegex("""MapHealthChecks\(\s*"([^"]+)""")]
    private static partial Regex HealthChecks();

    [GeneratedRegex("""Map(?:Get|Post)\(\s*"(/[^"]+)""")]
    private static partial Regex Endpoints();

    [GeneratedRegex("""^(https?://)(?:\*|\+|0\.0\.0\.0|\[::\])""")]
    private static partial Regex Wildcard();
}
