using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Queues;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Tokens;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1001;

/// <summary>Where a token of the handler can be seen, and who would see it fire.</summary>
internal static class StreamingSight
{
    /// <summary>A function inside the handler captures the token; only a static one, or one with a token of its own, has to be handed it.</summary>
    public static bool IsNested(StreamingScope callee, StreamingScope scope) =>
        callee.Function.MethodKind == MethodKind.LocalFunction && !callee.Function.IsStatic
        && StreamingSignature.TokenParameter(callee.Function, callee.Model) is null
        && callee.Body.Syntax.SyntaxTree == scope.Body.Syntax.SyntaxTree && scope.Body.Syntax.Span.Contains(callee.Body.Syntax.Span);

    /// <summary>Clean-up runs when the token may have fired, and static functions see no locals.</summary>
    public static bool CanSee(IOperation operation, StreamingScope scope)
    {
        for (var current = operation; current?.Parent is { } parent && current.Syntax != scope.Body.Syntax; current = parent)
        {
            if (parent is ICatchClauseOperation
                || (parent is ITryOperation { Finally: { } cleanUp } && cleanUp == current)
                || (parent is IAnonymousFunctionOperation { Symbol.IsStatic: true } && parent.Syntax != scope.Body.Syntax)
                || (parent is ILocalFunctionOperation { Symbol: var local } && parent.Syntax != scope.Body.Syntax
                    && (local.IsStatic || StreamingSignature.TokenParameter(local, scope.Model) is not null)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Tries whose catch is for failures and takes a cancellation for one: it logs an error and writes into a response that nobody reads.</summary>
    public static IEnumerable<ITryOperation> BroadTries(StreamingScope scope) => scope.Operations.OfType<ITryOperation>().Where(static attempt =>
        attempt.Syntax is TryStatementSyntax
        && attempt.Catches.Any(static clause => clause is { Filter: null, ExceptionType: var type }
            && (type.SpecialType == SpecialType.System_Object || type.IsNamed("System.Exception")))
        && !attempt.Catches.Any(static clause => clause.ExceptionType.IsCancellation()));
}
