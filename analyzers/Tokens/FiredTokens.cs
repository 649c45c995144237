using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>Says whether a token has fired, or may have, where it is used.</summary>
internal sealed class FiredTokens(ShutdownModel model)
{
    private const int MaxCallers = 3;

    /// <summary>AlreadyFired, MaybeFired, or nothing.</summary>
    public Signal StateOf(IOperation expression) => StateOf(new TokenRoots(model).Of(expression).ToList(), expression);

    /// <summary>The same for a token that a variable holds, at a place which does not name it yet.</summary>
    public Signal StateOf(ISymbol token, IOperation at) => StateOf(new TokenRoots(model).Of(token, isSource: false, at).ToList(), at);

    /// <summary>The same for the token of a source that a variable holds.</summary>
    public Signal StateOfSource(ISymbol source, IOperation at) => StateOf(new TokenRoots(model).Of(source, isSource: true, at).ToList(), at);

    private Signal StateOf(List<TokenKey> keys, IOperation expression)
    {
        if (keys.Count == 0)
        {
            return Signal.Nothing;
        }

        var facts = At(expression, MaxCallers);
        return keys.Exists(key => facts.Since(key) is { } since && !IsReplaced(key, since, expression)) ? Signal.AlreadyFired
            : keys.Exists(key => MayHaveFired(key, expression)) ? Signal.MaybeFired
            : Signal.Nothing;
    }

    /// <summary>What is certain at a place, judged by the code within a loop around it.</summary>
    public static FiredFacts Inside(IOperation place, IOperation loop)
    {
        var facts = FiredFacts.None;
        for (var child = place; child.Parent is { } parent && child != loop; child = parent)
        {
            facts = facts.And(Entering(child, parent));
        }

        return facts;
    }

    private FiredFacts At(IOperation place, int left)
    {
        var facts = FiredFacts.None;
        var child = place;
        while (child is not ILocalFunctionOperation && child.Parent is { } parent)
        {
            if (Entering(child, parent) is { IsUnreachable: false } entering)
            {
                facts = facts.And(entering);
            }

            child = parent;
        }

        return child is ILocalFunctionOperation local ? facts.And(WhereCalled(local.Symbol, left))
            : left > 0 && MethodOf(child) is { } method ? facts.And(WhereCalled(method, left).BeforeAll())
            : facts;
    }

    // What one step inwards proves.
    private static FiredFacts Entering(IOperation child, IOperation parent) => parent switch
    {
        IConditionalOperation choice when child == choice.WhenTrue => FiredConditions.Fired(choice.Condition, outcome: true),
        IConditionalOperation choice when child == choice.WhenFalse => FiredConditions.Fired(choice.Condition, outcome: false),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both when child == both.RightOperand =>
            FiredConditions.Fired(both.LeftOperand, outcome: true),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either when child == either.RightOperand =>
            FiredConditions.Fired(either.LeftOperand, outcome: false),
        IWhileLoopOperation { ConditionIsTop: true, Condition: { } condition } loop when child == loop.Body =>
            FiredConditions.Fired(condition, outcome: !loop.ConditionIsUntil),
        IForLoopOperation { Condition: { } condition } loop when child == loop.Body => FiredConditions.Fired(condition, outcome: true),
        ICatchClauseOperation { Parent: ITryOperation attempt } clause when child == clause.Handler => FiredPaths.InCatch(clause, attempt),
        ITryOperation attempt when child == attempt.Finally => FiredPaths.InFinally(attempt),
        IBlockOperation block => FiredPaths.AfterAll(block.Operations.TakeWhile(statement => statement != child)),
        ISwitchCaseOperation section => FiredPaths.AfterAll(section.Body.TakeWhile(statement => statement != child)),
        IArgumentOperation { Parent: IInvocationOperation call } when TokenCallbacks.FiresBefore(call) is { } token =>
            FiredFacts.Of(TokenKey.OfSignal(token), call.Syntax.SpanStart),
        _ => FiredFacts.None,
    };

    // Only what holds at every call holds in the function.
    private FiredFacts WhereCalled(IMethodSymbol function, int left)
    {
        if (left == 0 || TokenCallers.Of(function, model) is not { IsComplete: true } callers)
        {
            return FiredFacts.None;
        }

        var all = FiredFacts.Unreachable;
        foreach (var call in callers.Calls)
        {
            all = all.Or(At(call, left - 1));
        }

        foreach (var group in callers.Groups)
        {
            all = all.Or(TokenCallbacks.HandedTo(group) is { } call && TokenCallbacks.FiresBefore(call) is { } token
                ? FiredFacts.Of(TokenKey.OfSignal(token), call.Syntax.SpanStart)
                : FiredFacts.None);
        }

        return all.IsUnreachable ? FiredFacts.None : all;
    }

    private IMethodSymbol? MethodOf(IOperation root) =>
        root.Syntax is BaseMethodDeclarationSyntax declaration
            ? model.Bodies.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration) as IMethodSymbol
            : null;

    // A variable that gets another value between the proof and the use stands for another token.
    private bool IsReplaced(TokenKey key, int since, IOperation use)
    {
        if (model.Bodies.Declares(key.Root) && key.Root.DeclaringSyntaxReferences[0] is var declaration && declaration.SyntaxTree != use.Syntax.SyntaxTree)
        {
            return false;
        }

        var root = use.Root();
        var start = use.Syntax.SpanStart;
        return Variables.AssignmentsOf(key.Root, root).Concat(root.Descendants().Where(operation => IsReset(operation, key) || IsRenewal(operation, key)))
            .Any(assignment => assignment.Syntax.SpanStart is var at && at > since
                && (at < start || use.Ancestors().Any(around => !around.Syntax.Span.Contains(since)
                    && (around is ILoopOperation ? around.Syntax.Span.Contains(at) : around is IAnonymousFunctionOperation && at > around.Syntax.Span.End))));
    }

    private static bool IsReset(IOperation operation, TokenKey key) =>
        operation is IInvocationOperation { TargetMethod.Name: "TryReset", Instance: { } source } && TokenKey.OfSignal(source)?.Equals(key) == true;

    // A method of the type that gives the member another value.
    private bool IsRenewal(IOperation operation, TokenKey key) =>
        key.Root is IFieldSymbol or IPropertySymbol
        && operation is IInvocationOperation { TargetMethod: var called }
        && SymbolEqualityComparer.Default.Equals(called.ContainingType?.OriginalDefinition, key.Root.ContainingType)
        && model.Bodies.Of(called.Definition()) is { } body
        && Variables.AssignmentsOf(key.Root, body).Count > 0;

    // The code before has left if the token had fired.
    private static bool HasLeft(IOperation statement, TokenKey key) => statement switch
    {
        IConditionalOperation choice =>
            (FiredPaths.After(choice.WhenTrue).IsUnreachable && FiredConditions.Pending(choice.Condition, outcome: false).Since(key) is not null)
            || (choice.WhenFalse is { } otherwise && FiredPaths.After(otherwise).IsUnreachable
                && FiredConditions.Pending(choice.Condition, outcome: true).Since(key) is not null),
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod.Name: nameof(CancellationToken.ThrowIfCancellationRequested),
            Instance: { } asked } } =>
            TokenKey.OfSignal(asked)?.Equals(key) == true,
        _ => false,
    };

    private static bool MayHaveFired(TokenKey key, IOperation use)
    {
        for (var child = use; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case IConditionalOperation choice
                    when child == choice.WhenTrue && FiredConditions.Pending(choice.Condition, outcome: true).Since(key) is not null:
                case IConditionalOperation other
                    when child == other.WhenFalse && FiredConditions.Pending(other.Condition, outcome: false).Since(key) is not null:
                    return false;
                case IBlockOperation block when block.Operations.TakeWhile(statement => statement != child).Any(statement => HasLeft(statement, key)):
                    return false;
                case ICatchClauseOperation clause when child == clause.Handler && FiredPaths.IsCancellation(clause.ExceptionType) && !IsDeclaredIn(key, clause):
                    return !(clause.Filter is { } filter && Asks(filter, key));
                case ITryOperation attempt when child == attempt.Finally && !IsDeclaredIn(key, child):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private static bool IsDeclaredIn(TokenKey key, IOperation scope) =>
        key.Root is ILocalSymbol && key.Root.DeclaringSyntaxReferences.Any(reference => scope.Syntax.Span.Contains(reference.Span));

    private static bool Asks(IOperation filter, TokenKey key) =>
        FiredConditions.Pending(filter, outcome: true).Since(key) is not null
        || filter.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Any(question => TokenKey.OfAsked(question)?.Equals(key) == true);
}
