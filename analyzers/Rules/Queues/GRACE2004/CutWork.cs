using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tokens;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2004;

/// <summary>
/// Says whether work that the stop has cut short may come by a settle call. There the fired token, wrong as it is, keeps the message from being
/// lost: settled without it, nobody would deliver it again.
/// </summary>
internal sealed class CutWork(ShutdownModel model)
{
    // What the settle's callers swallow counts as well.
    private const int MaxCallers = 3;

    public bool MayBeSettledBy(IInvocationOperation settle) => !GivesBack(settle) && MayReach(settle, MaxCallers);

    // A message that is given back comes again, whatever was cut.
    private bool GivesBack(IInvocationOperation settle) => model.Catalogue.Has(Trait.Return, settle.TargetMethod)
        && !settle.Arguments.Any(static argument => argument is { Parameter.Name: "requeue", Value.ConstantValue: { HasValue: true, Value: false } });

    private bool MayReach(IOperation place, int left)
    {
        var inner = place;
        for (; inner.Parent is { } outer && inner is not IAnonymousFunctionOperation and not ILocalFunctionOperation; inner = outer)
        {
            if (outer switch
            {
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != inner).Any(GoesOnWhenCut),
                ISwitchCaseOperation section => section.Body.TakeWhile(statement => statement != inner).Any(GoesOnWhenCut),
                ICatchClauseOperation clause => TakesCancellation(clause),
                _ => false,
            })
            {
                return true;
            }
        }

        return left > 0 && FunctionOf(inner) is { } function && TokenCallers.Of(function, model).Calls.Any(call => MayReach(call, left - 1));
    }

    private IMethodSymbol? FunctionOf(IOperation root) => root switch
    {
        ILocalFunctionOperation local => local.Symbol,
        { Syntax: BaseMethodDeclarationSyntax declaration } => model.Bodies.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration) as IMethodSymbol,
        _ => null,
    };

    // By a catch that stays, or by a wait that does not throw.
    private static bool GoesOnWhenCut(IOperation statement) => statement.DescendantsAndSelf().Any(operation => operation switch
    {
        ITryOperation attempt => attempt.Catches.Any(clause => TakesCancellation(clause) && !Leaves(clause, statement)),
        IInvocationOperation { TargetMethod.Name: nameof(Task.ContinueWith) or nameof(Task.WhenAny) } => true,
        IFieldReferenceOperation { Field.Name: "SuppressThrowing" } => true,
        _ => false,
    });

    private static bool TakesCancellation(ICatchClauseOperation clause) =>
        (clause.ExceptionType.SpecialType == SpecialType.System_Object || Cancellations.Any(clause.ExceptionType.IsNamed))
        && clause.Filter?.DescendantsAndSelf().Any(static part => part is INegatedPatternOperation) != true;

    private static readonly string[] Cancellations =
        ["System.Exception", "System.SystemException", "System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException"];

    // A way out of a loop within the statement still leads to what follows the statement.
    private static bool Leaves(ICatchClauseOperation clause, IOperation statement) =>
        clause.Handler.Syntax is StatementSyntax handler
        && clause.SemanticModel?.AnalyzeControlFlow(handler) is { Succeeded: true, EndPointIsReachable: false } flow
        && (flow.ExitPoints.All(static exit => exit is ReturnStatementSyntax)
            || !clause.Ancestors().TakeWhile(outer => outer != statement).Append(statement).Any(static outer => outer is ILoopOperation or ISwitchOperation));
}
