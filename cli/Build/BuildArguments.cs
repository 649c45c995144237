using System.Globalization;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>The command line of an injected build.</summary>
internal static class BuildArguments
{
    private const string EarlyHook = "CustomBeforeMicrosoftCommonTargets";
    private const string PropsHook = "CustomBeforeDirectoryBuildProps";

    private static readonly string InjectionFolder = Path.Combine(AppContext.BaseDirectory, "injection");

    private static readonly string LegacyHook = Path.Combine(InjectionFolder, "legacy.targets");

    // A scan never reports a false clean: what would switch the analyzers off, or stop the build at a warning, is overridden.
    // The user's severities and suppressions stay. Every other output that a project may aim at its own folder is switched off.
    private static readonly string[] Overrides =
    [
        "RunAnalyzers=true",
        "RunAnalyzersDuringBuild=true",
        "EmitCompilerGeneratedFiles=false",
        "GeneratePackageOnBuild=false",
        "PostBuildEvent=",
        "RestoreLockedMode=false",
        // Servers outlive the scan, and would keep the analyzers of an earlier one loaded.
        "UseRazorBuildServer=false",
    ];

    // What would stop the build at a warning, and what only costs time. Fixing keeps these settings: it must leave a project that builds under them.
    private static readonly string[] Leniency =
    [
        "TreatWarningsAsErrors=false",
        "CodeAnalysisTreatWarningsAsErrors=false",
        "MSBuildTreatWarningsAsErrors=false",
        // With an error log the compiler runs every Info rule too; the SDK's own rules would triple the time for nothing.
        "EnableNETAnalyzers=false",
        "EnforceCodeStyleInBuild=false",
        "GenerateDocumentationFile=false",
        "DocumentationFile=",
    ];

    /// <summary>Names of the properties that the scan sets over everything else.</summary>
    public static IReadOnlySet<string> Overridden { get; } = Overrides.Concat(Leniency).Concat(Compiler(null))
        .Select(setting => setting[..setting.IndexOf('=', StringComparison.Ordinal)]).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Variables of the build's environment: the last resort for projects that read no Directory.Build.props.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        [EarlyHook] = LegacyHook,
        ["GracefulLegacyHook"] = LegacyHook,
        ["GracefulEnvironmentHook"] = System.Environment.GetEnvironmentVariable(EarlyHook) ?? "",
    };

    public static IEnumerable<string> For(
        string path, ScratchFolder scratch, IEnumerable<string> analyzers, string errorFile, string? solutionFolder, int pass, BuildSettings settings)
    {
        yield return "build";
        yield return path;
        yield return "--artifacts-path";
        yield return Path.Combine(scratch.Path, "artifacts");
        yield return "-nologo";
        // A response file in the tree may ask for logs beside the sources.
        yield return "-noAutoResponse";
        yield return "-nodeReuse:false";
        yield return "-verbosity:quiet";
        yield return $"-fileLoggerParameters:LogFile={errorFile};ErrorsOnly;Encoding=UTF-8";
        foreach ((string name, string[] values) in Hooks(scratch, analyzers, pass))
        {
            yield return $"-property:{name}={string.Join("%3B", values.Select(Escape))}";
        }

        foreach (string argument in Given(settings))
        {
            yield return argument;
        }

        if (solutionFolder is not null)
        {
            yield return Property("SolutionDir", solutionFolder + Path.DirectorySeparatorChar);
        }

        if (settings.IsStrict)
        {
            yield return Property("GracefulRecordTargets", Path.Combine(InjectionFolder, "record.targets"));
        }

        if (settings.IsVerdict)
        {
            yield return Property("GracefulVerdict", "true");
        }

        foreach (string setting in (string[])[.. Overrides, .. Compiler(settings.CompilerServer), .. settings.IsStrict ? [] : Leniency])
        {
            yield return $"-property:{setting}";
        }
    }

    /// <summary>
    /// The same hooks as variables of the environment, which MSBuild reads as properties: they reach the projects that another program of the SDK loads.
    /// </summary>
    public static Dictionary<string, string> Variables(ScratchFolder scratch, IReadOnlyList<string> analyzers, BuildSettings settings)
    {
        var variables = new Dictionary<string, string>(Environment);
        if (!settings.Restore)
        {
            variables["GracefulNoRestore"] = "true";
        }

        if (settings.Configuration is { } configuration)
        {
            variables["Configuration"] = configuration;
        }

        if (settings.Framework is { } framework)
        {
            variables["GracefulFramework"] = framework;
        }

        if (GivenProperties.Write(settings.Properties, scratch) is { } given)
        {
            variables["GracefulGivenProperties"] = given;
        }

        foreach ((string name, string[] values) in Hooks(scratch, analyzers, pass: 1))
        {
            variables[name] = string.Join(';', values);
        }

        return variables;
    }

    // A server's name is the session's own, so that it neither outlives the session nor serves anybody else.
    private static string[] Compiler(string? server) => [$"UseSharedCompilation={(server is null ? "false" : "true")}", $"SharedCompilationId={server}"];

    // What injects the analyzers, as lists.
    private static (string Name, string[] Values)[] Hooks(ScratchFolder scratch, IEnumerable<string> analyzers, int pass) =>
    [
        (PropsHook, [Path.Combine(InjectionFolder, "graceful.props")]),
        ("GracefulUserBeforeProps", [System.Environment.GetEnvironmentVariable(PropsHook) ?? ""]),
        ("GracefulScanFolder", [scratch.Path]),
        ("GracefulScanAnalyzers", [.. analyzers]),
        ("GracefulPass", [pass.ToString(CultureInfo.InvariantCulture)]),
    ];

    private static IEnumerable<string> Given(BuildSettings settings)
    {
        if (!settings.Restore)
        {
            yield return Property("GracefulNoRestore", "true");
        }

        if (!settings.Restore || settings.IsRestored)
        {
            yield return "--no-restore";
        }

        if (settings.Configuration is { } configuration)
        {
            yield return Property("Configuration", configuration);
        }

        if (settings.Framework is { } framework)
        {
            yield return Property("GracefulFramework", framework);
        }

        foreach (string property in settings.Properties)
        {
            yield return $"-property:{property}";
        }
    }

    private static string Property(string name, string value) => $"-property:{name}={Escape(value)}";

    private static string Escape(string value) =>
        value.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)
            .Replace("$", "%24", StringComparison.Ordinal).Replace("@", "%40", StringComparison.Ordinal);
}
