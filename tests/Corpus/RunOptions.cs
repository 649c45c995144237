using GracefulAnalyzers.Corpus.Findings;
using GracefulAnalyzers.Corpus.Inputs;

namespace GracefulAnalyzers.Corpus;

/// <summary>What a run was asked for.</summary>
internal sealed record RunOptions(string Analyzers, string Work, string Output)
{
    /// <summary>A folder of repositories.</summary>
    public string? Repositories { get; init; }

    /// <summary>Names repositories of the folder, or parts of them.</summary>
    public string? List { get; init; }

    /// <summary>Root of this project, whose pages, samples and quiet service are analysed.</summary>
    public string? Sources { get; init; }

    /// <summary>Texts of which one occurs in <c>repository/path of the project</c>; none takes all.</summary>
    public string[] Only { get; init; } = [];

    public bool Concurrent { get; init; } = true;

    /// <summary>Referenced projects are images, as in a build, not compilations, as in an editor.</summary>
    public bool Images { get; init; } = true;

    /// <summary>Changes with whatever compilations depend on beside the sources.</summary>
    public string Signature => $"{typeof(RunOptions).Module.ModuleVersionId} {Images}";

    public bool Takes(string repository, string project) =>
        Only.Length == 0 || Only.Any(o => $"{repository}/{project}".Contains(o, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where the compiler's errors of a project are kept.</summary>
    public string ErrorsPath(string repository, string project, string stamp) => PathIn("errors", repository, project, stamp);

    /// <summary>Where the findings of a DLL in a project are kept.</summary>
    public string PartPath(AnalyzerSet analyzers, string repository, string project, string stamp) =>
        PathIn(Path.Combine("parts", Concurrent ? analyzers.Hash : analyzers.Hash + "-serial"), repository, project, stamp);

    /// <summary>Where it is kept what became of the fixes in a project.</summary>
    public string AttemptsPath(string repository, string project, string stamp) => PathIn("fixes", repository, project, stamp);

    private string PathIn(string folder, string repository, string project, string stamp) =>
        Path.Combine(Work, folder, repository, $"{Path.GetFileNameWithoutExtension(project)}-{Checkout.Hash(project + stamp)}.txt");
}
