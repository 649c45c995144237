using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Code;

/// <summary>
/// Types of .NET that the engine speaks of, told by their full names without asking a compilation: a user's own <c>Task</c> in another
/// namespace is none of them. Type arguments are ignored.
/// </summary>
internal static class BaseTypes
{
    /// <summary>True for the top-level type of that namespace and name, of any arity; nothing is spelled out to compare.</summary>
    /// <param name="fullName">Such as <c>System.Threading.Timer</c>.</param>
    public static bool IsNamed(this ITypeSymbol? type, string fullName)
    {
        if (type is not { Name.Length: > 0, ContainingType: null })
        {
            return false;
        }

        var start = fullName.Length - type.Name.Length;
        return start > 1 && fullName[start - 1] == '.' && string.CompareOrdinal(fullName, start, type.Name, 0, type.Name.Length) == 0
            && type.ContainingNamespace.IsNamed(fullName, start - 1);
    }

    /// <summary><c>Task</c> or <c>Task&lt;T&gt;</c>; for value tasks too, ask <see cref="Fates.IsTask"/>.</summary>
    public static bool IsTask(this ITypeSymbol? type) => type.IsNamed("System.Threading.Tasks.Task");

    public static bool IsCancellationToken(this ITypeSymbol? type) => type.IsNamed("System.Threading.CancellationToken");

    public static bool IsCancellationTokenSource(this ITypeSymbol? type) => type.IsNamed("System.Threading.CancellationTokenSource");

    public static bool IsTimeSpan(this ITypeSymbol? type) => type.IsNamed("System.TimeSpan");

    public static bool IsSemaphore(this ITypeSymbol? type) => type.IsNamed("System.Threading.SemaphoreSlim");

    /// <summary>What a cancelled wait throws.</summary>
    public static bool IsCancellation(this ITypeSymbol? exception) =>
        exception.IsNamed("System.OperationCanceledException") || exception.IsNamed("System.Threading.Tasks.TaskCanceledException");

    /// <summary>True for the type's member of that name.</summary>
    public static bool IsMember(this ISymbol member, string type, string name) => member.Name == name && member.ContainingType.IsNamed(type);

    public static bool HasAttribute(this ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.IsNamed(fullName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for the token parameter of an iterator that <c>WithCancellation</c> fills.</summary>
    public static bool IsFilledByEnumeration(this IParameterSymbol parameter) =>
        parameter.HasAttribute("System.Runtime.CompilerServices.EnumeratorCancellationAttribute");
}
