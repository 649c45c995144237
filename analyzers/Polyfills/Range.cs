#pragma warning disable IDE0130 // The compiler looks for the type by its full name.

namespace System;

/// <summary>Lets <c>[1..]</c> compile for .NET Standard; the compiler calls these members.</summary>
internal readonly struct Range(Index start, Index end)
{
    public Index Start { get; } = start;

    public Index End { get; } = end;

    public static Range StartAt(Index start) => new(start, new(0, fromEnd: true));

    public static Range EndAt(Index end) => new(0, end);

    public static Range All => new(0, new(0, fromEnd: true));
}
