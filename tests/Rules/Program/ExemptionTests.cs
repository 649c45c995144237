using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Program;

/// <summary>Orchestrators, workflows, grains and actors are left out of all advice on tokens.</summary>
public sealed class ExemptionTests
{
    private const string Call = "await System.IO.File.WriteAllTextAsync(\"state\", \"done\", new CancellationToken(canceled: true));";

    [Theory]
    [InlineData("DurableFunctions", "public static class Orchestrations { public static async Task "
        + "RunAsync([Microsoft.Azure.Functions.Worker.OrchestrationTrigger] object context) { CALL } }")]
    [InlineData("DurableFunctionsInProcess", "public static class Orchestrations { public static async Task "
        + "RunAsync([Microsoft.Azure.WebJobs.Extensions.DurableTask.OrchestrationTrigger] object context) { CALL } }")]
    [InlineData("DurableTask", "public sealed class Orchestrator : Microsoft.DurableTask.TaskOrchestrator<int, int> { public override async Task<int> "
        + "RunAsync(Microsoft.DurableTask.TaskOrchestrationContext context, int input) { CALL return input; } }")]
    [InlineData("Temporal",
        "[Temporalio.Workflows.Workflow] public sealed class Flow { [Temporalio.Workflows.WorkflowRun] public async Task RunAsync() { CALL } }")]
    [InlineData("DaprWorkflow", "public sealed class Flow : Dapr.Workflow.Workflow<int, int> { public override async Task<int> "
        + "RunAsync(Dapr.Workflow.WorkflowContext context, int input) { CALL return input; } }")]
    [InlineData("DaprActors",
        "public sealed class Lamp(Dapr.Actors.Runtime.ActorHost host) : Dapr.Actors.Runtime.Actor(host) { public async Task RunAsync() { CALL } }")]
    [InlineData("Orleans",
        "public interface ILamp : Orleans.IGrainWithStringKey; public sealed class Lamp : Orleans.Grain, ILamp { public async Task RunAsync() { CALL } }")]
    [InlineData("Akka", "public sealed class Lamp : Akka.Actor.UntypedActor { protected override void OnReceive(object message) "
        + "{ Func<Task> run = async () => { CALL }; run(); } }")]
    public async Task Code_that_must_not_take_tokens_is_left_in_peace(string framework, string code) =>
        await Rule.Silent(code.Replace("CALL", Call, StringComparison.Ordinal), framework);

    [Theory]
    [InlineData("Temporal", "public sealed class Activities { public async Task RunAsync() { CALL } }")]
    [InlineData("Orleans", "public sealed class Client { public async Task RunAsync() { CALL } }")]
    public async Task Code_beside_them_is_not(string framework, string code) =>
        await Rule.Reports(code.Replace("CALL", Call, StringComparison.Ordinal) + " // GRACE3008", framework);

    public static TheoryData<string> Violations => Fences.Named(static page => page.Violations);

    /// <summary>Every violation of every page, which is reported as it stands, when all its types are workflows.</summary>
    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Within_a_workflow_only_rules_that_hold_there_report(string fence)
    {
        var (_, sample) = Fences.Find(fence);
        HashSet<string> marked = new(StringComparer.Ordinal);
        var within = sample with { Files = [.. sample.Files.Select(file => AsWorkflows(file, marked))], Frameworks = [.. sample.Frameworks, "Temporal"] };

        await Verify.ReportsAsync(within, Product.Shipped);
    }

    [Fact]
    public void Only_advice_that_is_not_about_tokens_or_waiting_holds_there() =>
        Assert.Equal(["GRACE2001"], AllRules.Ids.Where(Holds).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_grain_that_a_request_reaches_is_left_in_peace() => await Rule.Reports("""
        using Microsoft.Extensions.AI;

        public interface IChatGrain : Orleans.IGrainWithStringKey { Task<string> AskAsync(string question); }

        public sealed class ChatGrain(IChatClient chat) : Orleans.Grain, IChatGrain
        {
            public async Task<string> AskAsync(string question) => (await chat.GetResponseAsync(question)).Text;
        }

        public sealed class Chat(IChatClient chat)
        {
            public async Task<string> AskAsync(string question) => (await chat.GetResponseAsync(question)).Text; // GRACE1002
        }

        public static class Routes
        {
            public static void Map(WebApplication app)
            {
                app.MapPost("/grain", (string question, ChatGrain grain) => grain.AskAsync(question));
                app.MapPost("/plain", (string question, Chat chat) => chat.AskAsync(question));
            }
        }
        """, "ExtensionsAI,Orleans");

    [Fact]
    public async Task Without_such_a_framework_nothing_is_covered()
    {
        var project = Projects.Open(Sample.Of("public sealed class C { public void M() => System.GC.Collect(); }", ""));
        var model = Composition.ModelOf((await project.GetCompilationAsync())!);
        var call = (await project.Documents.First().GetSyntaxRootAsync())!.DescendantNodes().OfType<InvocationExpressionSyntax>().First();

        Assert.False(model.Get<Exemptions>().Any);
        Assert.False(model.Get<Exemptions>().Covers(model.Bodies.OperationAt(call)!));
    }

    private static bool Holds(string id) => AllRules.Create(id).SpeaksInTokenFreeCode;

    // The attribute goes in front of each type's first line, so that marks keep their lines; a partial type takes it once.
    private static SourceFile AsWorkflows(SourceFile file, HashSet<string> marked)
    {
        if (file.IsConfiguration)
        {
            return file;
        }

        const string Attribute = "[global::Temporalio.Workflows.Workflow] ";
        var root = CSharpSyntaxTree.ParseText(file.Text).GetCompilationUnitRoot();
        var text = root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(static type => !type.IsKind(SyntaxKind.InterfaceDeclaration))
            .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword) || marked.Add(type.Identifier.ValueText))
            .Select(static type => type.GetFirstToken().SpanStart).OrderDescending()
            .Aggregate(file.Text, static (code, start) => code.Insert(start, Attribute));
        // The type of top-level statements is declared in full by its attributes alone.
        text += root.Members.Any(static member => member is GlobalStatementSyntax) ? Attribute + "partial class Program;" : "";
        return new SourceFile(file.Name, text, [.. file.Marks.Where(static mark => Holds(mark.Id)).Select(static mark => mark with { Span = null })]);
    }
}
