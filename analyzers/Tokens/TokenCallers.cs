using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>Where a function that only code in sight can call is called from.</summary>
/// <param name="Calls">Calls and creations.</param>
/// <param name="Groups">Places that turn it into a delegate.</param>
/// <param name="IsComplete">False when code that nobody here sees may call it too.</param>
internal sealed record TokenCallers(IReadOnlyList<IOperation> Calls, IReadOnlyList<IOperation> Groups, bool IsComplete)
{
    private static readonly TokenCallers Unseen = new([], [], IsComplete: false);

    public static TokenCallers Of(IMethodSymbol function, ShutdownModel model)
    {
        if (function.MethodKind == MethodKind.LocalFunction)
        {
            return OfLocalFunction(function.OriginalDefinition, model);
        }

        return function.MethodKind is MethodKind.Ordinary or MethodKind.Constructor && model.Bodies.CallersOf(function) is { } callers
            ? new(callers.CallsTo(function), callers.GroupsOf(function), IsComplete: true)
            : Unseen;
    }

    /// <summary>What a call or creation passes for the parameter; null when it passes nothing.</summary>
    public static IArgumentOperation? Passed(IOperation call, IParameterSymbol parameter)
    {
        var arguments = (call as IInvocationOperation)?.Arguments ?? (call as IObjectCreationOperation)?.Arguments;
        return arguments?.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal);
    }

    private static TokenCallers OfLocalFunction(IMethodSymbol function, ShutdownModel model)
    {
        if (function.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration
            || model.Bodies.OperationAt(declaration.GetSyntax())?.Root() is not { } root)
        {
            return Unseen;
        }

        var calls = new List<IOperation>();
        var groups = new List<IOperation>();
        foreach (var operation in root.Descendants())
        {
            if (operation is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, function))
            {
                calls.Add(call);
            }
            else if (operation is IMethodReferenceOperation group && SymbolEqualityComparer.Default.Equals(group.Method.OriginalDefinition, function))
            {
                groups.Add(group);
            }
        }

        return new(calls, groups, IsComplete: true);
    }
}
