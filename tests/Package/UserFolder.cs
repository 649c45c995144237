using System.Text.RegularExpressions;
using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>A user's folder beside the feed; everything in it goes through the real <c>dotnet</c>.</summary>
internal sealed partial class UserFolder(PackedFeed feed) : IDisposable
{
    /// <summary>A hosted service with one finding, GRACE3004, whose fix is safe.</summary>
    public const string Sweeper = """
        namespace Shop;

        public sealed class Sweeper(ILogger<Sweeper> logger) : BackgroundService
        {
            public override Task StopAsync(CancellationToken cancellationToken)
            {
                // Operators look for this line.
                logger.LogInformation("sweeper stopped");
                return Task.CompletedTask;
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await Task.Delay(1000, stoppingToken);
                }
            }
        }

        """;

    /// <summary>What its fix makes of it, once.</summary>
    public static readonly string MendedSweeper = Sweeper
        .Replace("override Task StopAsync", "override async Task StopAsync", StringComparison.Ordinal)
        .Replace("return Task.CompletedTask;", "await base.StopAsync(cancellationToken);", StringComparison.Ordinal);

    /// <summary>No worker process outlives its build, and its texts are the ones the tests read.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Quiet = new Dictionary<string, string?>
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
    };

    public string Root { get; } = Directory.CreateDirectory(System.IO.Path.Combine(feed.Root, Guid.NewGuid().ToString("N")[..8])).FullName;

    public string Reference => $"""<PackageReference Include="GracefulAnalyzers" Version="{feed.Version}" PrivateAssets="all" />""";

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public string Read(string relative) => System.IO.File.ReadAllText(Path(relative));

    public UserFolder File(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(relative))!);
        System.IO.File.WriteAllText(Path(relative), text);
        return this;
    }

    /// <summary>A library of hosted services; one framework or several, separated by semicolons.</summary>
    public UserFolder Project(string relative, string items, string properties = "", string frameworks = "net10.0")
    {
        var property = frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework";
        return File(relative, $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <{property}>{frameworks}</{property}>
                <OutputType>Library</OutputType>
                <LangVersion>12</LangVersion>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    public Task<Command> DotnetAsync(params string[] arguments) => Command.RunAsync(Root, Quiet, "dotnet", arguments);

    /// <summary>What a build printed of our rules, each once: severity, rule, file and project with its target framework.</summary>
    public static string[] Findings(Command build) =>
    [
        .. Finding().Matches(build.Output)
            .Select(static m => $"{m.Groups["severity"].Value} {m.Groups["rule"].Value} {m.Groups["file"].Value} {m.Groups["project"].Value}")
            .Distinct().Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    [GeneratedRegex(
        @"(?<file>\w+\.cs)\(\d+,\d+\): (?<severity>warning|error) (?<rule>GRACE\d{4}): [^\n]*\[[^\]\n]*?(?<project>\w+)\.csproj(::TargetFramework=[\w.]+)?\]")]
    private static partial Regex Finding();
}
