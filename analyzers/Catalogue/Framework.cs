using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

/// <summary>
/// What one framework's members do, as data. A reference reads <c>Namespace.Type`1::Member</c>, nested types with <c>+</c>.
/// One file per framework; the index finds every static field of this type, so that a new framework edits no other file.
/// </summary>
/// <param name="Name">How tests and pages call it.</param>
/// <param name="Source">Where the facts come from: the vendor's documentation or source.</param>
/// <param name="Gate">The framework counts as used when one of these types resolves.</param>
internal sealed record Framework(string Name, string Source, params string[] Gate)
{
    /// <summary>References and types that the oldest supported version does not have yet; everything else it must have, as the newest must have all.</summary>
    public IReadOnlyList<string> MissingInOldest { get; init; } = [];

    /// <summary>Calls and what they do.</summary>
    public IReadOnlyList<Member> Members { get; init; } = [];

    /// <summary>Tokens that the framework hands out, and when they fire.</summary>
    public IReadOnlyList<TokenSource> Tokens { get; init; } = [];

    /// <summary>How user code becomes a message handler.</summary>
    public IReadOnlyList<Handler> Handlers { get; init; } = [];

    /// <summary>What else there is to say of types and members.</summary>
    public IReadOnlyList<TraitOf> Traits { get; init; } = [];

    /// <summary>Types that carry a message into a handler, and where its stable identity is.</summary>
    public IReadOnlyList<MessageType> Messages { get; init; } = [];

    /// <summary>Options that settle a message before its work is done, so that nothing is ever redelivered.</summary>
    public IReadOnlyList<LossyOption> LossyOptions { get; init; } = [];

    /// <summary>Results that travel as JSON, and the serializer options that know them.</summary>
    public IReadOnlyList<JsonResult> JsonResults { get; init; } = [];

    /// <summary>Calls that register what an idempotency store can keep results in.</summary>
    public IReadOnlyList<StoreRegistration> Stores { get; init; } = [];

    /// <summary>Objects of a request that carry its token.</summary>
    public IReadOnlyList<RequestScope> RequestScopes { get; init; } = [];

    /// <summary>The types or members of this framework that have the trait.</summary>
    public IEnumerable<string> With(Trait trait)
    {
        foreach (var entry in Traits)
        {
            if (entry.Trait == trait)
            {
                yield return entry.Ref;
            }
        }
    }
}

/// <param name="Ref"><c>Type::Member</c>; constructors are <c>Type::.ctor</c>.</param>
internal sealed record Member(string Ref, Role Role, Effect Effect = Effect.None)
{
    public static Member Receive(string reference) => new(reference, Role.Receive);

    public static Member Wait(string reference) => new(reference, Role.Wait);

    public static Member Generate(string reference) => new(reference, Role.Generate, Effect.Generation);

    public static Member Work(string reference, Effect effect) => new(reference, Role.Work, effect);

    public static Member Respond(string reference) => new(reference, Role.Respond);

    public static Member Settle(string reference) => new(reference, Role.Settle);

    public static Member Flush(string reference) => new(reference, Role.Flush);

    public static Member Drain(string reference) => new(reference, Role.Drain);

    public static Member Extend(string reference) => new(reference, Role.Extend);
}

/// <param name="Ref">A property, a method that returns the token, or a method whose <see cref="CancellationToken"/> parameter the framework fills.</param>
/// <param name="OfDelegate">True when the framework fills the token of a delegate that is given to the method.</param>
internal sealed record TokenSource(string Ref, Signal Signal, bool OfDelegate = false);

/// <param name="Type">The type, with its metadata name.</param>
/// <param name="TokenPath">Member access from an instance to the request's token.</param>
/// <param name="Inherited">True when handlers are members of the type, so that the path starts at <c>this</c>.</param>
internal sealed record RequestScope(string Type, string TokenPath, bool Inherited = false);

/// <summary>The ways in which frameworks find a handler.</summary>
internal enum HandlerShape
{
    /// <summary>A delegate added to an event.</summary>
    Event,

    /// <summary>A method that overrides a framework's method.</summary>
    Override,

    /// <summary>A method that implements a framework's interface.</summary>
    InterfaceMethod,

    /// <summary>A delegate passed to a framework's method.</summary>
    DelegateArgument,

    /// <summary>A call that hands out messages to the code after it, usually in a loop.</summary>
    Pull,
}

/// <param name="Ref">The event, method or call, as <c>Type::Member</c>.</param>
/// <param name="AtLeastOnce">False when nothing redelivers: such handlers can lose work but not repeat it.</param>
internal sealed record Handler(HandlerShape Shape, string Ref, bool AtLeastOnce = true);

/// <param name="Ref">Metadata name of the type.</param>
/// <param name="Identity">The C# that follows a variable of that type to get its stable id as text.</param>
/// <param name="Batch">Messages whose type argument is this one carry several messages and have no id of their own.</param>
internal sealed record MessageType(string Ref, string Identity, string Batch = "");

/// <param name="Ref">A call, when <paramref name="Parameter"/> is given, else a property that is set.</param>
/// <param name="Parameter">Name of the call's parameter.</param>
/// <param name="Value">The bad value: <c>true</c>, or the name of an enum's member.</param>
internal sealed record LossyOption(string Ref, string Parameter, string Value);

/// <param name="Ref">The registering call.</param>
/// <param name="Service">Metadata name that one of the call's type arguments must be, or derive from when <paramref name="IsGeneric"/>; empty for any.</param>
/// <param name="Scaffold">The store that works on it.</param>
/// <param name="IsGeneric">True when the store takes the registered type as its type argument.</param>
internal sealed record StoreRegistration(string Ref, string Service, string Scaffold, bool IsGeneric = false)
{
    /// <summary>Calls within the registration that choose something the store cannot work on; their names decide.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];
}

/// <param name="Ref">Metadata name of the result's type.</param>
/// <param name="Options">The static property that holds the <c>JsonSerializerOptions</c>, as <c>Type::Member</c>.</param>
internal sealed record JsonResult(string Ref, string Options);
