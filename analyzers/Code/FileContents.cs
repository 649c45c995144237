using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>What one file declares and does, gathered once for all rules.</summary>
/// <remarks>
/// The driver takes a body over from the compiler when it comes to the body's method. Whoever asks earlier binds it a second time, and
/// whoever asks after the end of the file binds it again. Rules therefore look at a file when the driver has just finished it.
/// </remarks>
internal sealed class FileContents
{
    // Operations keep bound trees alive, so they go when the driver drops its model of the file.
    private static readonly ConditionalWeakTable<SemanticModel, FileContents> Files = new();

    private readonly SemanticModel _model;
    private readonly List<SyntaxNode> _code = [];
    private readonly Lazy<Actions> _actions;

    private FileContents(SemanticModel model)
    {
        _model = model;
        _actions = new(Collect);
        var types = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        var methods = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes(static node => !HoldsCode(node)))
        {
            if (HoldsCode(node)
                && node is not (BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null }
                    or AccessorDeclarationSyntax { Body: null, ExpressionBody: null }))
            {
                _code.Add(node);
            }

            if (node is TypeDeclarationSyntax declared && model.GetDeclaredSymbol(declared) is INamedTypeSymbol type && IsWhole(type, declared))
            {
                types.Add(type);
            }
            else if (node is MethodDeclarationSyntax and not { Body: null, ExpressionBody: null } && model.GetDeclaredSymbol(node) is IMethodSymbol method)
            {
                methods.Add(method.PartialDefinitionPart ?? method);
            }
        }

        (Types, Methods) = (types.ToImmutable(), methods.ToImmutable());
    }

    /// <summary>The classes, structs, records and interfaces that this file alone declares.</summary>
    public ImmutableArray<INamedTypeSymbol> Types { get; }

    /// <summary>The ordinary methods whose body stands in this file; of a partial method, the defining part.</summary>
    public ImmutableArray<IMethodSymbol> Methods { get; }

    /// <summary>All calls, in source order of the members that hold them.</summary>
    public IReadOnlyList<IInvocationOperation> Invocations => _actions.Value.Invocations;

    /// <summary>All <c>new</c> of classes and structs.</summary>
    public IReadOnlyList<IObjectCreationOperation> Creations => _actions.Value.Creations;

    /// <summary>All <c>event += handler</c> and <c>event -= handler</c>.</summary>
    public IReadOnlyList<IEventAssignmentOperation> Subscriptions => _actions.Value.Subscriptions;

    public static FileContents Of(SemanticModel model) => Files.GetValue(model, static m => new FileContents(m));

    /// <summary>True when other files declare parts of the type: no end of a single file is the end of it.</summary>
    public static bool IsSpread(INamedTypeSymbol type)
    {
        var parts = type.DeclaringSyntaxReferences;
        for (var index = 1; index < parts.Length; index++)
        {
            if (parts[index].SyntaxTree != parts[0].SyntaxTree)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWhole(INamedTypeSymbol type, TypeDeclarationSyntax declared) =>
        type.DeclaringSyntaxReferences is [var first, ..] && first.Span == declared.Span && !IsSpread(type);

    private static bool HoldsCode(SyntaxNode node) => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax
        or EqualsValueClauseSyntax or GlobalStatementSyntax or PrimaryConstructorBaseTypeSyntax;

    private Actions Collect()
    {
        var actions = new Actions([], [], []);
        foreach (var node in _code)
        {
            if (_model.GetOperation(node is GlobalStatementSyntax { Statement: var statement } ? statement : node) is not { } code)
            {
                continue;
            }

            foreach (var operation in code.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case IInvocationOperation call:
                        actions.Invocations.Add(call);
                        break;
                    case IObjectCreationOperation creation:
                        actions.Creations.Add(creation);
                        break;
                    case IEventAssignmentOperation subscription:
                        actions.Subscriptions.Add(subscription);
                        break;
                    default:
                        break;
                }
            }
        }

        return actions;
    }

    private sealed record Actions(List<IInvocationOperation> Invocations, List<IObjectCreationOperation> Creations,
        List<IEventAssignmentOperation> Subscriptions);
}
