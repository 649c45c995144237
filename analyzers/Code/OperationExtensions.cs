using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>Small steps through operations that every reader of a body takes.</summary>
internal static class OperationExtensions
{
    /// <summary>The expression without conversions and parentheses around it.</summary>
    public static IOperation Unwrapped(this IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand.Unwrapped(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Unwrapped(),
        _ => operation,
    };

    /// <summary>What the operation stands in, nearest first, up to the member's body.</summary>
    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            yield return current;
        }
    }

    /// <summary>The function that directly contains the operation: lambda, local function, or null for the member itself.</summary>
    public static IMethodSymbol? EnclosingFunction(this IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda)
            {
                return lambda.Symbol;
            }

            if (current is ILocalFunctionOperation local)
            {
                return local.Symbol;
            }
        }

        return null;
    }

    /// <summary>The outermost operation of the member's body.</summary>
    public static IOperation Root(this IOperation operation)
    {
        var current = operation;
        while (current.Parent is { } parent)
        {
            current = parent;
        }

        return current;
    }

    /// <summary>The argument of the call's last token parameter, written or defaulted; null when it has none.</summary>
    public static IArgumentOperation? TokenArgument(this IInvocationOperation call) =>
        call.Arguments.LastOrDefault(static argument => argument.Parameter?.Type.IsCancellationToken() == true);

    /// <summary>True when the caller left the argument out.</summary>
    public static bool IsOmitted(this IArgumentOperation argument) => argument.ArgumentKind == ArgumentKind.DefaultValue;

    /// <summary>Descendants that run as part of this body, not of a function nested in it.</summary>
    public static IEnumerable<IOperation> OwnDescendants(this IOperation operation)
    {
        // One iterator for the whole walk: one for each level would make it quadratic in the depth.
        var open = new Stack<IOperation.OperationList.Enumerator>();
        var current = operation.ChildOperations.GetEnumerator();
        while (true)
        {
            if (!current.MoveNext())
            {
                if (open.Count == 0)
                {
                    yield break;
                }

                current = open.Pop();
            }
            else if (current.Current is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                var child = current.Current;
                yield return child;
                open.Push(current);
                current = child.ChildOperations.GetEnumerator();
            }
        }
    }

    /// <summary>True in a catch or finally clause of the function: there a token may have fired already.</summary>
    public static bool IsCleanUp(this IOperation operation)
    {
        var inner = operation;
        foreach (var outer in operation.Ancestors())
        {
            if (outer is ICatchClauseOperation || (outer is ITryOperation { Finally: { } cleanUp } && cleanUp == inner))
            {
                return true;
            }

            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return false;
            }

            inner = outer;
        }

        return false;
    }
}
