using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>A property that the person gives the build, checked before anything runs.</summary>
internal static partial class GlobalProperty
{
    // Given from outside they would switch the analysis off, unhook it, or write into the scanned tree.
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase)
    {
        "ArtifactsPath", "BaseIntermediateOutputPath", "BaseOutputPath", "IntermediateOutputPath", "MSBuildProjectExtensionsPath",
        "OutDir", "OutputPath", "PackageOutputPath", "NuGetLockFilePath", "ErrorLog", "SkipCompilerExecution", "WarningLevel",
        "CustomBeforeDirectoryBuildProps", "CustomAfterDirectoryBuildProps", "CustomAfterDirectoryBuildTargets", "BeforeMicrosoftNETSdkTargets",
        "CustomBeforeMicrosoftCommonTargets", "CustomAfterMicrosoftCommonTargets",
    };

    /// <summary>What is wrong with one argument, which may hold several properties; null when nothing is.</summary>
    public static string? Problem(string argument)
    {
        foreach (string property in argument.Split(';', ','))
        {
            if (NameAndValue().Match(property) is not { Success: true } match)
            {
                return $"'{property}' is not NAME=VALUE; in a value write %3B for a semicolon and %2C for a comma.";
            }

            string name = match.Groups["name"].Value;
            if (Taken.Contains(name) || BuildArguments.Overridden.Contains(name) || name.StartsWith("Graceful", StringComparison.OrdinalIgnoreCase))
            {
                return $"The property '{name}' cannot be given, because the scan sets it.";
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z_][\w-]*)=", RegexOptions.CultureInvariant)]
    private static partial Regex NameAndValue();
}
