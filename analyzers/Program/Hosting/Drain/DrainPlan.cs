using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting.Drain;

/// <summary>Works out what the fix has to do where.</summary>
internal sealed class DrainPlan(ShutdownModel model, UndrainedWork undrained)
{
    private readonly List<FixStep> _steps = [];
    private readonly INamedTypeSymbol _type = undrained.Service.Type;
    private string? _unfixable;

    /// <summary>The steps, and why they do not amount to a mend; null when they do.</summary>
    public (FixPlan Steps, string? Unfixable) Build()
    {
        foreach (var work in undrained.Started)
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(work.From.ContainingType, _type);
            Require(isOwn, "A base or another type starts some of the work; it has to keep it.");
            Require(!isOwn || Track(work), work.Kind switch
            {
                WorkKind.Timer or WorkKind.AsyncTimer or WorkKind.EventTimer =>
                    "The timer cannot be rewritten as a loop that can be awaited: it is used elsewhere, its callback or period cannot be moved, or the type "
                        + "cannot be given a logger for a round that fails.",
                _ => "What is started cannot be kept where it stands, so there is nothing for StopAsync to await.",
            });
        }

        // Where the type cancels a source of its own already, the waits that do not look at it yet join in.
        if (_unfixable is null && (undrained.IsNotCancelled || new StopPoints(model, undrained).HasEndedSource))
        {
            Require(new StopPoints(model, undrained).AddTo(_steps),
                "Some of the work runs where the type's own token cannot be seen, or would be cut in the middle.");
        }

        // To wait for a loop that nothing tells to end would only use up the shutdown timeout.
        Require(!undrained.IsNotCancelled
            || _steps.Exists(static step => step is UseSource or CheckInLoop or PassStop or ReplaceByStop or ReplaceBySource or WakeSleep or TurnTimerIntoLoop)
            || !undrained.Started.Any(work => Loops(work) && !IsHandedTheStop(work)),
                "Nothing in the loop could look at a token, so StopAsync would wait for it in vain.");
        AddStop();

        return (FixPlan.Of(_steps), _unfixable);
    }

    // The first reason is the one to tell.
    private void Require(bool holds, string otherwise) => _unfixable ??= holds ? null : otherwise;

    private bool Loops(StartedWork work) => work.Body is not null && new WorkBodies(model, undrained.Service).Reached(work.Body)
        .SelectMany(static body => body.Code.OwnDescendants()).Any(static operation => operation is IWhileLoopOperation);

    // The host itself cancels what ExecuteAsync was given.
    private bool IsHandedTheStop(StartedWork work) => work.Start.Descendants().OfType<IParameterReferenceOperation>().Any(reference =>
        reference.Parameter.Type.IsNamed("System.Threading.CancellationToken")
        && SymbolEqualityComparer.Default.Equals(reference.Parameter.ContainingSymbol, undrained.Service.Execute));

    private bool Track(StartedWork work)
    {
        var at = work.Start.Syntax.GetLocation();
        switch (work.Kind)
        {
            case WorkKind.Task when work.Kept is null:
                var isNested = work.Start.Parent is IAwaitOperation;
                _steps.Add(new KeepTask(at, work.Repeats, isNested));
                return work.Start.Type.IsTask() && CanBeKept(work) && HandsOutTasks(work)
                    && work.Start.EnclosingFunction() is not { MethodKind: MethodKind.LocalFunction, IsStatic: true };
            case WorkKind.Task when FormOf(work.Kept!) is { } form:
                _steps.Add(new AwaitKept(at, work.Kept!.Name, undrained.Stop.WaitsFor(work) ? KeptForm.Awaited : form));
                return !work.Kept.IsStatic;
            case WorkKind.AsyncVoid when work is { Repeats: false, Body: { DeclaredAccessibility: Accessibility.Private } body }
                && SymbolEqualityComparer.Default.Equals(body.ContainingType, _type)
                && model.Bodies.FactsOf(_type).CallsTo(body).Count() == 1 && body.DeclaringSyntaxReferences is [var declared]
                && declared.GetSyntax() is MethodDeclarationSyntax { ReturnType: var nothing }:
                _steps.Add(new KeepTask(at, IsMany: false, Unwraps: false));
                _steps.Add(new ReturnTask(nothing.GetLocation()));
                return work.Start.Parent is IExpressionStatementOperation;
            case WorkKind.Thread when !work.Repeats:
                _steps.Add(new JoinThread(at, work.Kept?.Name));
                return work.Kept is not null || work.Start.Parent is IExpressionStatementOperation;
            case WorkKind.Timer when work is { Repeats: false, Kept: not null }:
                _steps.Add(new AwaitTimer(at, work.Kept.Name, IsNullable(work.Kept)));
                return AddDrops(work.Kept, "Dispose");
            case WorkKind.AsyncTimer when work is { Repeats: false, Body: not null } && undrained.Started.Length == 1:
                _steps.Add(new TurnTimerIntoLoop(at, work.Kept?.Name, RoundLogger.Of(_type)));
                return RoundLogger.CanBeHad(_type, model) && new TimerToLoop(model, undrained.Service, work).CanBecomeLoop()
                    && (work.Kept is null || AddDrops(work.Kept, "Dispose", "Change", "DisposeAsync"));
            default:
                _steps.Add(new KeepTask(at, IsMany: false, Unwraps: false));
                return false;
        }
    }

    // An async void method is over for its caller at its first await: the task that is kept must be the whole work.
    private bool HandsOutTasks(StartedWork work)
    {
        foreach (var body in work.Body is null ? [] : new WorkBodies(model, undrained.Service).Reached(work.Body))
        {
            if (body.Function is not { MethodKind: MethodKind.Ordinary, IsAsync: true, ReturnsVoid: true } method)
            {
                continue;
            }

            if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, _type) || method.DeclaredAccessibility != Accessibility.Private
                || model.Bodies.FactsOf(_type).CallsTo(method).ToList() is not [{ Syntax.Parent: LambdaExpressionSyntax { Parent: ArgumentSyntax run } }]
                || run.Parent?.Parent
                    is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(Task.Run) } }
                || method.DeclaringSyntaxReferences is not [var declared] || declared.GetSyntax() is not MethodDeclarationSyntax { ReturnType: var nothing })
            {
                return false;
            }

            _steps.Add(new ReturnTask(nothing.GetLocation()));
        }

        return true;
    }

    // Kept where it stands: as a statement, as a local that nothing waits for, or as the whole of a lambda that returns nothing.
    private static bool CanBeKept(StartedWork work)
    {
        var value = work.Start;
        while (value.Parent is IAwaitOperation or IConversionOperation or IArgumentOperation or IInvocationOperation)
        {
            value = value.Parent;
        }

        return (value.Type.IsTask() || (value.Type?.SpecialType == SpecialType.System_Void && work.Start.Parent is IAwaitOperation)) && value.Parent switch
        {
            IExpressionStatementOperation { Syntax: ExpressionStatementSyntax or InvocationExpressionSyntax } => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation { Syntax: ExpressionStatementSyntax } } => true,
            IVariableInitializerOperation => value == work.Start
                && value.Syntax.Parent?.Parent?.Parent is VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax },
            _ => false,
        };
    }

    // Every use of the timer must be one that the mend makes superfluous.
    private bool AddDrops(ISymbol timer, params string[] superseded)
    {
        var isTicker = superseded.Length > 1;
        foreach (var reference in model.Bodies.FactsOf(_type).Roots.SelectMany(static root => root.DescendantsAndSelf()).OfType<IMemberReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(reference.Member, timer)
                || reference.Parent is ISimpleAssignmentOperation { Value: IObjectCreationOperation })
            {
                continue;
            }

            var statement = reference.Syntax.FirstAncestorOrSelf<StatementSyntax>();
            var call = CallOn(reference);
            var isInStop = undrained.Stop.Method is { } stop && reference.Syntax.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
                && stop.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax() == method);
            if (statement is ExpressionStatementSyntax && call is not null && superseded.Contains(call) && (isTicker || isInStop))
            {
                _steps.Add(new DropStatement(statement.GetLocation()));
            }
            else if (isTicker && call is not null && superseded.Contains(call)
                && reference.Syntax.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>()
                    is { Parent: MethodDeclarationSyntax { Identifier.ValueText: "Dispose" } } arrow)
            {
                _steps.Add(new DropStatement(arrow.Expression.GetLocation()));
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
            Require(undrained.Service.IsBackgroundService && undrained.Service.Stop is null, "The type has no StopAsync of its own that could be extended.");
            return;
        }

        // What only throws, or ends the source's life before the wait could begin, is left to its owner.
        Require(method.ExpressionBody?.Expression is not ThrowExpressionSyntax && !DisposesSource(stop),
            "StopAsync only throws, or disposes the token's source before anything could be awaited.");
        _steps.Add(new ExtendStop(method.Identifier.GetLocation()));
        if (model.Bodies.Of(stop) is { } body && EndingIn(body) is { } last)
        {
            var statement = last.Syntax.AncestorsAndSelf().FirstOrDefault(node => node.Parent == method.Body && node is StatementSyntax)
                ?? method.ExpressionBody?.Expression;
            if (statement is not null)
            {
                Require(
                    statement is not StatementSyntax ending || last.SemanticModel?.AnalyzeControlFlow(ending) is { Succeeded: true, EndPointIsReachable: true },
                    "StopAsync leaves before the place where it would have to wait.");
                _steps.Add(new WaitAfter(statement.GetLocation()));
            }
        }
    }

    // Right behind what tells the work to end: what the stop disposes after that may be in use until the work has ended.
    private IOperation? EndingIn(IOperation body)
    {
        var ending = undrained.Stop.Ending.Where(operation => operation.Root() == body && StopPath.EndedBy(operation) is { } ended
            && (IsKept(ended) ? IsKeptTimer(ended) : !undrained.IsNotCancelled || IsSource(ended))).ToList();
        return ending.FindLast(operation => StopPath.EndedBy(operation) is { } ended && (IsKeptTimer(ended) || TypeOf(ended).IsCancellationTokenSource()))
            ?? ending.LastOrDefault() ?? BaseStopIn(body);
    }

    // Work that listens to the host's own token hears of the stop when the base is told.
    private IOperation? BaseStopIn(IOperation body) =>
        _steps.Exists(static step => step is UseSource or StopStep { Scope: "" } or TurnTimerIntoLoop)
            ? null
            : body.Descendants().OfType<IInvocationOperation>().LastOrDefault(static call =>
                call is { TargetMethod.Name: "StopAsync", Instance.Syntax: BaseExpressionSyntax, Parent: IAwaitOperation });

    private bool DisposesSource(IMethodSymbol stop) => model.Bodies.Of(stop) is { } body && body.Descendants().OfType<IInvocationOperation>().Any(call =>
        call.TargetMethod.IsMember("System.Threading.CancellationTokenSource", "Dispose") && StopPath.EndedBy(call) is not null);

    private bool IsKept(ISymbol ended) => undrained.Started.Any(work => SymbolEqualityComparer.Default.Equals(work.Kept, ended));

    // A timer is stopped first and disposed then, whoever waits.
    private bool IsKeptTimer(ISymbol ended) =>
        undrained.Started.Any(work => work.Kind == WorkKind.Timer && SymbolEqualityComparer.Default.Equals(work.Kept, ended));

    private bool IsSource(ISymbol ended) => _steps.Exists(step => step is UseSource { IsEnded: true } source && source.Name == ended.Name);

    // Null before the start, whatever its type says: a field without a real value of its own.
    private static bool IsNullable(ISymbol member) => TypeOf(member)?.NullableAnnotation == NullableAnnotation.Annotated
        || (member is IFieldSymbol { Type.IsValueType: false, DeclaringSyntaxReferences: [var declared] }
            && declared.GetSyntax() is VariableDeclaratorSyntax declarator
            && declarator.Initializer?.Value is null or PostfixUnaryExpressionSyntax or LiteralExpressionSyntax);

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    private static bool IsCollection(INamedTypeSymbol type) =>
        type is { Name: "List" or "IReadOnlyList" or "IList" or "ConcurrentBag" or "HashSet" or "ImmutableArray" }
        && (type.ContainingNamespace.IsNamed("System.Collections.Generic")
            || type.ContainingNamespace.IsNamed("System.Collections.Concurrent") || type.ContainingNamespace.IsNamed("System.Collections.Immutable"));

    private static KeptForm? FormOf(ISymbol member) => TypeOf(member) switch
    {
        INamedTypeSymbol { IsGenericType: false } task when task.IsTask() => IsNullable(member) ? KeptForm.MayBeNull : KeptForm.Task,
        INamedTypeSymbol { IsGenericType: true } task when task.IsTask() => IsNullable(member) ? null : KeptForm.Typed,
        IArrayTypeSymbol { ElementType: INamedTypeSymbol { IsGenericType: false } task } when task.IsTask() => IsNullable(member) ? null : KeptForm.Many,
        INamedTypeSymbol { TypeArguments: [INamedTypeSymbol { IsGenericType: false } task] } list when task.IsTask() && IsCollection(list) =>
            IsNullable(member) ? null : KeptForm.Many,
        _ => null,
    };
}
