using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>What <c>frameworks=…</c> in a fence's info string stands for.</summary>
internal static class Frameworks
{
    /// <summary>The word that leaves only the base class library.</summary>
    public const string None = "none";

    private const string StubMark = "|stub:";

    private static readonly string[] Brokers = ["RabbitMq6", "RabbitMq7", "MassTransit", "AzureServiceBus"];

    private static readonly ConcurrentDictionary<string, Lazy<MetadataReference>> References = new(StringComparer.Ordinal);

    /// <summary>The compiler shares what it has read of an assembly among the compilations that are alive; one for each set of references stays
    /// alive.</summary>
    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> Kept = new(StringComparer.Ordinal);

    /// <summary>Each folder of tests/Frameworks is one framework, named like it.</summary>
    private static readonly Lazy<ImmutableSortedSet<string>> Folders = new(static () =>
        Directory.EnumerateDirectories(Repository.At("tests", "Frameworks")).Select(static path => Path.GetFileName(path)!)
            .ToImmutableSortedSet(StringComparer.Ordinal));

    public static IEnumerable<string> Names => Folders.Value;

    public static bool IsKnown(string name) => name == None || Folders.Value.Contains(name);

    /// <summary>True for a folder that brings nothing: every sample references what it stands for.</summary>
    public static bool IsPartOfDotnet(string name) => !HasStub(name) && FrameworkPackages.Of(name, Age.Newest).IsEmpty;

    public static bool IsBroker(string name) => Brokers.Contains(name);

    /// <summary>The namespaces that the SDK kind imports implicitly, as a global-usings file.</summary>
    public static string GlobalUsings(IEnumerable<string> frameworks)
    {
        string[] bcl =
        [
            "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http",
            "System.Threading", "System.Threading.Tasks",
        ];
        string[] web =
        [
            "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
            "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
            "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        ];
        string[] all = frameworks.Contains(None) ? bcl : [.. bcl, .. web];
        return string.Concat(all.Select(static n => $"global using global::{n};\n"));
    }

    /// <summary>The references of a fence: the base packs, and what it names in the newest version.</summary>
    public static ImmutableArray<MetadataReference> For(IEnumerable<string> frameworks) => For(frameworks, Age.Newest);

    /// <summary>The base packs, and what is named in the oldest or the newest version that is supported.</summary>
    public static ImmutableArray<MetadataReference> For(IEnumerable<string> frameworks, Age age) =>
        Keep("", AssembliesOf(frameworks, age), static bytes => bytes, static text => text);

    /// <summary>The same references under other names: every assembly image and stub goes through the given rewriting.</summary>
    public static ImmutableArray<MetadataReference> For(
        IEnumerable<string> frameworks, string flavour, Func<byte[], byte[]> image, Func<string, string> source) =>
        Keep(flavour, AssembliesOf(frameworks, Age.Newest), image, source);

    private static ImmutableArray<MetadataReference> Keep(string flavour, List<string> assemblies, Func<byte[], byte[]> image, Func<string, string> source) =>
        [.. Kept.GetOrAdd(flavour + "|" + string.Join('|', assemblies), _ => new(() =>
        {
            var compilation = CSharpCompilation.Create("Kept", references: assemblies.Select(assembly => Reference(flavour, assembly, image, source)));
            // Binds the references; before that there is nothing to keep.
            compilation.GetSpecialType(SpecialType.System_Object);
            return compilation;
        })).Value.References];

    private static MetadataReference Reference(string flavour, string assembly, Func<byte[], byte[]> image, Func<string, string> source) =>
        References.GetOrAdd(flavour + "|" + assembly, _ => new(() => Load(flavour, assembly, image, source))).Value;

    private static List<string> AssembliesOf(IEnumerable<string> frameworks, Age age)
    {
        var names = frameworks.ToArray();
        List<string> found = [.. Pack("Microsoft.NETCore.App.Ref")];
        if (!names.Contains(None))
        {
            found.AddRange(Pack("Microsoft.AspNetCore.App.Ref"));
        }

        foreach (var name in names.Where(static n => n != None))
        {
            if (!IsKnown(name))
            {
                throw new InvalidOperationException(
                    $"No framework is named {name}. Known: {None}, {string.Join(", ", Names)} (a folder each in tests/Frameworks).");
            }

            found.AddRange(FrameworkPackages.Of(name, age).SelectMany(static package => package.Assemblies));
            if (HasStub(name))
            {
                found.Add(age + StubMark + name);
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static bool HasStub(string name) => Directory.EnumerateFiles(FolderOf(name), "*.cs").Any();

    private static string FolderOf(string name) => Repository.At("tests", "Frameworks", name);

    private static string[] Pack(string name)
    {
        var moniker = Repository.Fact("TargetFramework");
        var wanted = moniker["net".Length..];
        var newest = Directory.EnumerateDirectories(Path.Combine(Repository.Fact("TargetingPackRoot"), name))
            .Select(static d => (Path: d, Version: System.Version.TryParse(Path.GetFileName(d), out var v) ? v : null))
            .Where(p => p.Version is not null && p.Version.ToString(2) == wanted)
            .OrderByDescending(static p => p.Version)
            .Select(static p => p.Path)
            .FirstOrDefault() ?? throw new InvalidOperationException($"The SDK carries no {name} for {moniker}.");
        return [.. Directory.EnumerateFiles(Path.Combine(newest, "ref", moniker), "*.dll").Order(StringComparer.Ordinal)];
    }

    private static PortableExecutableReference Load(string flavour, string assembly, Func<byte[], byte[]> image, Func<string, string> source)
    {
        if (assembly.Split(StubMark) is [var age, var name])
        {
            return CompileStub(flavour, name, Enum.Parse<Age>(age), image, source);
        }

        return MetadataReference.CreateFromImage(image(File.ReadAllBytes(assembly)), filePath: assembly);
    }

    // What does not restore is declared by hand; it may stand on what does.
    private static PortableExecutableReference CompileStub(string flavour, string name, Age age, Func<byte[], byte[]> image, Func<string, string> source)
    {
        var texts = Directory.EnumerateFiles(FolderOf(name), "*.cs").Order(StringComparer.Ordinal).Select(static path => Repository.Read(path)!);
        var compilation = CSharpCompilation.Create(
            "Stub." + name,
            [.. texts.Prepend(GlobalUsings([None])).Select(text => CSharpSyntaxTree.ParseText(source(text)))],
            [
                .. Pack("Microsoft.NETCore.App.Ref").Concat(Pack("Microsoft.AspNetCore.App.Ref"))
                    .Concat(FrameworkPackages.Of(name, age).SelectMany(static package => package.Assemblies))
                    .Select(path => Reference(flavour, path, image, source)),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success
            ? MetadataReference.CreateFromImage(stream.ToArray())
            : throw new InvalidOperationException($"The stub in tests/Frameworks/{name} does not compile:\n{string.Join("\n", result.Diagnostics)}");
    }
}
