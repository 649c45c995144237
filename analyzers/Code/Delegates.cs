using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>Functions as values: which one a value stands for, and who gets it.</summary>
internal static class Delegates
{
    /// <summary>The lambda, local function or method that a delegate value stands for; null when the value does not say.</summary>
    public static IMethodSymbol? FunctionOf(IOperation value) => value.Unwrapped() switch
    {
        IDelegateCreationOperation creation => FunctionOf(creation.Target),
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation reference => reference.Method,
        _ => null,
    };

    /// <summary>The function as the value that it becomes, with conversions and the creation of the delegate around it.</summary>
    public static IOperation AsValue(IOperation function)
    {
        while (function.Parent is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
        {
            function = function.Parent;
        }

        return function;
    }

    /// <summary>The argument that hands the function over; null when it is used in another way.</summary>
    public static IArgumentOperation? HandedOverBy(IOperation function) => AsValue(function).Parent as IArgumentOperation;
}
