#pragma warning disable IDE0130 // The compiler looks for the type by its full name.

namespace System;

/// <summary>Lets <c>[^1]</c> and list patterns compile for .NET Standard; the compiler calls these members.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public static implicit operator Index(int value) => new(value);

    public int GetOffset(int length) => fromEnd ? length - value : value;
}
