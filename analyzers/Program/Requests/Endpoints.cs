using System.Collections.Concurrent;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>Recognises the functions that answer requests: delegates bound to routes, and controller actions.</summary>
internal sealed class Endpoints(ShutdownModel model)
{
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _handlers = new(SymbolEqualityComparer.Default);
    private readonly Lazy<Dictionary<string, List<ArgumentSyntax>>> _mappedNames = new(() => NamesMappedIn(model.Trees));

    /// <summary>True when a referenced framework knows endpoints at all.</summary>
    public bool CanExist { get; } = Array.Exists([Trait.Endpoint, Trait.ControllerBase, Trait.PageModel], model.Catalogue.Knows);

    /// <summary>True when the framework calls the function for a request and binds its parameters.</summary>
    public bool IsHandler(IMethodSymbol method) => _handlers.GetOrAdd(method, Recognise);

    /// <summary>The function that a route-mapping call binds; null for other calls and for handlers that are not visible.</summary>
    public IMethodSymbol? BoundBy(IInvocationOperation call) =>
        IsMapping(call) ? call.Arguments.Select(argument => Delegates.FunctionOf(argument.Value)).FirstOrDefault(function => function is not null) : null;

    /// <summary>True for public actions of a controller, and for the handlers of a page.</summary>
    public bool IsAction(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false, IsGenericMethod: false }
        && method.ContainingType.TypeKind == TypeKind.Class
        && (IsOfController(method) || IsOfPage(method));

    /// <summary>True when a route mapping names the method or local function as its handler.</summary>
    public bool IsMappedMethodGroup(IMethodSymbol method) =>
        method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction && CanExist && IsMapped(method.OriginalDefinition);

    /// <summary>True when the call binds a delegate to a route.</summary>
    public bool IsMapping(IInvocationOperation call) =>
        MethodGroupIndex.IsRouteName(call.TargetMethod.Name)
        && model.Catalogue.Has(Trait.Endpoint, call.TargetMethod);

    private bool IsOfController(IMethodSymbol method) =>
        model.Catalogue.Has(Trait.ControllerBase, method.ContainingType)
        && !method.WithOverridden().Any(static m => m.HasAttribute("Microsoft.AspNetCore.Mvc.NonActionAttribute"))
        && !method.ContainingType.HasAttribute("Microsoft.AspNetCore.Mvc.NonControllerAttribute");

    private bool IsOfPage(IMethodSymbol method) =>
        AspNetCore.IsNamedAfterVerb(method.Name)
        && model.Catalogue.Has(Trait.PageModel, method.ContainingType)
        && !method.WithOverridden().Any(static m => m.HasAttribute("Microsoft.AspNetCore.Mvc.RazorPages.NonHandlerAttribute"));

    private bool Recognise(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.AnonymousFunction)
        {
            return method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } syntax
                && model.Bodies.OperationAt(syntax) is { } lambda
                && Delegates.HandedOverBy(lambda) is { Parent: IInvocationOperation call }
                && IsMapping(call);
        }

        return IsAction(method) || IsMappedMethodGroup(method);
    }

    // Only mappings that say the method's name are bound.
    private bool IsMapped(IMethodSymbol method)
    {
        if (!_mappedNames.Value.TryGetValue(method.Name, out var arguments))
        {
            return false;
        }

        foreach (var argument in arguments)
        {
            if (model.Bodies.OperationAt(argument) is IArgumentOperation { Parent: IInvocationOperation call }
                && method.Equals(BoundBy(call)?.OriginalDefinition, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    // One look-up for each method: asking every file would make the search quadratic.
    private static Dictionary<string, List<ArgumentSyntax>> NamesMappedIn(IEnumerable<SyntaxTree> trees)
    {
        var found = new Dictionary<string, List<ArgumentSyntax>>(StringComparer.Ordinal);
        foreach (var tree in trees)
        {
            foreach (var (name, argument) in MethodGroupIndex.MappedNames(tree))
            {
                if (!found.TryGetValue(name, out var arguments))
                {
                    found.Add(name, arguments = []);
                }

                arguments.Add(argument);
            }
        }

        return found;
    }
}
