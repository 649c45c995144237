using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>The steps that lead a token through code: into a function's parameters, and from there into its calls.</summary>
internal static class TokenStep
{
    /// <summary>At a call: adds the token to its arguments.</summary>
    public const string Pass = "pass";

    /// <summary>At a call: makes loose arguments one collection expression, then adds the token.</summary>
    public const string Collect = "collect";

    /// <summary>At the collection of an <c>await foreach</c>: enumerates it with the token.</summary>
    public const string Enumerate = "enumerate";

    /// <summary>At a parameter list, or at the bare parameter of a lambda: adds a token parameter.</summary>
    public const string Parameter = "parameter";

    /// <summary>At a token parameter of an async iterator: lets the enumeration fill it.</summary>
    public const string Attribute = "attribute";

    /// <summary>At a loop: lets the code after it run when the token ends it.</summary>
    public const string Keep = "keep";

    /// <summary>At a call on a sequence: leaves the sequence alone.</summary>
    public const string Drop = "drop";

    public static FixStep Without(SyntaxNode call) => new(Drop, call.GetLocation());

    public static FixStep ToCall(SyntaxNode call, string token, string? name, int? collectFrom) => collectFrom is { } from
        ? new(Collect, call.GetLocation(), $"{token}|{name}|{from}")
        : new(Pass, call.GetLocation(), $"{token}|{name}");

    public static FixStep ToEnumeration(SyntaxNode collection, string token) => new(Enumerate, collection.GetLocation(), token);

    /// <param name="types">Types of a lambda's untyped parameters, in order: a typed neighbour needs them written out.</param>
    public static FixStep NewParameter(SyntaxNode list, string name, bool isOptional, bool isEnumerated, IEnumerable<string> types) =>
        new(Parameter, list.GetLocation(), string.Join("|", new[] { name, isOptional ? "optional" : "", isEnumerated ? "enumerated" : "" }.Concat(types)));

    public static FixStep ToLoop(SyntaxNode loop, string token) => new(Keep, loop.GetLocation(), token);

    public static FixStep NewAttribute(SyntaxNode parameter) => new(Attribute, parameter.GetLocation());
}
