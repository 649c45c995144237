using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>What is scanned: a solution or project file, and the C# projects it must yield results for. All paths are absolute.</summary>
internal sealed record ScanTarget(string Path, IReadOnlyList<string> Projects)
{
    private const int MaxListed = 20;

    private static readonly string[] SolutionExtensions = [".sln", ".slnx"];

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

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
