using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>What is scanned: a solution or project file, and the C# projects it must yield results for. All paths are absolute.</summary>
internal sealed record ScanTarget(string Path, IReadOnlyList<string> Projects)
{
    private const int MaxListed = 20;

    private static readonly string[] SolutionExtensions = [".sln", ".slnx"];

    /// <summary>The folder of the solution, or of the project that was named without one.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Solution ?? Path)!;

    /// <summary>The solution that a single project was picked from; null unless one was.</summary>
    public string? Solution { get; init; }

    /// <summary>Projects of the solution that are not C# and are left out.</summary>
    public IReadOnlyList<string> OtherProjects { get; init; } = [];

    public bool IsSolution => HasExtension(Path, SolutionExtensions);

    /// <summary>Resolves the argument, or the default when there is none.</summary>
    /// <exception cref="ScanRefusedException">Nothing, or more than one thing, could be meant.</exception>
    public static ScanTarget Resolve(string? argument, string currentFolder)
    {
        string path = System.IO.Path.GetFullPath(argument ?? DefaultPath(currentFolder), currentFolder);
        if (Directory.Exists(path))
        {
            return FromFile(OnlyCandidate(path));
        }

        return File.Exists(path) ? FromFile(path) : throw new ScanRefusedException($"There is no file or folder '{path}'.");
    }

    /// <summary>One project of the target, which is then built by its own path; the target itself when none is asked for.</summary>
    /// <param name="project">A project's name, with or without its extension, or its path.</param>
    /// <exception cref="ScanRefusedException">None of the projects, or several, are called so.</exception>
    public ScanTarget Only(string? project, string currentFolder)
    {
        if (project is null)
        {
            return this;
        }

        string[] paths = [System.IO.Path.GetFullPath(project, currentFolder), System.IO.Path.GetFullPath(project, Folder)];
        string[] named = [.. Projects.Where(known => paths.Contains(known, PathText.Comparer))];
        named = named.Length > 0 ? named : [.. Projects.Where(known => paths.Contains(System.IO.Path.GetDirectoryName(known), PathText.Comparer)
            || project.Equals(System.IO.Path.GetFileName(known), StringComparison.OrdinalIgnoreCase)
            || project.Equals(System.IO.Path.GetFileNameWithoutExtension(known), StringComparison.OrdinalIgnoreCase))];
        return named switch
        {
            [var only] => new(only, [only]) { Solution = IsSolution ? Path : Solution },
            [] => throw new ScanRefusedException($"'{Path}' holds no C# project '{project}'. It holds:{Wording.Listing(Projects, MaxListed)}"),
            _ => throw new ScanRefusedException($"'{Path}' holds several projects '{project}'. Name one by its path:{Wording.Listing(named, MaxListed)}"),
        };
    }

    // Whoever cloned this repository wants to see findings, and its own projects have none.
    private static string DefaultPath(string currentFolder)
    {
        string sample = System.IO.Path.Combine(currentFolder, "samples", "ChatService");
        return File.Exists(System.IO.Path.Combine(currentFolder, "GracefulAnalyzers.sln")) && Directory.Exists(sample) ? sample : currentFolder;
    }

    private static string OnlyCandidate(string folder)
    {
        string[] solutions = Files(folder, SearchOption.TopDirectoryOnly, SolutionExtensions);
        string[] candidates = solutions.Length > 0 ? solutions : Files(folder, SearchOption.TopDirectoryOnly, ".csproj");
        return candidates switch
        {
            [var only] => only,
            [] => throw new ScanRefusedException($"There is no solution or C# project in '{folder}'.{Beneath(folder)}"),
            _ => throw new ScanRefusedException(
                $"There are several {(solutions.Length > 0 ? "solutions" : "projects")} in '{folder}'. "
                    + $"Name one of them:{Wording.Listing(candidates, MaxListed)}"),
        };
    }

    private static string Beneath(string folder)
    {
        string[] solutions = Files(folder, SearchOption.AllDirectories, SolutionExtensions);
        string[] found = solutions.Length > 0 ? solutions : Files(folder, SearchOption.AllDirectories, ".csproj");
        return found.Length == 0 ? "" : $" Beneath it there are:{Wording.Listing(found, MaxListed)}";
    }

    private static string[] Files(string folder, SearchOption depth, params string[] extensions)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = depth == SearchOption.AllDirectories,
            MaxRecursionDepth = 3,
            IgnoreInaccessible = true,
        };
        return [.. Directory.EnumerateFiles(folder, "*", options).Where(file => HasExtension(file, extensions)).Order(StringComparer.Ordinal)];
    }

    private static bool HasExtension(string path, params string[] extensions) =>
        extensions.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static ScanTarget FromFile(string path)
    {
        if (HasExtension(path, ".csproj"))
        {
            return new(path, [path]);
        }

        if (!HasExtension(path, SolutionExtensions))
        {
            throw new ScanRefusedException($"'{path}' is not something to scan. Give a .sln, .slnx or .csproj file, or a folder that holds one.");
        }

        ILookup<bool, string> projects = SolutionFile.Projects(path).ToLookup(ProjectFile.IsCSharp);
        return projects.Contains(true)
            ? new(path, [.. projects[true]]) { OtherProjects = [.. projects[false]] }
            : throw new ScanRefusedException($"The solution '{path}' holds no C# project.");
    }
}
