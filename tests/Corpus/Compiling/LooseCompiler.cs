using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using GracefulAnalyzers.Corpus.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Corpus.Compiling;

/// <summary>
/// Compiles the projects of one repository as far as their sources and the packages at hand go. Nothing is generated that a build would
/// generate from other files, so some projects keep errors. Paths of trees are <c>/repository/relative path</c>.
/// </summary>
internal sealed class LooseCompiler(Checkout checkout, ProjectReader reader, RestoredPackages packages, bool images)
{
    private readonly Dictionary<string, CSharpCompilation> _compilations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetadataReference> _references = new(StringComparer.Ordinal);

    // Project files may refer to each other in a circle, which no build accepts.
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    /// <summary>What did not go as in a build, a line each.</summary>
    public List<string> Notes { get; } = [];

    public CSharpCompilation Compile(ProjectFile project)
    {
        if (_compilations.TryGetValue(project.Path, out var known))
        {
            return known;
        }

        var parse = new CSharpParseOptions(Language(project), DocumentationMode.Parse, preprocessorSymbols: project.Symbols);
        List<SyntaxTree> trees = [];
        foreach (var source in project.Sources.Where(File.Exists).OrderBy(checkout.Relative, StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(source);
            trees.Add(CSharpSyntaxTree.ParseText(SourceText.From(stream), parse, $"/{checkout.Name}/{checkout.Relative(source)}"));
        }

        trees.Add(CSharpSyntaxTree.ParseText(
            project.Generated, parse, $"/{checkout.Name}/{checkout.Relative(project.Path)}.GlobalUsings.g.cs", Encoding.UTF8));
        var isProgram = project.IsProgram || trees.Exists(static t => t.GetCompilationUnitRoot().Members.Any(static m => m is GlobalStatementSyntax));
        var compilation = CSharpCompilation.Create(
            project.AssemblyName,
            trees,
            References(project),
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: Nullability(project.Nullable),
                allowUnsafe: true,
                deterministic: true,
                assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default));
        if (isProgram && compilation.GetEntryPoint(default) is null)
        {
            // Test SDKs generate it.
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.DynamicallyLinkedLibrary));
        }

        return _compilations[project.Path] = compilation;
    }

    private List<MetadataReference> References(ProjectFile project)
    {
        var projects = Closure(project);
        var (assemblies, needsWeb) = packages.For(projects.Prepend(project).SelectMany(static p => p.Packages).Select(static w => w.Id));
        var web = needsWeb || project.IsWeb || projects.Exists(static p => p.IsWeb);

        // Of two assemblies of one name a build takes the newer.
        var chosen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in ReferencePacks.Assemblies(web).Concat(assemblies))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (!chosen.TryGetValue(name, out var rival) || VersionOf(path) > VersionOf(rival))
            {
                chosen[name] = path;
            }
        }

        return
        [
            .. projects.Select(ReferenceTo).OfType<MetadataReference>(),
            .. chosen.OrderBy(static c => c.Key, StringComparer.OrdinalIgnoreCase).Select(static c => ReferencePacks.At(c.Value)),
        ];
    }

    private List<ProjectFile> Closure(ProjectFile project)
    {
        var found = new SortedDictionary<string, ProjectFile>(StringComparer.Ordinal);
        var open = new Stack<ProjectFile>([project]);
        while (open.TryPop(out var next))
        {
            foreach (var path in next.Projects)
            {
                if (reader.Read(path) is { IsSdkStyle: true } referenced && referenced.Path != project.Path
                    && found.TryAdd(checkout.Relative(referenced.Path), referenced))
                {
                    open.Push(referenced);
                }
            }
        }

        return [.. found.Values];
    }

    private MetadataReference? ReferenceTo(ProjectFile project)
    {
        if (_references.TryGetValue(project.Path, out var known))
        {
            return known;
        }

        if (!_begun.Add(project.Path))
        {
            return null;
        }

        var compilation = Compile(project);
        if (!images)
        {
            return _references[project.Path] = compilation.ToMetadataReference();
        }

        if (ReferenceImage.Of(compilation) is not { } image)
        {
            Notes.Add($"{checkout.Relative(project.Path)} has no image and is referenced as a compilation");
            return _references[project.Path] = compilation.ToMetadataReference();
        }

        if (image.Lacks > 0)
        {
            Notes.Add($"{checkout.Relative(project.Path)}: its image lacks {image.Lacks} declarations that do not compile");
        }

        return _references[project.Path] = image.Reference;
    }

    private static Version VersionOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return file.HasMetadata ? file.GetMetadataReader().GetAssemblyDefinition().Version : new Version();
    }

    private static LanguageVersion Language(ProjectFile project) =>
        LanguageVersionFacts.TryParse(project.LanguageVersion, out var version) ? version : LanguageVersion.Latest;

    private static NullableContextOptions Nullability(string value) =>
        Enum.TryParse<NullableContextOptions>(value, ignoreCase: true, out var parsed) ? parsed : NullableContextOptions.Disable;
}
