using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Code;

/// <summary>Questions about symbols that more than one part of the engine asks.</summary>
internal static class SymbolExtensions
{
    /// <summary>True when the type is the target, derives from it, or implements it; type arguments are ignored.</summary>
    public static bool IsOrDerivesFrom(this ITypeSymbol type, INamedTypeSymbol target)
    {
        if (target.TypeKind == TypeKind.Interface)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, target))
                {
                    return true;
                }
            }

            return SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, target);
        }

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, target))
            {
                return true;
            }
        }

        if (type is ITypeParameterSymbol parameter)
        {
            foreach (var constraint in parameter.ConstraintTypes)
            {
                if (constraint.IsOrDerivesFrom(target))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The method as written in its declaration: unreduced, unconstructed.</summary>
    public static IMethodSymbol Definition(this IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition;

    /// <summary>The method and everything it overrides, nearest first.</summary>
    public static IEnumerable<IMethodSymbol> WithOverridden(this IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
        {
            yield return current;
        }
    }

    /// <summary>The interface methods that this method implements, implicitly or explicitly.</summary>
    /// <param name="name">The only name to look at; null for all.</param>
    public static IEnumerable<IMethodSymbol> Implemented(this IMethodSymbol method, string? name = null)
    {
        foreach (var contract in method.ContainingType.AllInterfaces)
        {
            foreach (var member in name is null ? contract.GetMembers() : contract.GetMembers(name))
            {
                if (member is IMethodSymbol slot
                    && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(slot), method))
                {
                    yield return slot;
                }
            }
        }
    }

    /// <summary>True for the namespace of that full name; nothing is spelled out to compare.</summary>
    public static bool IsNamed(this INamespaceSymbol? space, string fullName) => space.IsNamed(fullName, fullName.Length);

    /// <summary>The same for the first characters of a longer name.</summary>
    public static bool IsNamed(this INamespaceSymbol? space, string fullName, int end)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(fullName, start, space.Name, 0, space.Name.Length) != 0 || (start > 0 && fullName[start - 1] != '.'))
            {
                return false;
            }

            end = start - 1;
        }

        return space is not null && end == -1;
    }

    /// <summary>Members of a type; of one over several files in an order that does not hang on the order in which the files are compiled.</summary>
    public static IEnumerable<T> InOrder<T>(this ImmutableArray<T> members, INamedTypeSymbol type)
        where T : ISymbol =>
        FileContents.IsSpread(type)
            ? members.OrderBy(static member => First(member)?.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static member => First(member)?.SourceSpan.Start)
            : members;

    // A nested type can be spread as well.
    private static Location? First(ISymbol member) => member.Locations
        .OrderBy(static place => place.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static place => place.SourceSpan.Start).FirstOrDefault();
}
