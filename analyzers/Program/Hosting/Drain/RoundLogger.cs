using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Queues;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Program.Hosting.Drain;

/// <summary>Who is told that a round of a loop has failed: the loop goes on, as the timer did.</summary>
internal static class RoundLogger
{
    /// <summary>The type's own logger by the name that its methods call it; null when it has none.</summary>
    public static string? Of(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(current, type);
            var member = current.GetMembers().FirstOrDefault(member => !member.IsImplicitlyDeclared
                && (isOwn || member.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedOrInternal or Accessibility.Public)
                && IsLogger((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type));
            if (member is not null)
            {
                return member.Name;
            }
        }

        // A primary constructor's parameter is a name like a field's.
        return type.InstanceConstructors.SelectMany(static constructor => constructor.Parameters)
            .FirstOrDefault(static parameter => TimerToLoop.IsOfType(parameter) && IsLogger(parameter.Type))?.Name;
    }

    /// <summary>True when the type has a logger, or one constructor at most, which can be given one because only the container calls it.</summary>
    public static bool CanBeHad(INamedTypeSymbol type, ShutdownModel model) => Of(type) is not null
        || (type.InstanceConstructors.Count(static constructor => !constructor.IsImplicitlyDeclared) <= 1
            && !model.Get<IdempotencyInfrastructure>().IsConstructedByHand(type));

    private static bool IsLogger(ITypeSymbol? type) =>
        type is { Name: "ILogger", ContainingNamespace: var home } && home.IsNamed("Microsoft.Extensions.Logging");
}
