using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>Says whether one use of a held task, timer or thread waits for it, or may.</summary>
internal static class WaitUses
{
    public static bool IsTimerWait(IOperation timer) => Use(timer) switch
    {
        IInvocationOperation { TargetMethod.Name: "DisposeAsync" } => true,
        IInvocationOperation { TargetMethod.Name: "Dispose" } call => !call.Arguments.IsEmpty,
        var use => IsPassedOn(use),
    };

    public static bool IsThreadWait(IOperation thread) => Use(thread) switch
    {
        IInvocationOperation call => call.TargetMethod.Name == "Join",
        IMethodReferenceOperation method => method.Method.Name == "Join",
        var use => IsPassedOn(use),
    };

    public static bool IsTaskWait(IOperation task) => Use(task) switch
    {
        IInvocationOperation call => call.TargetMethod.Name is not ("Dispose" or "Clear" or "Add" or "Remove" or "ContainsKey" or "Start"),
        IPropertyReferenceOperation property => property.Property.Name is "Result" or "Values",
        ILoopOperation => true,
        var use => IsPassedOn(use),
    };

    /// <summary>The local that the reference is given to, by a declaration or a pattern.</summary>
    public static ISymbol? Alias(IOperation reference)
    {
        while (reference.Parent is IConversionOperation or IParenthesizedOperation)
        {
            reference = reference.Parent;
        }

        return reference.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            IIsPatternOperation match => match.Pattern.DescendantsAndSelf().Select(static pattern => pattern switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                _ => null,
            }).FirstOrDefault(static symbol => symbol is not null),
            _ => null,
        };
    }

    // Whoever gets the value may wait for it.
    private static bool IsPassedOn(IOperation? use) => use
        is IArgumentOperation or IReturnOperation or ICoalesceOperation or IArrayInitializerOperation or IAwaitOperation or ISimpleAssignmentOperation
            or IConditionalOperation
        or { Syntax.RawKind: (int)SyntaxKind.CollectionExpression };

    // What is done with a member: the call on it, also behind ?., or whatever else stands around it.
    private static IOperation? Use(IOperation reference)
    {
        while (reference.Parent is IConversionOperation or IParenthesizedOperation)
        {
            reference = reference.Parent;
        }

        return reference.Parent switch
        {
            IConditionalAccessOperation access when access.Operation == reference => access.WhenNotNull.DescendantsAndSelf().FirstOrDefault(
                static operation => operation is IInvocationOperation { Instance: IConditionalAccessInstanceOperation }
                    or IPropertyReferenceOperation { Instance: IConditionalAccessInstanceOperation }),
            ISimpleAssignmentOperation assignment when assignment.Target == reference => null,
            var use => use,
        };
    }
}
