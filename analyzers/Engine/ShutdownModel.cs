using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Flow;
using GracefulAnalyzers.Services;
using GracefulAnalyzers.Services.Background;
using GracefulAnalyzers.Services.Idempotency;
using GracefulAnalyzers.Services.Queues;
using GracefulAnalyzers.Services.Streaming;
using GracefulAnalyzers.Signals;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Engine;

/// <summary>All that the rules know about one compilation; facts are pulled on demand and live as long as the compilation.</summary>
internal sealed class ShutdownModel
{
    private static readonly ConditionalWeakTable<Compilation, ShutdownModel> Models = new();

    private readonly Lazy<ImmutableArray<SyntaxTree>> _trees;

    private ShutdownModel(Compilation compilation)
    {
        Compilation = compilation;
        _trees = new(() => compilation.SyntaxTrees.OrderBy(static tree => tree.FilePath, StringComparer.Ordinal).ToImmutableArray());
        Types = new KnownSymbols(compilation);
        Catalogue = new CatalogueIndex(Types);
        Bodies = new Bodies(compilation);
        Calls = new CallGraph(Bodies);
        Hosting = new HostedServices(this);
        Endpoints = new Endpoints(this);
        Requests = new RequestPaths(this);
        IgnoredClients = new IgnoredClients(this);
        Effects = new Effects(this);
        Queues = new QueueHandlers(this);
        Messages = new QueueMessages(this);
        Reached = new EffectsReached(this);
        Infrastructure = new IdempotencyInfrastructure(this);
        Idempotency = new IdempotencyGuards(this);
        IdempotencyPlan = new IdempotencyPlan(this);
        Exemptions = new Exemptions(this);
        Signals = new SignalFlow(this);
        Tokens = new TokensInScope(this);
    }

    public Compilation Compilation { get; }

    /// <summary>
    /// The files in an order that does not hang on the order in which they are compiled: where only the first of something counts, it is the same one.
    /// </summary>
    public ImmutableArray<SyntaxTree> Trees => _trees.Value;

    public KnownSymbols Types { get; }

    public CatalogueIndex Catalogue { get; }

    public Bodies Bodies { get; }

    public CallGraph Calls { get; }

    public HostedServices Hosting { get; }

    public Endpoints Endpoints { get; }

    /// <summary>On which ways a request reaches a function.</summary>
    public RequestPaths Requests { get; }

    /// <summary>Which handlers stream to a client whom they never look at.</summary>
    public IgnoredClients IgnoredClients { get; }

    public Effects Effects { get; }

    public QueueHandlers Queues { get; }

    public QueueMessages Messages { get; }

    public EffectsReached Reached { get; }

    public IdempotencyInfrastructure Infrastructure { get; }

    public IdempotencyGuards Idempotency { get; }

    public IdempotencyPlan IdempotencyPlan { get; }

    public Exemptions Exemptions { get; }

    public SignalFlow Signals { get; }

    /// <summary>The tokens that a fix can pass.</summary>
    public TokensInScope Tokens { get; }

    public static ShutdownModel Of(Compilation compilation) => Models.GetValue(compilation, static c => new ShutdownModel(c));
}
