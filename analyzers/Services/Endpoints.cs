using System.Collections.Concurrent;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Services;

/// <summary>Recognises the functions that answer requests: delegates bound to routes, and controller actions.</summary>
internal sealed class Endpoints(ShutdownModel model)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _handlers = new(SymbolEqualityComparer.Default);

    /// <summary>True when the framework calls the function for a request and binds its parameters.</summary>
    public bool IsHandler(IMethodSymbol method) => _handlers.GetOrAdd(method, Recognise);

    /// <summary>The function that a route-mapping call binds; null for other calls and for handlers that are not visible.</summary>
    public IMethodSymbol? BoundBy(IInvocationOperation call) =>
        IsMapping(call) ? call.Arguments.Select(argument => FunctionOf(argument.Value)).FirstOrDefault(function => function is not null) : null;

    /// <summary>True for public actions of a controller.</summary>
    public bool IsAction(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false }
        && model.Catalogue.Frameworks.Any(framework => framework.ControllerBases.Any(controller => model.Types.Is(method.ContainingType, controller)))
        && !method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NonActionAttribute");

    private bool IsMapping(IInvocationOperation call) =>
        model.Catalogue.Frameworks.Any(framework => model.Catalogue.MatchesAny(call.TargetMethod, framework.Endpoints));

    private static IMethodSymbol? FunctionOf(IOperation value) => value.Unwrapped() switch
    {
        IDelegateCreationOperation creation => FunctionOf(creation.Target),
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };

    private bool Recognise(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.AnonymousFunction)
        {
            return method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } syntax
                && model.Bodies.OperationAt(syntax) is { } lambda
                && Argument(lambda) is { Parent: IInvocationOperation call }
                && IsMapping(call);
        }

        return IsAction(method) || IsMappedMethodGroup(method);
    }

    private static IArgumentOperation? Argument(IOperation operation)
    {
        var current = operation.Parent;
        while (current is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return current as IArgumentOperation;
    }

    // A method group is mapped wherever its name stands as an argument; only files that mention it are bound.
    private bool IsMappedMethodGroup(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction) || !method.IsInSource()
            || !model.Catalogue.Frameworks.Any(framework => framework.Endpoints.Count > 0))
        {
            return false;
        }

        foreach (var tree in model.Compilation.SyntaxTrees)
        {
            foreach (var argument in MethodGroupIndex.ArgumentsNamed(tree, method.Name))
            {
                if (model.Bodies.OperationAt(argument) is IArgumentOperation { Parent: IInvocationOperation call } && IsMapping(call)
                    && SymbolEqualityComparer.Default.Equals(BoundBy(call)?.OriginalDefinition, method.OriginalDefinition))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
