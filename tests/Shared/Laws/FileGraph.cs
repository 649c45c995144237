using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>
/// Which source files of a project use which others: every name, call, construction, operator and attribute is bound by the compiler, so that a type
/// argument such as <c>Get&lt;T&gt;()</c> and a constant count as much as a call. What a comment names does not count.
/// </summary>
internal sealed class FileGraph
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // A partial member whose other part a source generator writes.
    private static readonly HashSet<string> GeneratorsTurn = ["CS8795", "CS9248"];

    private FileGraph(IReadOnlyList<string> files, IReadOnlyList<FileUse> uses)
    {
        (Files, Uses) = (files, uses);
        Cycles = Components.Of(files, [.. uses.Select(use => (use.From, use.To))]);
    }

    public IReadOnlyList<string> Files { get; }

    /// <summary>One for each pair of files and type that is used, ordered by file and line.</summary>
    public IReadOnlyList<FileUse> Uses { get; }

    /// <summary>Files that use each other, directly or by way of others: the strongly connected components of two files or more, the largest first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles { get; }

    /// <summary>Reads all C# sources beneath a folder.</summary>
    /// <param name="references">Paths of assemblies that the sources need; the project's own may not be among them.</param>
    /// <exception cref="InvalidOperationException">The sources do not compile so, and uses would be missing.</exception>
    public static FileGraph Of(string root, IEnumerable<string> references) => Of(
        Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText),
        references);

    /// <summary>Reads sources by their names.</summary>
    /// <param name="references">Paths of assemblies that the sources need; the project's own may not be among them.</param>
    /// <exception cref="InvalidOperationException">The sources do not compile so, and uses would be missing.</exception>
    public static FileGraph Of(IReadOnlyDictionary<string, string> sources, IEnumerable<string> references)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        SyntaxTree[] trees =
            [.. sources.OrderBy(source => source.Key, StringComparer.Ordinal).Select(source => CSharpSyntaxTree.ParseText(source.Value, options, source.Key))];
        bool isProgram = trees.Any(tree => tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any());
        var compilation = CSharpCompilation.Create(
            "Read",
            [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, options)],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
        Diagnostic[] errors =
            [.. compilation.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error && !GeneratorsTurn.Contains(problem.Id))];
        return errors.Length > 0
            ? throw new InvalidOperationException(
                $"The sources do not compile, so their uses cannot be told:\n{string.Join('\n', errors.Take(5).Select(error => error.ToString()))}")
            : new([.. trees.Select(tree => tree.FilePath)], [.. trees.SelectMany(tree => UsesOf(tree, compilation))]);
    }

    /// <summary>Folders that use each other, directly or by way of others; the largest cycle first.</summary>
    /// <param name="depth">How many names of a folder's path tell it from others: 1 takes a folder and all beneath it as one.</param>
    public IReadOnlyList<IReadOnlyList<string>> FolderCycles(int depth = int.MaxValue)
    {
        (string From, string To)[] edges = [.. Uses.Select(use => (Cut(use.FromFolder), Cut(use.ToFolder))).Distinct()];
        return Components.Of([.. Files.Select(file => Cut(FileUse.FolderOf(file))).Distinct()], edges);

        string Cut(string folder) => string.Join('/', folder.Split('/').Take(depth));
    }

    /// <summary>The uses that hold a cycle of files together, a line each.</summary>
    public string Describe(IReadOnlyList<string> cycle) =>
        string.Join('\n', Uses.Where(use => cycle.Contains(use.From) && cycle.Contains(use.To)).Prepend<object>($"{cycle.Count} files use each other:"));

    /// <summary>The uses that hold a cycle of folders together, a line each.</summary>
    public string DescribeFolders(IReadOnlyList<string> cycle)
    {
        IEnumerable<FileUse> uses = Uses.Where(use => Part(use.FromFolder) is { } from && Part(use.ToFolder) is { } to && from != to);
        return string.Join('\n', uses.Prepend<object>($"{string.Join(", ", cycle)} use each other:"));

        string? Part(string folder) =>
            cycle.Where(part => folder == part || part.Length == 0 || folder.StartsWith(part + "/", StringComparison.Ordinal)).MaxBy(part => part.Length);
    }

    private static IEnumerable<FileUse> UsesOf(SyntaxTree tree, CSharpCompilation compilation)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        var seen = new HashSet<(string, string)>();
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes(node => node is not UsingDirectiveSyntax))
        {
            foreach (ISymbol symbol in SymbolsAt(node, model).Select(Declared).OfType<ISymbol>())
            {
                INamedTypeSymbol type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
                foreach (string file in FilesOf(symbol, type).Where(file => file != tree.FilePath && seen.Add((file, type.ToDisplayString(Shown)))))
                {
                    yield return new(tree.FilePath, tree.GetLineSpan(node.Span).StartLinePosition.Line + 1, Owner(node), file, type.ToDisplayString(Shown));
                }
            }
        }
    }

    private static SymbolDisplayFormat Shown { get; } = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    private static IEnumerable<ISymbol> SymbolsAt(SyntaxNode node, SemanticModel model)
    {
        if (node is not (ExpressionSyntax or AttributeSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax))
        {
            return [];
        }

        SymbolInfo info = model.GetSymbolInfo(node);
        IEnumerable<ISymbol> named = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
        return node is ExpressionSyntax expression && model.GetConversion(expression).MethodSymbol is { } conversion ? named.Append(conversion) : named;
    }

    // The type or member as it is written; null for what lies within a member.
    private static ISymbol? Declared(ISymbol symbol) => symbol switch
    {
        IAliasSymbol alias => Declared(alias.Target),
        IArrayTypeSymbol array => Declared(array.ElementType),
        INamedTypeSymbol { IsAnonymousType: false, IsTupleType: false } type => type.OriginalDefinition,
        IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction } => null,
        IMethodSymbol method => (method.ReducedFrom ?? method).OriginalDefinition is { ContainingType: not null } written ? written : null,
        IPropertySymbol or IFieldSymbol or IEventSymbol when symbol.ContainingType is { IsAnonymousType: false, IsTupleType: false } =>
            symbol.OriginalDefinition,
        _ => null,
    };

    // A member that the compiler adds is declared where its type is.
    private static IEnumerable<string> FilesOf(ISymbol symbol, INamedTypeSymbol type) =>
        (symbol.DeclaringSyntaxReferences.IsEmpty ? type.DeclaringSyntaxReferences : symbol.DeclaringSyntaxReferences)
            .Select(declaration => declaration.SyntaxTree.FilePath).Distinct();

    private static string Owner(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax) switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => "the program",
        };
}
