using System.Collections.Immutable;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Services;

/// <summary>The words of the plan that turns undrained work into drained work.</summary>
internal static class DrainVerb
{
    /// <summary>A start whose task nobody keeps; detail: <c>one</c> or <c>many</c>, then <c>unwrap</c> where the task is a task's task.</summary>
    public const string Keep = "keep";

    /// <summary>A start whose task a member keeps; detail: the member, then its form: <c>task</c>, <c>maybe</c> (null), <c>typed</c> (a result), <c>many</c>.</summary>
    public const string Await = "await";

    /// <summary>The start of a thread; detail: the member that keeps it, or nothing.</summary>
    public const string Thread = "thread";

    /// <summary>The creation of a timer whose disposal can be awaited; detail: the member and its form.</summary>
    public const string Timer = "timer";

    /// <summary>The creation of a timer whose callback is async; detail: the member that keeps it, or nothing.</summary>
    public const string Ticker = "ticker";

    /// <summary>The own token source to use; detail: its name.</summary>
    public const string Source = "source";

    /// <summary>StopAsync of the type.</summary>
    public const string Stop = "stop";

    /// <summary>The statement of StopAsync that already ends the work: the wait goes after it.</summary>
    public const string After = "after";

    /// <summary>A statement that the mend replaces.</summary>
    public const string Drop = "drop";

    /// <summary>A loop that must look at the stop; detail: the token in scope, or nothing for the own source.</summary>
    public const string Loop = "loop";

    /// <summary>A call that gets a further argument; detail: the token in scope or nothing, then the parameter's name when it must be named.</summary>
    public const string Pass = "pass";

    /// <summary>An argument or reference to replace by the stop; detail: the token in scope or nothing.</summary>
    public const string Token = "token";

    /// <summary>A reference to replace by the own source itself.</summary>
    public const string Check = "check";

    /// <summary>An argument to replace by a token that never fires.</summary>
    public const string Never = "never";

    /// <summary>A <c>Thread.Sleep</c>; detail as for a loop.</summary>
    public const string Sleep = "sleep";

    /// <summary>A broad catch that would take the cancellation for a failure; detail: <c>break</c> or <c>end</c>, then the token in scope or nothing.</summary>
    public const string Catch = "catch";

    /// <summary>A loop with code behind it that the cancellation must not skip; detail: the token in scope or nothing.</summary>
    public const string Wrap = "wrap";

    /// <summary>An awaited delay that ends without throwing; detail: <c>break</c> where the loop goes on behind it, then the token in scope or nothing.</summary>
    public const string Suppress = "suppress";
}

/// <summary>Works out what the fix has to do where.</summary>
internal sealed class BackgroundWorkPlan(ShutdownModel model, UndrainedWork undrained)
{
    private readonly List<FixStep> _steps = [];
    private readonly INamedTypeSymbol _type = undrained.Service.Type;
    private bool _isFixable = true;

    public (FixPlan Steps, bool IsFixable) Build()
    {
        foreach (var work in undrained.Started)
        {
            _isFixable &= SymbolEqualityComparer.Default.Equals(work.From.ContainingType, _type) && Track(work);
        }

        AddStop();
        if (undrained.IsNotCancelled && _isFixable)
        {
            var endings = new BackgroundWorkEndings(model, undrained);
            _isFixable &= endings.AddTo(_steps);
        }

        return (FixPlan.Of(_steps), _isFixable);
    }

    private bool Track(StartedWork work)
    {
        var at = work.Start.Syntax.GetLocation();
        switch (work.Kind)
        {
            case WorkKind.Task when work.Kept is null:
                var isNested = work.Start.Parent is IAwaitOperation;
                _steps.Add(new FixStep(DrainVerb.Keep, at, (work.Repeats ? "many" : "one") + (isNested ? ",unwrap" : "")));
                return work.Start.Type is INamedTypeSymbol { Name: "Task" } && IsStatement(work.Start) && work.Start.EnclosingFunction() is not { MethodKind: MethodKind.LocalFunction, IsStatic: true };
            case WorkKind.Task when FormOf(work.Kept!) is { } form:
                _steps.Add(new FixStep(DrainVerb.Await, at, work.Kept!.Name + "," + form));
                return !work.Kept.IsStatic;
            case WorkKind.Thread when !work.Repeats:
                _steps.Add(new FixStep(DrainVerb.Thread, at, work.Kept?.Name));
                return work.Kept is not null || IsStatement(work.Start);
            case WorkKind.Timer when work is { Repeats: false, Kept: not null }:
                _steps.Add(new FixStep(DrainVerb.Timer, at, work.Kept.Name + "," + (IsNullable(work.Kept) ? "maybe" : "task")));
                return AddDrops(work.Kept, "Dispose");
            case WorkKind.AsyncTimer when work is { Repeats: false, Body: not null } && undrained.Started.Length == 1:
                _steps.Add(new FixStep(DrainVerb.Ticker, at, work.Kept?.Name));
                return new BackgroundWorkTicker(model, undrained.Service, work).CanBecomeLoop() && (work.Kept is null || AddDrops(work.Kept, "Dispose", "Change", "DisposeAsync"));
            default:
                _steps.Add(new FixStep(DrainVerb.Keep, at, "one"));
                return false;
        }
    }

    // The wait must stand as a statement of its own, or as the whole of a lambda.
    private static bool IsStatement(IOperation start)
    {
        SyntaxNode? node = start.Syntax;
        while (node is not null and not StatementSyntax and not AnonymousFunctionExpressionSyntax and not ArrowExpressionClauseSyntax)
        {
            node = node.Parent;
        }

        return node is ExpressionStatementSyntax;
    }

    // Every use of the timer must be one that the mend makes superfluous.
    private bool AddDrops(ISymbol timer, params string[] superseded)
    {
        var isTicker = superseded.Length > 1;
        foreach (var reference in model.Bodies.FactsOf(_type).Roots.SelectMany(static root => root.DescendantsAndSelf()).OfType<IMemberReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(reference.Member, timer) || reference.Parent is ISimpleAssignmentOperation { Value: IObjectCreationOperation })
            {
                continue;
            }

            var statement = reference.Syntax.FirstAncestorOrSelf<StatementSyntax>();
            var call = CallOn(reference);
            var isInStop = undrained.Stop.Method is { } stop && reference.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
                && stop.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax() == method);
            if (statement is ExpressionStatementSyntax && call is not null && superseded.Contains(call) && (isTicker || isInStop))
            {
                _steps.Add(new FixStep(DrainVerb.Drop, statement.GetLocation()));
            }
            else if (isTicker && call is not null && superseded.Contains(call) && reference.Syntax.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() is { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Dispose" } } arrow)
            {
                _steps.Add(new FixStep(DrainVerb.Drop, arrow.Expression.GetLocation()));
            }
            else if (isTicker)
            {
                return false;
            }
        }

        return true;
    }

    private static string? CallOn(IMemberReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call when call.Instance == reference => call.TargetMethod.Name,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } => call.TargetMethod.Name,
        _ => null,
    };

    private void AddStop()
    {
        if (undrained.Stop.Method is not { } stop || stop.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MethodDeclarationSyntax method)
        {
            // Only BackgroundService brings a StopAsync that can be overridden.
            _isFixable &= undrained.Service.IsBackgroundService && undrained.Service.Stop is null;
            return;
        }

        _steps.Add(new FixStep(DrainVerb.Stop, method.Identifier.GetLocation()));
        if (model.Bodies.Of(stop) is { } body && !undrained.IsNotCancelled
            && undrained.Stop.Ending.LastOrDefault(operation => operation.Root() == body && BackgroundWorkStop.EndedBy(operation) is not null) is { } last)
        {
            var statement = last.Syntax.AncestorsAndSelf().FirstOrDefault(node => node.Parent == method.Body && node is StatementSyntax) ?? method.ExpressionBody?.Expression;
            if (statement is not null)
            {
                _steps.Add(new FixStep(DrainVerb.After, statement.GetLocation()));
            }
        }
    }

    private static bool IsNullable(ISymbol member) => TypeOf(member)?.NullableAnnotation == NullableAnnotation.Annotated;

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    private static string? FormOf(ISymbol member) => TypeOf(member) switch
    {
        INamedTypeSymbol { Name: "Task", IsGenericType: false } => IsNullable(member) ? "maybe" : "task",
        INamedTypeSymbol { Name: "Task", IsGenericType: true } => IsNullable(member) ? null : "typed",
        IArrayTypeSymbol { ElementType: INamedTypeSymbol { Name: "Task", IsGenericType: false } } => IsNullable(member) ? null : "many",
        INamedTypeSymbol { Name: "List" or "IReadOnlyList" or "IList" or "ConcurrentBag" or "HashSet" or "ImmutableArray", TypeArguments: [INamedTypeSymbol { Name: "Task", IsGenericType: false }] } => IsNullable(member) ? null : "many",
        _ => null,
    };
}
