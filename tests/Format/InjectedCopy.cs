using System.Reflection;
using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Format.Tests;

/// <summary>A stranger's repository in a temporary folder, with our analyzers and fixes injected from outside.</summary>
internal sealed class InjectedCopy : IDisposable
{
    private readonly Dictionary<string, string?> _injected;

    private InjectedCopy(string source, string name)
    {
        Folder = Path.Combine(Path.GetTempPath(), $"graceful-{name}-{Guid.NewGuid():N}");
        Copy(source, Folder);
        var targets = Path.Combine(Folder, "..", Path.GetFileName(Folder) + ".targets");
        File.WriteAllText(targets, $"""
            <Project>
              <ItemGroup>
                <Analyzer Include="{Fact("AnalyzersPath")}" />
                <Analyzer Include="{Fact("CodeFixesPath")}" />
              </ItemGroup>
            </Project>
            """);
        _injected = new() { ["CustomAfterMicrosoftCommonTargets"] = Path.GetFullPath(targets) };
    }

    public string Folder { get; }

    public static string RepositoryRoot => Fact("RepositoryRoot");

    /// <summary>The shipped rules: each has its page.</summary>
    public static IReadOnlyList<string> RuleIds { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot, "docs", "rules"), "GRACE*.md").Select(static page => Path.GetFileNameWithoutExtension(page)!)
            .Order(StringComparer.Ordinal)];

    public static InjectedCopy Of(string relativePath) => new(Path.Combine(RepositoryRoot, relativePath), Path.GetFileName(relativePath));

    /// <summary>The user's own command, with only the environment variable of the injection added.</summary>
    public Task<Command> FormatAsync(params string[] arguments) =>
        Command.RunAsync(Folder, _injected, "dotnet", ["format", "analyzers", .. arguments]);

    public Task<Command> BuildAsync(params string[] arguments) =>
        Command.RunAsync(Folder, _injected, "dotnet", ["build", "--no-incremental", $"-warnaserror:CS8425;{string.Join(';', RuleIds)}", .. arguments]);

    /// <summary>Every source file by its path below the folder.</summary>
    public SortedDictionary<string, string> Sources() => new(
        Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !IsOutput(Path.GetRelativePath(Folder, path)))
            .ToDictionary(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'), File.ReadAllText),
        StringComparer.Ordinal);

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        File.Delete(_injected["CustomAfterMicrosoftCommonTargets"]!);
    }

    private static void Copy(string source, string target)
    {
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(source, path);
            if (!IsOutput(relative))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, relative))!);
                File.Copy(path, Path.Combine(target, relative));
            }
        }
    }

    private static bool IsOutput(string relative) => relative.Split('/', '\\') is var parts && (parts.Contains("bin") || parts.Contains("obj"));

    private static string Fact(string key) => typeof(InjectedCopy).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
