using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NuGet.ProjectModel;
using NuGet.Versioning;

namespace GracefulAnalyzers.Corpus.Inputs;

/// <summary>
/// Restores the packages of a whole repository in one go, through a project of our own that has nothing but references. Nothing of the
/// packages is run. What cannot be had is left out; <see cref="Missing"/> names it.
/// </summary>
internal sealed partial class PackageRestore(string folder)
{
    private const int MostTries = 25;

    private const int MostComplaints = 5;

    private string AssetsPath => Path.Combine(folder, "project.assets.json");

    /// <summary>Packages that were wished for and not found, as of the last restore.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>What is there of the wishes; the newest version counts where projects differ. An unchanged list is not restored again.</summary>
    public async Task<LockFile?> RestoreAsync(IEnumerable<PackageWish> wishes)
    {
        Directory.CreateDirectory(folder);
        var wanted = wishes.GroupBy(static w => w.Id, StringComparer.OrdinalIgnoreCase)
            .Where(static g => ValidId().IsMatch(g.Key))
            .ToDictionary(static g => g.Key, static g => g.Select(static w => w.Version).MaxBy(Lowest) ?? "", StringComparer.OrdinalIgnoreCase);
        var key = string.Join('\n', wanted.OrderBy(static w => w.Key, StringComparer.OrdinalIgnoreCase).Select(static w => $"{w.Key} {w.Value}"));
        var (keyPath, missingPath) = (Path.Combine(folder, "wanted.txt"), Path.Combine(folder, "missing.txt"));
        if (!File.Exists(keyPath) || await File.ReadAllTextAsync(keyPath) != key)
        {
            File.Delete(keyPath);
            await RestoreNewAsync(wanted);
            await File.WriteAllLinesAsync(missingPath, Missing);
            await File.WriteAllTextAsync(keyPath, key);
        }

        Missing = await File.ReadAllLinesAsync(missingPath);
        return File.Exists(AssetsPath) ? new LockFileFormat().Read(AssetsPath) : null;
    }

    private static NuGetVersion Lowest(string version) =>
        VersionRange.TryParse(version, allowFloating: true, out var range) && range.MinVersion is { } lowest ? lowest : new NuGetVersion(0, 0, 0);

    private async Task RestoreNewAsync(Dictionary<string, string> wanted)
    {
        List<string> missing = [], pruned = [];
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            await WriteProjectAsync(wanted, pruned);
            var (ended, output) = await RunAsync();
            if (ended)
            {
                break;
            }

            var blamed = Blame().Matches(output).Select(static m => m.Groups["id"].Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var before = (missing.Count, string.Concat(wanted.Values));
            foreach (var id in blamed)
            {
                var isThere = !output.Contains($"Unable to find package {id}.", StringComparison.OrdinalIgnoreCase)
                    && !output.Contains($"information about '{id}'", StringComparison.OrdinalIgnoreCase);
                if (isThere && wanted.TryGetValue(id, out var version) && Looser(version) is { } looser)
                {
                    wanted[id] = looser;
                }
                else if (!missing.Contains(id, StringComparer.OrdinalIgnoreCase))
                {
                    missing.Add(id);
                    if (!wanted.Remove(id))
                    {
                        // Only other packages ask for it: it is cut out of their dependencies, where their ranges allow that.
                        pruned.Add(id);
                    }
                }
            }

            if (before == (missing.Count, string.Concat(wanted.Values)))
            {
                // The assets file lists what was found all the same.
                missing.AddRange(output.Split('\n').Where(static l => l.Contains("error NU", StringComparison.Ordinal))
                    .Select(static l => l[l.IndexOf("error NU", StringComparison.Ordinal)..].Trim()).Distinct().Take(MostComplaints));
                break;
            }
        }

        missing.Sort(StringComparer.Ordinal);
        Missing = missing;
    }

    private async Task WriteProjectAsync(Dictionary<string, string> wanted, List<string> pruned)
    {
        // What an earlier try left would be imported by the next one.
        var intermediate = Path.Combine(folder, "obj");
        if (Directory.Exists(intermediate))
        {
            Directory.Delete(intermediate, recursive: true);
        }

        // Stops the search for the files of folders above.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), "<Project />");
        }

        var project = new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("TargetFramework", ReferencePacks.Moniker),
                new XElement("NuGetAudit", "false"),
                new XElement("RestoreEnablePackagePruning", "true"),
                new XElement("ManagePackageVersionsCentrally", "false"),
                new XElement("WarningsAsErrors"),
                new XElement("NoWarn", "NU1605;NU1608;NU1701;NU1603")),
            new XElement(
                "ItemGroup",
                wanted.OrderBy(static w => w.Key, StringComparer.OrdinalIgnoreCase).Select(static w => new XElement(
                    "PackageReference",
                    new XAttribute("Include", w.Key),
                    new XAttribute("Version", w.Value.Length > 0 ? w.Value : "*")))),
            new XElement(
                "ItemGroup",
                pruned.Select(static id => new XElement("PrunePackageReference", new XAttribute("Include", id), new XAttribute("Version", "9999.0.0")))));
        await File.WriteAllTextAsync(Path.Combine(folder, "restore.csproj"), project.ToString());
    }

    private async Task<(bool Ended, string Output)> RunAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A refusal is final.
            Environment = { ["NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT"] = "2" },
        };
        foreach (var word in (string[])["restore", "restore.csproj", "--nologo", "-v:m", "-nodeReuse:false", "-tl:off"])
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        var output = new StringBuilder();
        var errors = process.StandardError.ReadToEndAsync();
        output.Append(await process.StandardOutput.ReadToEndAsync()).Append(await errors);
        await process.WaitForExitAsync();
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        if (File.Exists(assets))
        {
            File.Copy(assets, AssetsPath, overwrite: true);
        }

        return (process.ExitCode == 0, output.ToString());
    }

    private static string? Looser(string version) => version switch { "*-*" => null, "*" => "*-*", _ => "*" };

    // NU1101, NU1102, NU1103, NU1301: not found, not in this version, not to be had; NU1202 and NU1213: not for this framework, or no library.
    [GeneratedRegex(
        @"error NU\d+: (?:Unable to find (?:a stable )?package|Package|The package|Failed to retrieve information about) "
        + @"'?(?<id>[A-Za-z0-9_.-]*[A-Za-z0-9_-])'?(?=\.?\s)")]
    private static partial Regex Blame();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
    private static partial Regex ValidId();
}
