using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Queues;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001;

/// <summary>Finds the place where a handler's type takes its dependencies.</summary>
internal sealed class StoreInjection(ShutdownModel model)
{
    /// <summary>The step that gives the type its store; null when the type cannot be given one.</summary>
    public InjectStore? StepFor(QueueHandler handler)
    {
        var type = handler.Type;
        if (type is not { TypeKind: TypeKind.Class, IsStatic: false, IsRecord: false, IsImplicitlyDeclared: false } || IsGeneric(type)
            || IsStatic(handler.Function))
        {
            return null;
        }

        var isPublic = IsPublic(type);
        if (Existing(type) is { } existing)
        {
            return new UseExistingStore(handler.Function.Locations[0], existing);
        }

        if (model.Get<IdempotencyInfrastructure>().IsConstructedByHand(type))
        {
            return null;
        }

        var constructors = type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared).ToList();
        var declarations = constructors.Select(constructor => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()).ToList();
        return declarations switch
        {
            [ClassDeclarationSyntax { ParameterList: { } parameters }] => new ExtendPrimaryConstructor(parameters.GetLocation(), isPublic),
            [ConstructorDeclarationSyntax { Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } } constructor] =>
                new ExtendConstructor(constructor.ParameterList.GetLocation(), isPublic && constructors[0].DeclaredAccessibility == Accessibility.Public),
            [] when Part(handler) is { } part => new AddPrimaryConstructor(part.Identifier.GetLocation(), isPublic),
            _ => null,
        };
    }

    private static string? Existing(INamedTypeSymbol type) =>
        type.GetMembers().InOrder(type).FirstOrDefault(member => member switch
        {
            IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field => StoreChoices.IsStore(field.Type),
            IPropertySymbol { IsStatic: false } property => StoreChoices.IsStore(property.Type),
            _ => false,
        })?.Name
        ?? type.InstanceConstructors
            .Where(constructor => constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ClassDeclarationSyntax)
            .SelectMany(constructor => constructor.Parameters)
            .FirstOrDefault(parameter => StoreChoices.IsStore(parameter.Type))?.Name;

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
}
