using System.Collections.Immutable;
using Microsoft.Build.Construction;
using Microsoft.Build.Evaluation;
using NuGet.Frameworks;

namespace GracefulAnalyzers.Corpus.Inputs;

/// <summary>
/// Reads project files with MSBuild's evaluator, and without any SDK: properties, conditions, globs and imports within the repository
/// count; no target runs. What the SDK would have added and compilations need, <see cref="SdkDefaults"/> adds.
/// </summary>
internal sealed class ProjectReader(string root) : IDisposable
{
    private const StringSplitOptions Words = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private const ProjectLoadSettings Loosely = ProjectLoadSettings.IgnoreMissingImports | ProjectLoadSettings.IgnoreInvalidImports
        | ProjectLoadSettings.IgnoreEmptyImports | ProjectLoadSettings.DoNotEvaluateElementsWithFalseCondition;

    private readonly ProjectCollection _collection = new();
    private readonly Dictionary<string, ProjectFile> _read = new(StringComparer.Ordinal);

    /// <summary>The project, or null when its file is no readable project.</summary>
    public ProjectFile? Read(string path)
    {
        path = Path.GetFullPath(path);
        if (_read.TryGetValue(path, out var known))
        {
            return known;
        }

        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return _read[path] = ReadNew(path);
        }
        catch (Microsoft.Build.Exceptions.InvalidProjectFileException)
        {
            return null;
        }
    }

    public void Dispose() => _collection.Dispose();

    private ProjectFile ReadNew(string path)
    {
        var file = ProjectRootElement.Open(path, _collection, preserveFormatting: false);
        var sdks = TakeSdks(file);
        if (sdks.Count == 0)
        {
            return new ProjectFile(path, Path.GetFileNameWithoutExtension(path));
        }

        AddSurroundings(file, sdks);
        var project = Evaluate(file, framework: "");
        var framework = Newest(project.GetPropertyValue("TargetFramework"), project.GetPropertyValue("TargetFrameworks"));
        if (project.GetPropertyValue("TargetFramework") != framework)
        {
            project = Evaluate(file, framework);
        }

        return Describe(path, sdks, framework, project);
    }

    private static ProjectFile Describe(string path, List<string> sdks, string framework, Project project)
    {
        string Value(string property) => project.GetPropertyValue(property).Trim();
        var name = Value("AssemblyName");
        return new ProjectFile(path, name.Length > 0 ? name : Path.GetFileNameWithoutExtension(path))
        {
            IsSdkStyle = true,
            IsProgram = Value("OutputType").EndsWith("exe", StringComparison.OrdinalIgnoreCase)
                || (Value("OutputType").Length == 0 && sdks.Exists(SdkDefaults.MakesPrograms)),
            IsWeb = sdks.Exists(SdkDefaults.IsWeb)
                || project.GetItems("FrameworkReference").Any(static i => i.EvaluatedInclude == "Microsoft.AspNetCore.App"),
            LanguageVersion = Value("LangVersion"),
            Nullable = Value("Nullable"),
            Symbols = [.. Value("DefineConstants").Split([';', ','], Words), .. SdkDefaults.Symbols(framework)],
            Sources =
            [
                .. project.GetItems("Compile").Select(static i => i.GetMetadataValue("FullPath"))
                    .Where(static f => f.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            Generated = string.Concat(project.GetItems("Using").Select(Import).Distinct())
                + string.Concat(project.GetItems("InternalsVisibleTo").Select(static i =>
                    $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{i.EvaluatedInclude}\")]\n")),
            Projects =
            [
                .. project.GetItems("ProjectReference")
                    .Where(static i => !IsFalse(i, "ReferenceOutputAssembly"))
                    .Select(static i => i.GetMetadataValue("FullPath")),
            ],
            Packages = Packages(project),
        };
    }

    private static string Import(ProjectItem item)
    {
        var alias = item.GetMetadataValue("Alias");
        var kind = string.Equals(item.GetMetadataValue("Static"), "true", StringComparison.OrdinalIgnoreCase) ? "static " : "";
        return alias.Length > 0
            ? $"global using {alias} = {item.EvaluatedInclude};\n"
            : $"global using {kind}{(kind.Length > 0 ? "" : "global::")}{item.EvaluatedInclude};\n";
    }

    private static ImmutableArray<PackageWish> Packages(Project project)
    {
        var central = project.GetItems("PackageVersion")
            .GroupBy(static i => i.EvaluatedInclude, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static g => g.Key, static g => g.Last().GetMetadataValue("Version"), StringComparer.OrdinalIgnoreCase);
        string Version(ProjectItem item) => new[] { item.GetMetadataValue("VersionOverride"), item.GetMetadataValue("Version") }
            .FirstOrDefault(static v => v.Length > 0) ?? central.GetValueOrDefault(item.EvaluatedInclude, "");
        return
        [
            .. project.GetItems("PackageReference").Concat(project.GetItems("GlobalPackageReference"))
                .Where(static i => !i.GetMetadataValue("ExcludeAssets").Contains("compile", StringComparison.OrdinalIgnoreCase))
                .Select(i => new PackageWish(i.EvaluatedInclude, Version(i)))
                .DistinctBy(static w => w.Id, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private Project Evaluate(ProjectRootElement file, string framework)
    {
        var globals = new Dictionary<string, string>(StringComparer.Ordinal) { ["Configuration"] = "Debug", ["Platform"] = "AnyCPU" };
        if (framework.Length > 0)
        {
            globals["TargetFramework"] = framework;
        }

        return new Project(file, globals, toolsVersion: null, _collection, Loosely);
    }

    private static List<string> TakeSdks(ProjectRootElement file)
    {
        List<string> names = [.. file.Sdk.Split(';', Words)];
        file.Sdk = "";
        foreach (var element in file.Children.OfType<ProjectSdkElement>().ToList())
        {
            names.Add(element.Name);
            file.RemoveChild(element);
        }

        foreach (var import in file.Imports.Where(static i => i.Sdk.Length > 0).ToList())
        {
            names.Add(import.Sdk);
            import.Parent.RemoveChild(import);
        }

        return [.. names.Select(static n => n.Split('/')[0]).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The files that an SDK imports by itself, and the items it begins with.</summary>
    private void AddSurroundings(ProjectRootElement file, List<string> sdks)
    {
        var items = file.CreateItemGroupElement();
        file.PrependChild(items);
        items.AddItem("Compile", "**/*.cs").Exclude = "$(DefaultItemExcludes);bin/**;obj/**;**/.*/**;**/node_modules/**";
        items.LastChild!.Condition = "'$(EnableDefaultItems)' != 'false' and '$(EnableDefaultCompileItems)' != 'false'";
        foreach (var name in SdkDefaults.Usings(sdks))
        {
            items.AddItem("Using", name).Condition = "'$(ImplicitUsings)' == 'enable' or '$(ImplicitUsings)' == 'true'";
        }

        foreach (var name in (string[])["Directory.Packages.props", "Directory.Build.props"])
        {
            if (Above(file.DirectoryPath, name) is { } path)
            {
                file.PrependChild(file.CreateImportElement(path));
            }
        }

        if (Above(file.DirectoryPath, "Directory.Build.targets") is { } targets)
        {
            file.AppendChild(file.CreateImportElement(targets));
        }
    }

    private string? Above(string folder, string name)
    {
        for (var at = folder; at is not null && at.Length >= root.Length; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, name)))
            {
                return Path.Combine(at, name);
            }
        }

        return null;
    }

    private static string Newest(string one, string several) => one.Length > 0 ? one : several
        .Split(';', Words)
        .Select(static name => (Name: name, Framework: NuGetFramework.Parse(name)))
        .OrderBy(static f => f.Framework.Framework == FrameworkConstants.FrameworkIdentifiers.NetCoreApp)
        .ThenBy(static f => f.Framework.Version)
        .ThenBy(static f => !f.Framework.HasPlatform)
        .Select(static f => f.Name)
        .LastOrDefault() ?? "";

    private static bool IsFalse(ProjectItem item, string metadata) =>
        string.Equals(item.GetMetadataValue(metadata), "false", StringComparison.OrdinalIgnoreCase);
}
