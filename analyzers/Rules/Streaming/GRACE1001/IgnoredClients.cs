using System.Collections.Concurrent;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Requests;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1001;

/// <summary>Finds request handlers that stream their response and never look at the request's token.</summary>
internal sealed class IgnoredClients(ShutdownModel model)
{
    private readonly ConcurrentDictionary<IMethodSymbol, Tuple<StreamingScope, IReadOnlyList<StreamPart>>?> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The handler and the parts of its stream; null when the client is observed, or when nothing is streamed.</summary>
    public (StreamingScope Handler, IReadOnlyList<StreamPart> Parts)? Of(IMethodSymbol handler)
    {
        handler = handler.PartialImplementationPart ?? handler;
        return _known.GetOrAdd(handler, Judge) is var (scope, parts) ? (scope, parts) : null;
    }

    private Tuple<StreamingScope, IReadOnlyList<StreamPart>>? Judge(IMethodSymbol handler) =>
        StreamingScope.OfHandler(model, handler) is { } scope
        && StreamPart.Of(scope) is { Count: > 0 } parts
        && parts.Any(StreamingObservation.IsSlow)
        && !StreamingObservation.IsObserved(scope, parts)
            ? Tuple.Create(scope, parts)
            : null;
}
