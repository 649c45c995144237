using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>Says how a function of the work can see that the service stops.</summary>
internal sealed class StopScope(ShutdownModel model, HostedService service)
{
    /// <summary>The token that carries the stop in the function: a parameter's name, nothing for the own source, null when it is out of reach.</summary>
    public string? Of(IMethodSymbol function)
    {
        for (ISymbol? current = function; current is IMethodSymbol method; current = current.ContainingSymbol)
        {
            if (!IsRoot(method) && method.Parameters.FirstOrDefault(parameter => model.Types.IsCancellationToken(parameter.Type)) is { Name: not "_" } token)
            {
                return token.Name;
            }

            if (method.IsStatic)
            {
                return null;
            }
        }

        return "";
    }

    /// <summary>True for a private static method that only instance code calls by its bare name: it can lose the modifier.</summary>
    public bool CanBeInstance(IMethodSymbol method) =>
        method.DeclaredAccessibility == Accessibility.Private && method.DeclaringSyntaxReferences.Length == 1
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, service.Type)
        && model.Bodies.FactsOf(service.Type).Roots.SelectMany(static root => root.DescendantsAndSelf()).All(operation => operation switch
        {
            IInvocationOperation call when SymbolEqualityComparer.Default.Equals(call.TargetMethod, method) =>
                call.Syntax is InvocationExpressionSyntax { Expression: IdentifierNameSyntax } && IsInInstanceCode(call),
            IMethodReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Method, method) =>
                reference.Syntax is IdentifierNameSyntax && IsInInstanceCode(reference),
            _ => true,
        });

    private static bool IsInInstanceCode(IOperation operation)
    {
        var symbol = operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart);
        while (symbol is IMethodSymbol { IsStatic: false, ContainingSymbol: IMethodSymbol outer })
        {
            symbol = outer;
        }

        return symbol is IMethodSymbol { IsStatic: false };
    }

    /// <summary>True for the token that the host passes to the start of the service.</summary>
    public bool IsStartToken(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method && IsRoot(method) && model.Types.IsCancellationToken(parameter.Type);

    private bool IsRoot(IMethodSymbol method) => !SymbolEqualityComparer.Default.Equals(method, service.Execute)
        && StartedWorkFinder.Roots(service).Contains(method, SymbolEqualityComparer.Default);
}
