using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>Leads a token through code: into a function's parameters, and from there into its calls.</summary>
internal abstract record TokenStep(Location Where) : FixStep(Where);

/// <summary>At a call: adds the token to its arguments.</summary>
/// <param name="Token">The expression to pass.</param>
/// <param name="Name">The parameter's name, where the argument must say it.</param>
/// <param name="CollectFrom">The first of the loose arguments that become one collection expression before the token; null where none do.</param>
internal sealed record PassToken(Location Where, string Token, string? Name, int? CollectFrom) : TokenStep(Where);

/// <summary>At the collection of an <c>await foreach</c>: enumerates it with the token.</summary>
internal sealed record EnumerateWithToken(Location Where, string Token) : TokenStep(Where);

/// <summary>At a parameter list, or at the bare parameter of a lambda: adds a token parameter.</summary>
/// <param name="IsEnumerated">True when the enumeration is to fill it.</param>
/// <param name="Types">Types of a lambda's untyped parameters, in order: a typed neighbour needs them written out.</param>
internal sealed record AddTokenParameter(Location Where, string Name, bool IsOptional, bool IsEnumerated, ImmutableArray<string> Types) : TokenStep(Where);

/// <summary>At a token parameter of an async iterator: lets the enumeration fill it.</summary>
internal sealed record LetEnumerationFill(Location Where) : TokenStep(Where);

/// <summary>At a loop: lets the code after it run when the token ends it.</summary>
internal sealed record KeepWhatFollows(Location Where, string Token) : TokenStep(Where);

/// <summary>At a try whose broad catch would take the reader's leaving for a failure: it leaves the try as what it is.</summary>
internal sealed record LetCancellationPass(Location Where, string Token) : TokenStep(Where);

/// <summary>At a call on a sequence: leaves the sequence alone.</summary>
internal sealed record DropCall(Location Where) : TokenStep(Where);

/// <summary>At an argument: another token takes its place.</summary>
/// <param name="Token">The expression; null for a token that never fires.</param>
internal sealed record ReplaceToken(Location Where, string? Token) : FixStep(Where);
