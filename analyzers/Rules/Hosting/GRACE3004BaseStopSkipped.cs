using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting;

/// <summary>A StopAsync override that never reaches the base: nobody cancels the service's token, nobody waits for its work.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE3004BaseStopSkipped() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE3004",
        name: "BaseStopSkipped",
        title: "An override of StopAsync does not reach base.StopAsync",
        message: "{0} overrides StopAsync and never calls base.StopAsync: its stopping token does not fire and its work is not awaited, "
            + "so it is cut when the process ends",
        category: Family.Hosting,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override bool Applies(ShutdownModel model) => model.Types.Has(GenericHost.BackgroundService);

    private protected override void Register(RuleRegistration on) => on.OnMethod(Look);

    private static void Look(IMethodSymbol stop, RuleContext context)
    {
        if (stop is { IsOverride: true, IsAbstract: false, Name: "StopAsync", OverriddenMethod: { IsAbstract: false } overridden }
            && context.Model.Get<HostedServices>().Of(stop.ContainingType) is { IsBackgroundService: true } service
            && StopsWork(overridden, context.Model)
            && RunsUntilStopped(service, context.Model)
            && context.Model.Bodies.Of(stop) is { } body
            && !Reaches(stop, context.Model))
        {
            context.Report(new Finding(stop.Locations[0], stop.ContainingType.Name));
        }
    }

    // A base in source counts only when it has something to skip; of one in another assembly no more is known than that it stops.
    private static bool StopsWork(IMethodSymbol overridden, ShutdownModel model) =>
        !model.Bodies.Declares(overridden) || model.Bodies.Inside(overridden).Any(operation => operation is IInvocationOperation);

    // A service that merely starts a processor, or one after the other, has nothing that the base could cancel or await.
    private static bool RunsUntilStopped(HostedService service, ShutdownModel model) => service.Execute is null
        ? !model.Get<HostedServices>().IsLeftToUnseen(service, "ExecuteAsync")
        : model.Get<CallGraph>().Within(service.Execute).Any(operation =>
            operation is IWhileLoopOperation or IForEachLoopOperation { IsAsynchronous: true }
            || (operation is ILoopOperation loop && WorkBodies.IsUnconditional(loop))
            || (operation is IInvocationOperation call
                && (model.Catalogue.RoleOf(call.TargetMethod) == Role.Wait || call.TargetMethod.Name.StartsWith("Run", StringComparison.Ordinal))));

    private static bool Reaches(IMethodSymbol stop, ShutdownModel model) =>
        model.Get<CallGraph>().Within(stop).Any(operation =>
            operation is IInvocationOperation { Instance.Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax, TargetMethod.Name: "StopAsync" }
            || operation is IMethodReferenceOperation { Instance.Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax, Method.Name: "StopAsync" }
            || operation is IPropertyReferenceOperation { Property.Name: "ExecuteTask" }
            || (operation is IInvocationOperation { Instance: IInstanceReferenceOperation, TargetMethod.ContainingType: var owner }
                && model.Get<HostedServices>().IsUnseen(owner))
            || operation is IInvocationOperation { TargetMethod.Name: "Wait" or "WaitOne" or "Join", Instance: IFieldReferenceOperation }
            || (operation is IAwaitOperation { Operation: var awaited } && awaited.DescendantsAndSelf().Any(IsOwnTask))
            || (operation is IReturnOperation { ReturnedValue: { } returned } && returned.DescendantsAndSelf().Any(IsOwnTask)));

    // A task that the type keeps itself: what the override waits for instead of the base.
    private static bool IsOwnTask(IOperation operation) =>
        operation is IFieldReferenceOperation { Field: { IsStatic: false, DeclaredAccessibility: Accessibility.Private },
            Instance: IInstanceReferenceOperation } field
        && (Fates.IsTask(field.Type) || field.Type.IsNamed("System.Threading.Tasks.TaskCompletionSource"));
}
