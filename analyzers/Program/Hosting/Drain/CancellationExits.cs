using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting.Drain;

/// <summary>
/// Where a wait that the stop now interrupts would throw into code that takes it for a failure, or past code that must still run.
/// </summary>
internal sealed class CancellationExits(
    WorkBodies bodies, IReadOnlyList<WorkBody> functions, HashSet<IOperation> armed, Func<IMethodSymbol, string?> scopeOf)
{
    private readonly List<FixStep> _steps = [];

    /// <summary>Adds the steps; false when a way out cannot be written.</summary>
    public bool AddTo(List<FixStep> plan)
    {
        var throwing = Throwing();
        var isFixable = true;
        foreach (var function in functions)
        {
            var scope = scopeOf(function.Function) ?? "";
            foreach (var wait in function.Code.OwnDescendants().Where(throwing.Contains))
            {
                isFixable &= LookAt(wait, function.Code, scope);
            }
        }

        // A loop that is wrapped needs no other care for its own waits.
        var wrapped = _steps.Where(static step => step is WrapLoop).Select(static step => step.Where).ToList();
        plan.AddRange(_steps.Where(step => step is not SuppressDelay
            || !wrapped.Exists(loop => loop.SourceTree == step.Where.SourceTree && loop.SourceSpan.Contains(step.Where.SourceSpan))));
        return isFixable;
    }

    // The armed waits and the calls of the type's own functions that lead to one.
    private HashSet<IOperation> Throwing()
    {
        var throwing = new HashSet<IOperation>(armed);
        for (var grows = true; grows;)
        {
            grows = false;
            foreach (var function in functions.Where(function => function.Code.OwnDescendants().Any(throwing.Contains)))
            {
                foreach (var call in functions.SelectMany(static caller => caller.Code.OwnDescendants()).OfType<IInvocationOperation>()
                    .Where(call => bodies.IsOwn(call)
                        && SymbolEqualityComparer.Default.Equals(call.TargetMethod.Definition(), function.Function.OriginalDefinition)))
                {
                    grows |= throwing.Add(call);
                }
            }
        }

        return throwing;
    }

    private bool LookAt(IOperation wait, IOperation function, string scope)
    {
        ILoopOperation? outermost = null;
        ITryOperation? guard = null;
        var guardInLoop = false;
        for (var (inner, current) = (wait, wait.Parent); current is not null && current != function; (inner, current) = (current, current.Parent))
        {
            if (current is ITryOperation attempt && attempt.Body == inner)
            {
                // Behind a catch that takes everything the cancellation does not get here.
                if (guard is null && CatchesOwnKind(attempt))
                {
                    return true;
                }

                if (guard is null && Swallows(attempt))
                {
                    (guard, guardInLoop) = (attempt, WorkBodies.LoopAround(attempt) is not null);
                }
            }

            outermost = current as ILoopOperation ?? outermost;
        }

        if (guard is not null)
        {
            // A break inside a switch would leave the switch only.
            if (guardInLoop && guard.Syntax.Ancestors()
                .First(static node => node is SwitchStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax
                    or ForStatementSyntax) is SwitchStatementSyntax)
            {
                return false;
            }

            _steps.Add(new CatchStop(guard.Syntax.GetLocation(), scope, guardInLoop));
            return true;
        }

        if (outermost is null || !HasCodeBehind(outermost.Syntax))
        {
            return true;
        }

        var isDelay = wait is IInvocationOperation { TargetMethod: var called } && called.IsMember("System.Threading.Tasks.Task", "Delay")
            && wait.Parent is IAwaitOperation { Parent: IExpressionStatementOperation };
        if (isDelay && wait.Parent!.Parent!.Syntax is StatementSyntax { Parent: BlockSyntax block } statement && block.Parent == outermost.Syntax)
        {
            _steps.Add(new SuppressDelay(wait.Parent.Syntax.GetLocation(), scope, block.Statements.Last() != statement));
        }
        else
        {
            _steps.Add(new WrapLoop(outermost.Syntax.GetLocation(), scope));
        }

        return true;
    }

    // A catch that names the cancellation was written for it.
    private static bool CatchesOwnKind(ITryOperation attempt) => attempt.Catches.Any(static clause => clause.ExceptionType.IsCancellation());

    private static bool Swallows(ITryOperation attempt) =>
        attempt.Catches.Any(static clause => clause.Filter is null
            && (clause.ExceptionType.SpecialType == SpecialType.System_Object
                || clause.ExceptionType.IsNamed("System.Exception") || clause.ExceptionType.IsNamed("System.SystemException")));

    private static bool HasCodeBehind(SyntaxNode loop)
    {
        for (var node = loop;
            node is not null and not MemberDeclarationSyntax and not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax;
            node = node.Parent)
        {
            if (node is StatementSyntax statement && node.Parent is BlockSyntax block
                && block.Statements.SkipWhile(other => other != statement).Skip(1)
                    .Any(static other => other is not (LocalFunctionStatementSyntax or ReturnStatementSyntax { Expression: null })))
            {
                return true;
            }
        }

        return false;
    }
}
