using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Services;

/// <summary>Orchestrators, workflows, grains and actors are left out of all advice on tokens.</summary>
public sealed class ExemptionTests
{
    private const string Call = "await System.IO.File.WriteAllTextAsync(\"state\", \"done\", new CancellationToken(canceled: true));";

    [Theory]
    [InlineData("DurableFunctions", "public static class Orchestrations { public static async Task RunAsync([Microsoft.Azure.Functions.Worker.OrchestrationTrigger] object context) { CALL } }")]
    [InlineData("DurableTask", "public sealed class Orchestrator : Microsoft.DurableTask.TaskOrchestrator<int, int> { public override async Task<int> RunAsync(Microsoft.DurableTask.TaskOrchestrationContext context, int input) { CALL return input; } }")]
    [InlineData("Temporal", "[Temporalio.Workflows.Workflow] public sealed class Flow { [Temporalio.Workflows.WorkflowRun] public async Task RunAsync() { CALL } }")]
    [InlineData("DaprWorkflow", "public sealed class Flow : Dapr.Workflow.Workflow<int, int> { public override async Task<int> RunAsync(Dapr.Workflow.WorkflowContext context, int input) { CALL return input; } }")]
    [InlineData("DaprActors", "public sealed class Lamp : Dapr.Actors.Runtime.Actor { public async Task RunAsync() { CALL } }")]
    [InlineData("Orleans", "public interface ILamp : Orleans.IGrainWithStringKey; public sealed class Lamp : Orleans.Grain, ILamp { public async Task RunAsync() { CALL } }")]
    [InlineData("Akka", "public sealed class Lamp : Akka.Actor.UntypedActor { protected override void OnReceive(object message) { Func<Task> run = async () => { CALL }; run(); } }")]
    public async Task Code_that_must_not_take_tokens_is_left_in_peace(string framework, string code) =>
        await Rule.Silent(code.Replace("CALL", Call, StringComparison.Ordinal), framework);

    [Theory]
    [InlineData("Temporal", "public sealed class Activities { public async Task RunAsync() { CALL } }")]
    [InlineData("Orleans", "public sealed class Client { public async Task RunAsync() { CALL } }")]
    public async Task Code_beside_them_is_not(string framework, string code) =>
        await Rule.Reports(code.Replace("CALL", Call, StringComparison.Ordinal) + " // GRACE3008", framework);

    [Fact]
    public async Task Without_such_a_framework_nothing_is_covered()
    {
        var project = Projects.Open(Sample.Of("public sealed class C { public void M() => System.GC.Collect(); }", ""));
        var model = ShutdownModel.Of((await project.GetCompilationAsync())!);
        var call = (await project.Documents.First().GetSyntaxRootAsync())!.DescendantNodes().OfType<InvocationExpressionSyntax>().First();

        Assert.False(model.Exemptions.Any);
        Assert.False(model.Exemptions.Covers(model.Bodies.OperationAt(call)!));
    }
}
