using System.Reflection;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>The tool's version, as reports carry it.</summary>
internal static class ToolVersion
{
    /// <summary>Without what the build adds to it.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
