using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>
/// Every code is analysed once: what was said of it is said again of each project with the same trees, options and references, whatever that project is
/// called. A tree that a fix built is the same as one that was parsed only if both have the same text and the same shape.
/// </summary>
internal static class KnownAnalyses
{
    private static readonly ConcurrentDictionary<Question, Lazy<Task<ImmutableArray<Remembered>>>> Answers = [];

    private static readonly ConcurrentDictionary<Question, Lazy<Task<ImmutableArray<Diagnostic>>>> Crashes = [];

    /// <summary>What is said of a project, in its own trees; the analysis runs for the first that asks.</summary>
    public static async Task<ImmutableArray<Diagnostic>> OfAsync(Project project, Product product, Func<Task<ImmutableArray<Diagnostic>>> analyse)
    {
        // What another project says would be part of the question.
        if (project.ProjectReferences.Any() || project.AnalyzerReferences.Any() || project.AdditionalDocuments.Any())
        {
            return await analyse();
        }

        var trees = await TreesAsync(project);
        var question = new Question(product, await SpellAsync(project, trees), (CSharpCompilationOptions)project.CompilationOptions!,
            (CSharpParseOptions)project.ParseOptions!);
        var answer = await Answers.GetOrAdd(question, _ => new(async () => [.. (await analyse()).Select(diagnostic => Remembered.Of(diagnostic, trees))]))
            .Value;
        return [.. answer.Select(remembered => remembered.In(trees))];
    }

    /// <summary>What the analyzers throw on a compilation that is the project's but for the text of some trees; asked once for each.</summary>
    public static async Task<ImmutableArray<Diagnostic>> CrashesAsync(
        Project project, CSharpCompilation compilation, Product product, Func<Task<ImmutableArray<Diagnostic>>> analyse)
    {
        var question = new Question(product, await SpellAsync(project, compilation.SyntaxTrees), compilation.Options,
            (CSharpParseOptions)project.ParseOptions!);
        return await Crashes.GetOrAdd(question, _ => new(analyse)).Value;
    }

    private static async Task<ImmutableArray<SyntaxTree>> TreesAsync(Project project)
    {
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        foreach (var document in project.Documents)
        {
            trees.Add((await document.GetSyntaxTreeAsync())!);
        }

        return trees.ToImmutable();
    }

    private static async Task<string> SpellAsync(Project project, IEnumerable<SyntaxTree> trees)
    {
        using var spelling = new Spelling();
        foreach (var reference in project.MetadataReferences)
        {
            spelling.Add(reference);
        }

        // Paths count from the project's folder: its name is all that may differ.
        var folder = Path.GetDirectoryName(project.FilePath)!;
        foreach (var configuration in project.AnalyzerConfigDocuments)
        {
            spelling.Add(Path.GetRelativePath(folder, configuration.FilePath!));
            spelling.Add((await configuration.GetTextAsync()).ToString());
        }

        foreach (var tree in trees)
        {
            spelling.Add(Path.GetRelativePath(folder, tree.FilePath));
            spelling.Add(await tree.GetRootAsync());
        }

        return spelling.Close();
    }

    private sealed record Question(Product Product, string Code, CSharpCompilationOptions Options, CSharpParseOptions Parse);

    /// <summary>A place in a project: the number of its tree, or a location outside of all trees.</summary>
    private readonly record struct Place(int Tree, Microsoft.CodeAnalysis.Text.TextSpan Span, Location? Elsewhere)
    {
        public static Place Of(Location location, ImmutableArray<SyntaxTree> trees) =>
            location.SourceTree is { } tree ? new(trees.IndexOf(tree), location.SourceSpan, null) : new(-1, default, location);

        public Location In(ImmutableArray<SyntaxTree> trees) => Elsewhere ?? Location.Create(trees[Tree], Span);
    }

    /// <summary>A diagnostic without the trees and symbols that it was found with, which would keep its compilation alive.</summary>
    private sealed record Remembered(
        string Id, string Category, string Message, DiagnosticSeverity Severity, DiagnosticSeverity Default, bool IsOn, int Level, bool IsSuppressed,
        Place At, ImmutableArray<Place> Beside, ImmutableArray<string> Tags, ImmutableDictionary<string, string?> Properties)
    {
        public static Remembered Of(Diagnostic found, ImmutableArray<SyntaxTree> trees) => new(
            found.Id, found.Descriptor.Category, found.GetMessage(CultureInfo.InvariantCulture), found.Severity, found.DefaultSeverity,
            found.Descriptor.IsEnabledByDefault, found.WarningLevel, found.IsSuppressed,
            Place.Of(found.Location, trees), [.. found.AdditionalLocations.Select(location => Place.Of(location, trees))],
            [.. found.Descriptor.CustomTags], found.Properties);

        public Diagnostic In(ImmutableArray<SyntaxTree> trees) => Diagnostic.Create(
            Id, Category, Message, Severity, Default, IsOn, Level, IsSuppressed, location: At.In(trees),
            additionalLocations: Beside.Select(place => place.In(trees)), customTags: Tags, properties: Properties);
    }
}
