using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1001;

/// <summary>What still has to happen once the stream has ended, whether its reader is still there or not.</summary>
internal sealed class StreamingAftermath(Func<IInvocationOperation, StreamingScope, bool> responds)
{
    private static readonly string[] Telemetry = ["Microsoft.Extensions.Logging", "System.Diagnostics", "System.Text", "Serilog", "NLog", "OpenTelemetry"];

    // The functions on the way from the handler to the stream, callers before their callees.
    private readonly List<StreamingScope> _scopes = [];

    public void Enter(StreamingScope scope) => _scopes.Add(scope);

    /// <summary>True when something that is neither response nor telemetry follows, in the function itself or where its callers go on.</summary>
    public bool Follows(IOperation ended, StreamingScope scope) => Follows(ended, scope, new(SymbolEqualityComparer.Default));

    /// <summary>The operation and those around it, up to the function that they run in.</summary>
    public static IEnumerable<IOperation> Around(IOperation operation)
    {
        for (IOperation? current = operation; current is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation); current = current.Parent)
        {
            yield return current;
        }
    }

    /// <summary>True when the code after the loop means the same with the loop in a try of its own.</summary>
    public static bool CanBeCut(ILoopOperation loop, ShutdownModel model)
    {
        if (loop.Syntax is not StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } statement || !statement.HoldsWholeDirectives())
        {
            return false;
        }

        var semantics = model.Bodies.ModelOf(statement.SyntaxTree);
        return semantics.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true }
            && semantics.AnalyzeDataFlow(statement) is { Succeeded: true } data
            && !data.AlwaysAssigned.Concat(data.WrittenInside.Except(data.DefinitelyAssignedOnEntry, SymbolEqualityComparer.Default))
                .Intersect(data.ReadOutside, SymbolEqualityComparer.Default).Any();
    }

    private bool Follows(IOperation ended, StreamingScope scope, HashSet<ISymbol> seen)
    {
        var around = Around(ended).ToList();
        if (around.Skip(1).Any(outer => outer is ILoopOperation) || around.Zip(around.Skip(1), IsCaughtBy).Any(caught => caught))
        {
            return false;
        }

        // An effect that takes the call's result comes after it as well.
        if (around.Skip(1).Any(outer => IsEffect(outer, scope, [])) || around.SelectMany(After).Any(next => Acts(next, scope, [])))
        {
            return true;
        }

        var function = ended.EnclosingFunction() ?? scope.Function;
        return seen.Add(function) && _scopes.Any(caller => caller.Operations.OfType<IInvocationOperation>()
            .Any(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.Definition(), function) && Follows(call, caller, seen)));
    }

    private static IEnumerable<IOperation> After(IOperation operation) => operation.Parent switch
    {
        IBlockOperation block => block.Operations.SkipWhile(statement => statement != operation).Skip(1),
        ISwitchCaseOperation section => section.Body.SkipWhile(statement => statement != operation).Skip(1),
        _ => [],
    };

    // Whoever catches the cancellation has thought about what comes then.
    private static bool IsCaughtBy(IOperation inner, IOperation outer) => outer is ITryOperation attempt && attempt.Body == inner
        && attempt.Catches.Any(clause => clause.ExceptionType is null or { Name: nameof(OperationCanceledException) or nameof(TaskCanceledException) }
            || (clause.Filter is null && (clause.ExceptionType.SpecialType == SpecialType.System_Object || clause.ExceptionType.IsNamed("System.Exception"))));

    private bool Acts(IOperation statement, StreamingScope scope, HashSet<ISymbol> seen) =>
        statement is not (ILocalFunctionOperation or IAnonymousFunctionOperation)
        && (IsEffect(statement, scope, seen) || statement.OwnDescendants().Any(operation => IsEffect(operation, scope, seen)));

    private bool IsEffect(IOperation operation, StreamingScope scope, HashSet<ISymbol> seen) => operation switch
    {
        IInvocationOperation call => IsEffect(call, scope, seen),
        IAssignmentOperation { Target: IMemberReferenceOperation target } => IsState(target),
        IIncrementOrDecrementOperation { Target: IMemberReferenceOperation target } => IsState(target),
        _ => false,
    };

    private static bool IsState(IMemberReferenceOperation target) =>
        target.Instance is not IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
        && !AspNetCore.IsFramework(target.Member) && !IsTelemetry(target.Member);

    private bool IsEffect(IInvocationOperation call, StreamingScope scope, HashSet<ISymbol> seen)
    {
        if (responds(call, scope))
        {
            return false;
        }

        if (scope.Model.Catalogue.RoleOf(call.TargetMethod) is { } role)
        {
            return role is Role.Work or Role.Flush or Role.Settle or Role.Drain;
        }

        if (scope.Enter(call) is { } inner)
        {
            return seen.Add(inner.Function) && inner.Body.OwnDescendants().Any(operation => IsEffect(operation, inner, seen));
        }

        return IsForItsOwnSake(call) && !AspNetCore.IsFramework(call.TargetMethod) && !IsTelemetry(call.TargetMethod)
            && !StreamDemand.Reads(call.TargetMethod)
            && call.TargetMethod.Name is not (nameof(IDisposable.Dispose) or "DisposeAsync" or nameof(Task.ConfigureAwait));
    }

    private static bool IsTelemetry(ISymbol member) =>
        member.Name.StartsWith("Log", StringComparison.Ordinal)
        || member.ContainingType.IsNamed("System.Console")
        || Telemetry.Any(space => member.ContainingNamespace?.ToDisplayString().StartsWith(space, StringComparison.Ordinal) == true);

    // Awaited, or a statement of its own.
    private static bool IsForItsOwnSake(IInvocationOperation call)
    {
        IOperation current = call;
        while (current.Parent is IConversionOperation or IConditionalAccessOperation or IInvocationOperation { TargetMethod.Name: nameof(Task.ConfigureAwait) })
        {
            current = current.Parent;
        }

        return current.Parent is IAwaitOperation or IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }
}
