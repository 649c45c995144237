using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>
/// A C# file that a fix can add to the user's project, once. It is found again by its type's name and a marker member, wherever the user moved it.
/// </summary>
/// <param name="Name">Name of the main type, of the embedded file and of the file in the user's project.</param>
/// <param name="Types">Every type that the file declares.</param>
/// <param name="Marker">Method, the type's own or inherited, that tells the type from a namesake.</param>
/// <param name="MarkerParameter">Type name of the marker's first parameter.</param>
internal sealed record Scaffold(string Name, IReadOnlyList<string> Types, string Marker, string MarkerParameter)
{
    /// <summary>The namespace of a scaffold that is not forced into another one by the file it lands in.</summary>
    public const string DefaultNamespace = "Graceful";

    public static readonly Scaffold IdempotencyStore =
        new("IIdempotencyStore", ["IIdempotencyStore", "IdempotencyKey", "IdempotencyStoreExtensions"], "GetOrAddAsync", "IdempotencyKey")
        {
            Surface = ["IIdempotencyStore", "IdempotencyKey"],
            Needs = ["System.Text.Json.Serialization.Metadata.JsonTypeInfo`1"],
        };

    public static readonly Scaffold LeasedIdempotencyStore =
        new("LeasedIdempotencyStore", ["LeasedIdempotencyStore"], "GetOrAddAsync", "IdempotencyKey")
        {
            Requires = [IdempotencyStore],
            Needs = ["Microsoft.Extensions.Logging.ILogger`1", "Microsoft.Extensions.Logging.LoggerMessage"],
        };

    public static readonly Scaffold RelationalIdempotencyStore =
        new("RelationalIdempotencyStore", ["RelationalIdempotencyStore"], "GetOrAddAsync", "IdempotencyKey")
        {
            Requires = [IdempotencyStore, LeasedIdempotencyStore],
        };

    public static readonly Scaffold EfIdempotencyStore =
        new("EfIdempotencyStore", ["EfIdempotencyStore"], "GetOrAddAsync", "IdempotencyKey")
        {
            Requires = [IdempotencyStore, LeasedIdempotencyStore, RelationalIdempotencyStore],
            Needs =
            [
                "Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions",
                "Microsoft.Extensions.DependencyInjection.IServiceScopeFactory",
            ],
        };

    public static readonly Scaffold AdoIdempotencyStore =
        new("AdoIdempotencyStore", ["AdoIdempotencyStore"], "GetOrAddAsync", "IdempotencyKey")
        {
            Requires = [IdempotencyStore, LeasedIdempotencyStore, RelationalIdempotencyStore],
            Needs = ["System.Data.Common.DbDataSource"],
        };

    public static readonly Scaffold RedisIdempotencyStore =
        new("RedisIdempotencyStore", ["RedisIdempotencyStore"], "GetOrAddAsync", "IdempotencyKey")
        {
            Requires = [IdempotencyStore, LeasedIdempotencyStore],
            Needs = ["StackExchange.Redis.IConnectionMultiplexer"],
        };

    /// <summary>Every scaffold, each after those it requires.</summary>
    public static readonly IReadOnlyList<Scaffold> All =
        [IdempotencyStore, LeasedIdempotencyStore, RelationalIdempotencyStore, EfIdempotencyStore, AdoIdempotencyStore, RedisIdempotencyStore];

    /// <summary>Every scaffold that this one builds on, each after those that it builds on itself; they are placed first.</summary>
    public IReadOnlyList<Scaffold> Requires { get; init; } = [];

    /// <summary>The types that become public when a public constructor of the user's takes them.</summary>
    public IReadOnlyList<string> Surface { get; init; } = [];

    /// <summary>Metadata names of the types that the user's project must reference.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The embedded file, with line feeds.</summary>
    /// <exception cref="InvalidOperationException">The DLL was built without the file.</exception>
    public string Text()
    {
        using Stream stream = typeof(Scaffold).Assembly.GetManifestResourceStream($"Scaffolds/{Name}.cs")
            ?? throw new InvalidOperationException($"Scaffold '{Name}' is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    /// <summary>True when the project, and every other target framework of it, can compile the scaffold: C# 12, net8.0, and what it
    /// <see cref="Needs"/>.</summary>
    public async Task<bool> IsSupportedAsync(Project project, CancellationToken cancellationToken)
    {
        foreach (Project target in TargetsOf(project))
        {
            if (target.ParseOptions is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 }
                || await target.GetCompilationAsync(cancellationToken) is not { } compilation
                || !IsNet8(compilation)
                || !Requires.Append(this).SelectMany(scaffold => scaffold.Needs).All(need => !compilation.GetTypesByMetadataName(need).IsEmpty))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when <see cref="Find"/> finds the scaffold.</summary>
    public bool IsPresent(Compilation compilation, CancellationToken cancellationToken) => Find(compilation, cancellationToken) is not null;

    /// <summary>The scaffold's main type, from source in any namespace or from a reference that lets this compilation use it; else null.</summary>
    public INamedTypeSymbol? Find(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (ISymbol symbol in compilation.GetSymbolsWithName(Name, SymbolFilter.Type, cancellationToken))
        {
            if (symbol is INamedTypeSymbol { IsFileLocal: false, ContainingType: null } type && MarkerOf(type) is not null)
            {
                return type;
            }
        }

        return compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.TypeNames.Contains(Name))
            .SelectMany(assembly => Named(assembly.GlobalNamespace))
            .FirstOrDefault(type => MarkerOf(type) is not null && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));
    }

    /// <summary><see cref="Find"/> in the project or, when it has several target frameworks, in any of them: one file serves them all.</summary>
    public async Task<INamedTypeSymbol?> FindAsync(Project project, CancellationToken cancellationToken)
    {
        foreach (Project target in TargetsOf(project))
        {
            if (await target.GetCompilationAsync(cancellationToken) is { } compilation && Find(compilation, cancellationToken) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>The member that proves <paramref name="type"/> to be this scaffold; null for a namesake.</summary>
    public IMethodSymbol? MarkerOf(INamedTypeSymbol type) => type.GetMembers(Marker)
        .OfType<IMethodSymbol>()
        .FirstOrDefault(method => method.Parameters.FirstOrDefault()?.Type.Name == MarkerParameter)
        ?? (type.BaseType is { } inherited ? MarkerOf(inherited) : null);

    /// <summary>The project itself first, then the projects that the workspace made of the same file for other target frameworks.</summary>
    public static IEnumerable<Project> TargetsOf(Project project) => project.FilePath is not { } path
        ? [project]
        : project.Solution.Projects
            .Where(other => other.Language == LanguageNames.CSharp && string.Equals(other.FilePath, path, StringComparison.OrdinalIgnoreCase))
            .OrderBy(other => other.Id == project.Id ? 0 : 1);

    // A member, not TimeProvider: that type exists as a package for older frameworks.
    private static bool IsNet8(Compilation compilation) => compilation
        .GetTypesByMetadataName("System.Threading.CancellationTokenSource")
        .Any(type => !type.GetMembers("CancelAsync").IsEmpty);

    private IEnumerable<INamedTypeSymbol> Named(INamespaceSymbol within) => within.GetTypeMembers(Name)
        .Concat(within.GetNamespaceMembers().SelectMany(Named));
}
