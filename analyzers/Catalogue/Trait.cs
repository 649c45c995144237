namespace GracefulAnalyzers.Catalogue;

/// <summary>What the catalogue can say of a type or a member besides its role. A type's traits hold for everything that derives from it or implements
/// it.</summary>
internal enum Trait
{
    /// <summary>A call that binds a delegate to a route.</summary>
    Endpoint,

    /// <summary>A call that turns a sequence into a streamed response.</summary>
    StreamResult,

    /// <summary>A property that hands out the response's body: what is written there goes to the caller.</summary>
    ResponseBody,

    /// <summary>A call that hands its own token, or that of its options, to the delegate it is given.</summary>
    Forwarder,

    /// <summary>A call or constructor that starts work which outlives the caller.</summary>
    Start,

    /// <summary>A receive that comes back at once, with a message or without.</summary>
    InstantReceive,

    /// <summary>A settle call that gives the message back, so that it is delivered again.</summary>
    Return,

    /// <summary>A member that tells messages or deliveries apart.</summary>
    MessageIdentity,

    /// <summary>A value that lets a write happen only where there is nothing yet, so that the first one wins.</summary>
    OnlyIfAbsent,

    /// <summary>A configuration call that makes every handler of the framework idempotent.</summary>
    DurableInbox,

    /// <summary>A configuration call after which the same question to a model is answered from a store.</summary>
    AnswerCache,

    /// <summary>A type whose public instance methods answer requests.</summary>
    ControllerBase,

    /// <summary>A type whose public instance methods answer requests when they are named after a verb.</summary>
    PageModel,

    /// <summary>A type whose public instance methods a connected client calls.</summary>
    Hub,

    /// <summary>A type of sequences that ignore the token they are enumerated with.</summary>
    DeafSequence,

    /// <summary>A source whose readers end by themselves when somebody in the process completes it.</summary>
    CompletableSource,

    /// <summary>A base type of handlers whose state the framework keys by the message.</summary>
    Saga,

    /// <summary>A type that writes logs.</summary>
    Logger,

    /// <summary>A type whose calls only count or wake somebody up: they are done before a stop could cut them, and nothing is lost with them.</summary>
    Light,

    /// <summary>A type that work waits on, so that to end the object is to tell the work to end.</summary>
    WaitedOn,

    /// <summary>A base type, interface or attribute of code that must not take tokens of the process.</summary>
    TokenFree,
}

/// <param name="Ref">The type that has the trait, or the member as <c>Type::Member</c>; <see cref="Traits.IsOfTypes"/> says which.</param>
internal sealed record TraitOf(Trait Trait, string Ref);

/// <summary>What holds for all entries of a trait.</summary>
internal static class Traits
{
    /// <summary>Every trait there is.</summary>
    public static IReadOnlyList<Trait> All { get; } = (Trait[])Enum.GetValues(typeof(Trait));

    /// <summary>True for traits of types, false for traits of members.</summary>
    public static bool IsOfTypes(this Trait trait) => trait
        is Trait.ControllerBase or Trait.PageModel or Trait.Hub or Trait.DeafSequence or Trait.CompletableSource or Trait.Saga
        or Trait.Logger or Trait.Light or Trait.WaitedOn or Trait.TokenFree;
}
