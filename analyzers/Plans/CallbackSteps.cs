using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>Gives an async callback to somebody who awaits it.</summary>
internal abstract record CallbackStep(Location Where) : FixStep(Where);

/// <summary>At the creation of a timer in ExecuteAsync, to become its loop.</summary>
/// <param name="Token">The stopping token.</param>
/// <param name="Field">The field that held the timer; null where none did.</param>
internal sealed record LoopInPlace(Location Where, string Token, string? Field) : CallbackStep(Where);

/// <summary>At a statement that goes away with the timer.</summary>
internal sealed record DropWithTimer(Location Where) : CallbackStep(Where);

/// <summary>At a registration on the host's lifetime, to become a lifecycle method.</summary>
internal sealed record MoveToLifecycle(Location Where, string Method) : CallbackStep(Where);

/// <summary>At the end of an argument list that gets a token.</summary>
/// <param name="Name">The parameter's name, where the argument must say it.</param>
/// <param name="Token">The token; null for one that never fires.</param>
internal sealed record GiveToken(Location Where, string? Name, string? Token) : CallbackStep(Where);
