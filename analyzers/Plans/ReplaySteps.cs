using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>Makes a handler's effects run once per message: the result is kept, and replayed on a redelivery.</summary>
internal abstract record ReplayStep(Location Where) : FixStep(Where);

/// <summary>Gives the handler's type its store; always the first step of a plan.</summary>
internal abstract record InjectStore(Location Where) : ReplayStep(Where);

/// <summary>The type has a store already.</summary>
internal sealed record UseExistingStore(Location Where, string Member) : InjectStore(Where);

/// <summary>The type gets a store by a constructor.</summary>
/// <param name="IsPublic">True when the store's type must be public, as the constructor and its type are.</param>
internal abstract record AddStoreParameter(Location Where, bool IsPublic) : InjectStore(Where);

/// <summary>At a primary constructor's parameters.</summary>
internal sealed record ExtendPrimaryConstructor(Location Where, bool IsPublic) : AddStoreParameter(Where, IsPublic);

/// <summary>At a constructor's parameters.</summary>
internal sealed record ExtendConstructor(Location Where, bool IsPublic) : AddStoreParameter(Where, IsPublic);

/// <summary>At the name of a type without a constructor.</summary>
internal sealed record AddPrimaryConstructor(Location Where, bool IsPublic) : AddStoreParameter(Where, IsPublic);

/// <summary>Has the store keep what a call did.</summary>
/// <param name="Key">The arguments of the key, as C#.</param>
/// <param name="Token">The token for the store; empty for none.</param>
internal abstract record KeepResult(Location Where, string Key, string Token) : ReplayStep(Where);

/// <summary>At a call whose result nobody reads.</summary>
/// <param name="Awaits">True when the call gives no <see cref="Task"/> that could be handed on.</param>
internal sealed record RunOnce(Location Where, string Key, string Token, bool Awaits) : KeepResult(Where, Key, Token);

/// <summary>At a call whose result is a string.</summary>
/// <param name="Awaits">As for <see cref="RunOnce"/>.</param>
internal sealed record KeepText(Location Where, string Key, string Token, bool Awaits) : KeepResult(Where, Key, Token);

/// <summary>At an expression that awaits the call and reads a string from it.</summary>
internal sealed record KeepReadText(Location Where, string Key, string Token) : KeepResult(Where, Key, Token);

/// <summary>At an await expression from whose result one string is read later.</summary>
/// <param name="Cast">A cast that the result needs first; empty when it needs none.</param>
/// <param name="Read">What to read, such as <c>.Text</c>.</param>
internal sealed record KeepTextOf(Location Where, string Key, string Token, string Cast, string Read) : KeepResult(Where, Key, Token);

/// <summary>At a call whose result goes through JSON.</summary>
/// <param name="TypeInfo">The expression for the type information to use.</param>
internal sealed record KeepJson(Location Where, string Key, string Token, string TypeInfo) : KeepResult(Where, Key, Token);

/// <summary>At code that becomes other code as it stands: an explicit type, an expression that becomes a local.</summary>
internal sealed record ReplaceText(Location Where, string Text) : ReplayStep(Where);

/// <summary>At the registration to put the store beside.</summary>
/// <param name="Store">The scaffold that keeps the results.</param>
/// <param name="Argument">Its type argument; empty for none.</param>
internal sealed record RegisterStore(Location Where, string Store, string Argument) : ReplayStep(Where);

/// <summary>The result needs somebody to look at it; never applied in bulk.</summary>
internal sealed record DecideFirst(Location Where) : ReplayStep(Where);
