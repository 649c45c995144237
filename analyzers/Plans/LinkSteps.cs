using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>Disposes what leaks: at the end of its scope, or with the response when it is needed until then.</summary>
internal abstract record LinkStep(Location Where) : FixStep(Where);

/// <summary>At a declaration: makes it a using declaration.</summary>
internal sealed record DeclareUsing(Location Where) : LinkStep(Where);

/// <summary>At a declaration: has the response dispose the local.</summary>
internal sealed record DisposeWithResponse(Location Where, string Local, string Response) : LinkStep(Where);

/// <summary>At a call: gives its value a name in a declaration of its own before the statement.</summary>
/// <param name="Response">What disposes it; null for the end of the scope.</param>
internal sealed record NameAndDispose(Location Where, string Name, string? Response) : LinkStep(Where);
