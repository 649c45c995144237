using NuGet.ProjectModel;

namespace GracefulAnalyzers.Corpus.Inputs;

/// <summary>The packages that a repository's restore found.</summary>
internal sealed class RestoredPackages
{
    private readonly Dictionary<string, LockFileTargetLibrary> _libraries = new(StringComparer.OrdinalIgnoreCase);
    private readonly LockFile? _assets;

    public RestoredPackages(LockFile? assets)
    {
        _assets = assets;
        foreach (var library in assets?.Targets.FirstOrDefault()?.Libraries ?? [])
        {
            _libraries[library.Name!] = library;
        }
    }

    /// <summary>The DLLs to compile against for these packages and all that they depend on, and whether one of them wants ASP.NET Core.</summary>
    public (IReadOnlyList<string> Assemblies, bool NeedsWeb) For(IEnumerable<string> packages)
    {
        var found = new SortedDictionary<string, LockFileTargetLibrary>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>(packages);
        while (open.TryPop(out var id))
        {
            if (_libraries.TryGetValue(id, out var library) && found.TryAdd(id, library))
            {
                foreach (var dependency in library.Dependencies)
                {
                    open.Push(dependency.Id);
                }
            }
        }

        return (
            [.. found.Values.SelectMany(Assemblies)],
            found.Values.Any(static l => l.FrameworkReferences.Contains("Microsoft.AspNetCore.App")));
    }

    private IEnumerable<string> Assemblies(LockFileTargetLibrary library)
    {
        var folder = _assets!.GetLibrary(library.Name, library.Version)?.Path;
        return folder is null ? [] : library.CompileTimeAssemblies
            .Where(static a => a.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Select(a => _assets.PackageFolders.Select(f => Path.Combine(f.Path, folder, a.Path)).FirstOrDefault(File.Exists))
            .OfType<string>();
    }
}
