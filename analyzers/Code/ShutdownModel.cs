using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Code;

/// <summary>
/// All that the rules know about one compilation. What every floor needs is here; everything else is a service that is made when it is first
/// asked for, and lives as long as the compilation.
/// </summary>
internal sealed class ShutdownModel
{
    private readonly ConcurrentDictionary<Type, object> _services = new();
    private readonly ImmutableDictionary<Type, Type> _answers;
    private readonly Lazy<ImmutableArray<SyntaxTree>> _trees;

    /// <param name="answers">Which class answers a question that a lower floor asks by an interface.</param>
    public ShutdownModel(Compilation compilation, ImmutableDictionary<Type, Type> answers)
    {
        Compilation = compilation;
        _trees = new(() => compilation.SyntaxTrees.OrderBy(static tree => tree.FilePath, StringComparer.Ordinal).ToImmutableArray());
        Types = new KnownSymbols(compilation);
        Catalogue = new CatalogueIndex(Types);
        Bodies = new Bodies(compilation);
        _answers = answers;
    }

    public Compilation Compilation { get; }

    /// <summary>
    /// The files in an order that does not hang on the order in which they are compiled: where only the first of something counts, it is the same one.
    /// </summary>
    public ImmutableArray<SyntaxTree> Trees => _trees.Value;

    public KnownSymbols Types { get; }

    public CatalogueIndex Catalogue { get; }

    public Bodies Bodies { get; }

    /// <summary>
    /// The service of that type, the same one for all who ask. Never called while a service is made: two services that need each other
    /// would make each other without end.
    /// </summary>
    /// <typeparam name="T">A class whose constructor takes the model, or an interface that the composition gives an answer to.</typeparam>
    public T Get<T>()
        where T : class =>
        (T)(_services.TryGetValue(typeof(T), out var known) ? known : _services.GetOrAdd(typeof(T), Make));

    // By the class, so that an interface and its answer are one object.
    private object Make(Type type) => _answers.TryGetValue(type, out var answer)
        ? _services.GetOrAdd(answer, Make)
        : Activator.CreateInstance(type, this);
}
