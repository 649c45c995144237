#pragma warning disable IDE0130 // The compiler looks for the type by its full name.

namespace System.Runtime.CompilerServices;

/// <summary>
/// Lets records and <c>init</c> compile for .NET Standard. Written out, as are the others: a generator of such types emitted them in another order in each
/// build,
/// so that no two builds of a commit were the same.
/// </summary>
internal static class IsExternalInit;
