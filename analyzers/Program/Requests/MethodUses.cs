using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>Every mention of a method in the compilation, sorted by what it would mean to change the method's parameters.</summary>
/// <param name="Calls">Calls by name; a new optional parameter leaves them valid.</param>
/// <param name="IsBoundElsewhere">True when the method is converted to a delegate of a fixed shape.</param>
internal sealed record MethodUses(IReadOnlyList<InvocationExpressionSyntax> Calls, bool IsBoundElsewhere)
{
    /// <summary>Walks the trees that mention the name, so it is only for code that already has a finding.</summary>
    public static MethodUses Of(IMethodSymbol method, ShutdownModel model)
    {
        var calls = new List<InvocationExpressionSyntax>();
        var isBoundElsewhere = false;
        foreach (var tree in model.Trees.Where(tree => tree.GetText().ToString().IndexOf(method.Name, StringComparison.Ordinal) >= 0))
        {
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.ValueText == method.Name))
            {
                if (model.Bodies.ModelOf(tree).GetSymbolInfo(name).Symbol is not IMethodSymbol named
                    || !SymbolEqualityComparer.Default.Equals(named.Definition(), method.Definition()))
                {
                    continue;
                }

                var expression = Whole(name);
                if (expression.Parent is InvocationExpressionSyntax call && call.Expression == expression)
                {
                    calls.Add(call);
                }
                else if (!IsMapping(expression, model))
                {
                    isBoundElsewhere = true;
                }
            }
        }

        return new(calls, isBoundElsewhere);
    }

    private static ExpressionSyntax Whole(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax binding => binding,
        _ => name,
    };

    // Delegate takes any shape; so does nameof, which binds to no method.
    private static bool IsMapping(ExpressionSyntax expression, ShutdownModel model) =>
        expression.Parent is ArgumentSyntax argument
        && model.Bodies.OperationAt(argument)
            is IArgumentOperation { Parent: IInvocationOperation call, Parameter.Type.SpecialType: SpecialType.System_Delegate }
        && model.Get<Endpoints>().IsMapping(call);
}
