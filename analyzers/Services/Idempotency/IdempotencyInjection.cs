using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Services.Queues;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Services.Idempotency;

/// <summary>Finds the place where a handler's type takes its dependencies.</summary>
internal sealed class IdempotencyInjection(ShutdownModel model)
{
    /// <summary>The step that gives the type its store; null when the type cannot be given one.</summary>
    public FixStep? StepFor(QueueHandler handler)
    {
        var type = handler.Type;
        if (type is not { TypeKind: TypeKind.Class, IsStatic: false, IsRecord: false, IsImplicitlyDeclared: false } || IsGeneric(type) || IsStatic(handler.Function))
        {
            return null;
        }

        var access = IsPublic(type) ? "public" : "internal";
        if (Existing(type) is { } existing)
        {
            return new FixStep(Verbs.Existing, handler.Function.Locations[0], existing);
        }

        if (model.Infrastructure.IsConstructedByHand(type))
        {
            return null;
        }

        var constructors = type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared).ToList();
        var declarations = constructors.Select(constructor => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()).ToList();
        return declarations switch
        {
            [ClassDeclarationSyntax { ParameterList: { } parameters }] => new FixStep(Verbs.Primary, parameters.GetLocation(), access),
            [ConstructorDeclarationSyntax { Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } } constructor] =>
                new FixStep(Verbs.Constructor, constructor.ParameterList.GetLocation(), constructors[0].DeclaredAccessibility == Accessibility.Public ? access : "internal"),
            [] when Part(handler) is { } part => new FixStep(Verbs.NewPrimary, part.Identifier.GetLocation(), access),
            _ => null,
        };
    }

    private static string? Existing(INamedTypeSymbol type) =>
        type.GetMembers().InOrder(type).FirstOrDefault(member => member switch
        {
            IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field => IdempotencyBacking.IsStore(field.Type),
            IPropertySymbol { IsStatic: false } property => IdempotencyBacking.IsStore(property.Type),
            _ => false,
        })?.Name
        ?? type.InstanceConstructors
            .Where(constructor => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ClassDeclarationSyntax)
            .SelectMany(constructor => constructor.Parameters)
            .FirstOrDefault(parameter => IdempotencyBacking.IsStore(parameter.Type))?.Name;

    // The part that holds the handler is the one that the reader of the fix sees.
    private static ClassDeclarationSyntax? Part(QueueHandler handler) =>
        handler.Function.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<ClassDeclarationSyntax>();

    /// <summary>True when the function, or one around it, has no instance to take a store from.</summary>
    public static bool IsStatic(IMethodSymbol function)
    {
        for (ISymbol? current = function; current is IMethodSymbol method; current = current.ContainingSymbol)
        {
            if (method.IsStatic)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGeneric(INamedTypeSymbol type) => type.IsGenericType || (type.ContainingType is { } outer && IsGeneric(outer));

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the steps tell the fix.</summary>
    internal static class Verbs
    {
        /// <summary>The type has a store; the detail is its name.</summary>
        public const string Existing = "existing";

        /// <summary>At a primary constructor's parameters; the detail is the accessibility that a parameter's type needs.</summary>
        public const string Primary = "primary";

        /// <summary>At a constructor's parameters; the detail as for <see cref="Primary"/>.</summary>
        public const string Constructor = "constructor";

        /// <summary>At the name of a type without a constructor; the detail as for <see cref="Primary"/>.</summary>
        public const string NewPrimary = "newPrimary";
    }
}
