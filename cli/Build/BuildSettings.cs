namespace GracefulAnalyzers.Cli.Build;

/// <summary>What the person adds to the build: as <c>dotnet build</c> takes it.</summary>
/// <param name="Configuration">Null for the default configuration.</param>
/// <param name="Framework">The one target framework to build, in projects that have it; null for all.</param>
/// <param name="Properties">Texts of the form NAME=VALUE, escaped as MSBuild wants them.</param>
internal sealed record BuildSettings(string? Configuration, string? Framework, IReadOnlyList<string> Properties, bool Restore)
{
    public static readonly BuildSettings Default = new(null, null, [], Restore: true);

    /// <summary>Under the user's own warnings-as-errors and analysis settings, and with a record of the compiled sources.</summary>
    public bool IsStrict { get; init; }

    /// <summary>With the SDK's own analyzers in those projects where one of their findings could fail the build; without them it is never so in a strict
    /// build.</summary>
    public bool IsVerdict { get; init; }

    /// <summary>An earlier build of the same scratch folder restored already.</summary>
    public bool IsRestored { get; init; }

    /// <summary>The compiler server that builds share; null for a compiler of its own for each project.</summary>
    public string? CompilerServer { get; init; }
}
