using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary><c>this.</c> before every member of the instance, inherited ones included.</summary>
internal static class ThisQualified
{
    /// <summary>Null when no type has members of its instances.</summary>
    public static IReadOnlyList<Laid>? Lay(Sample sample)
    {
        var files = Layout.Plainly(sample);
        if (!files.Any(static file => file.Root.DescendantNodes().OfType<ClassDeclarationSyntax>().SelectMany(static type => type.Members)
            .Any(static member => member is not BaseTypeDeclarationSyntax && !member.Modifiers.Any(SyntaxKind.StaticKeyword))))
        {
            return null;
        }

        var compilation = Projects.Open(sample).GetCompilationAsync().GetAwaiter().GetResult()!;
        return [.. files.Select(file => file with { Root = Lay(file, compilation) })];
    }

    private static CompilationUnitSyntax Lay(Laid file, Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.Single(tree => Path.GetFileName(tree.FilePath) == Path.GetFileName(file.Name));
        var model = compilation.GetSemanticModel(tree);
        var places = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(name => IsMember(name, model)).Select(static name => name.Span)
            .ToHashSet();
        return file.Root.ReplaceNodes(
            file.Root.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => places.Contains(name.Span)),
            static (_, name) => SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ThisExpression(), name.WithoutLeadingTrivia())
                .WithLeadingTrivia(name.GetLeadingTrivia()));
    }

    private static bool IsMember(SimpleNameSyntax name, SemanticModel model)
    {
        var isNamed = name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression == name,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Right == name,
            MemberBindingExpressionSyntax or NameSyntax or NameColonSyntax or NameEqualsSyntax => false,
            _ => true,
        };
        if (!isNamed || IsBeforeThis(name)
            || model.GetSymbolInfo(name).Symbol is not { IsStatic: false, ContainingType: { } owner } symbol
            || symbol is not (IFieldSymbol or IPropertySymbol or IEventSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }))
        {
            return false;
        }

        var type = name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration ? model.GetDeclaredSymbol(declaration) : null;
        return type is { TypeKind: TypeKind.Class } && Bases(type).Contains(owner.OriginalDefinition, SymbolEqualityComparer.Default);
    }

    // Initializers and what goes to another constructor run before there is a this; attributes never see one.
    private static bool IsBeforeThis(SimpleNameSyntax name) => name.Ancestors().Any(static node =>
        node is AttributeSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax
            or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } });

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current.OriginalDefinition;
        }
    }
}
