using GracefulAnalyzers.Catalogue;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Program.Queues;

/// <summary>User code that a framework, or a loop around a receive call, runs for each message.</summary>
/// <param name="Framework">Whose messages it handles.</param>
/// <param name="Entry">How the code became a handler.</param>
/// <param name="Function">The method, lambda or local function that handles a message; around a receive call, the function that holds it.</param>
/// <param name="Body">What runs for one message.</param>
internal sealed record QueueHandler(Framework Framework, Handler Entry, IMethodSymbol Function, IOperation Body)
{
    /// <summary>The type that the user wrote the handler in.</summary>
    public INamedTypeSymbol Type => Function.ContainingType;
}
