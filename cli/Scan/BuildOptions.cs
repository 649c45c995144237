using System.CommandLine;
using System.CommandLine.Parsing;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>What the verbs that build are told of the build: as <c>dotnet build</c> takes it.</summary>
internal sealed class BuildOptions
{
    public BuildOptions()
    {
        CommandOptions.Each(Properties, GlobalProperty.Problem);
        CommandOptions.Each(Configuration, value => Name(value, "configuration"));
        CommandOptions.Each(Framework, value => Name(value, "target framework"));
    }

    public Option<string?> Configuration { get; } = new("--configuration", "-c")
    {
        Description = "The configuration to build, such as Release. Default: the repository's.",
        HelpName = "NAME",
    };

    public Option<string?> Framework { get; } = new("--framework", "-f")
    {
        Description = "Only this target framework; projects without it are skipped.",
        HelpName = "TFM",
    };

    public Option<string[]> Properties { get; } = CommandOptions.Repeatable(
        "--property", "NAME=VALUE", "An MSBuild property for the build, as in 'dotnet build'; may be repeated.", "-p");

    public Option<bool> NoRestore { get; } = new("--no-restore") { Description = "Use the packages that an earlier restore of the tree found." };

    public BuildSettings Read(ParseResult result) =>
        new(result.GetValue(Configuration), result.GetValue(Framework), result.GetValue(Properties) ?? [], !result.GetValue(NoRestore));

    private static string? Name(string value, string what) =>
        value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ') ? null : $"'{value}' is not a {what}.";
}
