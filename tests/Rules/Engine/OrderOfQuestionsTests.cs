using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Engine;

/// <summary>
/// What the engine remembers of one question must not show in its answer to the next: circles, and code beyond every bound, one method a file.
/// </summary>
public class OrderOfQuestionsTests
{
    public static TheoryData<string> Names => [.. Shapes.Keys];

    /// <summary>The members of a worker, and the names of those whose settle is reported.</summary>
    private static readonly Dictionary<string, (string[] Members, string Reported)> Shapes = new(StringComparer.Ordinal)
    {
        ["two hundred methods in a row"] = (
            [Execute("M0(stoppingToken)"), .. Each(200, static i => Method($"M{i}", i is 100 or 199, i < 199 ? [$"M{i + 1}(token)"] : []))],
            "M100"),
        ["a ring with one way in"] = (
            [Execute("M3(stoppingToken)"), .. Each(9, static i => Method($"M{i}", true, $"M{(i + 1) % 9}(token)"))],
            "M0 M1 M2 M3 M4 M5 M6 M7 M8"),
        ["a ring with two ways in, one of them harmless"] = (
            [Execute("M3(stoppingToken)", "M6(CancellationToken.None)"), .. Each(9, static i => Method($"M{i}", true, $"M{(i + 1) % 9}(token)"))],
            "M0 M1 M2 M3 M4 M5 M6 M7 M8"),
        ["a ring that nobody enters, and what it calls"] = (
            [Execute("C(stoppingToken)"), Method("A", true, "B(token)"), Method("B", true, "A(token)", "C(token)"), Method("C", true)],
            "C"),
        ["two rings through one method"] = (
            [
                Execute("A(stoppingToken)"), Method("A", true, "B(token)", "D(token)"), Method("B", true, "C(token)"), Method("C", true, "A(token)"),
                Method("D", true, "E(token)"), Method("E", true, "A(token)"),
            ],
            "A B C D E"),
        ["a method that calls itself with a cancelled token"] = (
            [
                Execute("A(stoppingToken)"),
                Method("A", true, "A(channel.IsOpen ? token : new CancellationToken(true))", "B(token)"), Method("B", true, "A(token)"),
            ],
            "A B"),
        ["two ways at each of five crossings"] = (
            [Execute("M0A(stoppingToken)", "M0B(stoppingToken)"), .. Crossings(5)],
            "M0A M0B M1A M1B M2A M2B M3A M3B M4A M4B"),
        ["two ways at each of twelve crossings"] = (
            [Execute("M0A(stoppingToken)", "M0B(stoppingToken)"), .. Crossings(12)],
            "M0A M0B M1A M1B M2A M2B M3A M3B M4A M4B M5A M5B M6A M6B"),
        ["five methods, each of which calls all"] = (
            [Execute("M0(stoppingToken)"), .. Each(5, static i => Method($"M{i}", i == 4, [.. Each(5, static j => $"M{j}(token)")]))],
            ""),
        ["a source that is handed on two hundred and fifty times"] = (
            [Execute("M0(_stop)"), Stop, .. Each(250, static i => OfSource($"M{i}", i is 90 or 249, i < 249 ? $"M{i + 1}(own)" : "Task.CompletedTask"))],
            "M90"),
        ["a source that goes round"] = (
            [Execute("M2(_stop)"), Stop, .. Each(5, static i => OfSource($"M{i}", true, $"M{(i + 1) % 5}(own)"))],
            "M0 M1 M2 M3 M4"),
        ["properties that read each other"] = (
            [
                Execute("A()", "B()"), Stop,
                Member("private CancellationToken P => channel.IsOpen ? Q : _stop.Token;"),
                Member("private CancellationToken Q => channel.IsClosed ? P : CancellationToken.None;"),
                Member("private async Task A() { await channel.BasicAckAsync(1, false, P); }"),
                Member("private async Task B() { await channel.BasicAckAsync(1, false, Q); }"),
            ],
            "A B"),
    };

    private const string Stop = """
        public sealed partial class Worker
        {
            private readonly CancellationTokenSource _stop = new();

            public override async Task StopAsync(CancellationToken cancellationToken)
            {
                await _stop.CancelAsync();
                await base.StopAsync(cancellationToken);
            }
        }
        """;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_order_gives_the_same_answers(string shape)
    {
        var found = await InEveryOrderAsync("GRACE2004", Shapes[shape].Members, "RabbitMq7");
        var reported = found.Select(static f => Regex.Match(f, @"SourceFile\([^[]*?(\w+)\.cs\[").Groups[1].Value);
        Assert.Equal(Shapes[shape].Reported, string.Join(' ', reported.Order(StringComparer.Ordinal)));
    }

    /// <summary>More requests lead to a model call than anybody follows; only the first to be seen keep the answer.</summary>
    [Fact]
    public async Task Requests_beyond_the_bound() => Assert.Single(await InEveryOrderAsync(
        "GRACE1002",
        [
            """
            using Microsoft.Extensions.AI;
            public static class Model
            {
                public static async Task<string> Ask(IChatClient chat) => (await chat.GetResponseAsync("?")).Text;
            }
            """,
            .. Each(24, static i => $$"""
                using Microsoft.Extensions.AI;
                public static class Route{{i}}
                {
                    public static void Map(WebApplication app) => app.MapGet("/{{i}}", async (IChatClient chat) =>
                    {
                        var answer = await Model.Ask(chat);
                        {{(i < 18 ? "File.WriteAllText(\"answer\", answer);" : "")}}
                        return answer;
                    });
                }
                """),
        ],
        "ExtensionsAI"));

    /// <summary>The fix registers its store beside one of two databases: it is the same one, whichever file comes first.</summary>
    [Fact]
    public async Task Two_databases_to_choose_from() => Assert.Single(await InEveryOrderAsync(
        "GRACE2001",
        [
            """
            using MassTransit;
            using Microsoft.Extensions.AI;
            public sealed record Asked(string Question);
            public sealed class Answerer(IChatClient chat) : IConsumer<Asked>
            {
                public async Task Consume(ConsumeContext<Asked> context)
                {
                    var answer = await chat.GetResponseAsync(context.Message.Question);
                    await context.RespondAsync(answer.Text);
                }
            }
            """,
            .. "Orders,Invoices,Customers".Split(',').Select(static name => $$"""
                using Microsoft.EntityFrameworkCore;
                public sealed class {{name}}(DbContextOptions<{{name}}> options) : DbContext(options);
                public static class Use{{name}}
                {
                    public static void Add(IServiceCollection services) => services.AddDbContext<{{name}}>(options => options.UseSqlite("Data Source=it"));
                }
                """),
        ],
        "MassTransit,ExtensionsAI,EFCore"));

    private static async Task<ImmutableArray<string>> InEveryOrderAsync(string id, string[] files, string frameworks)
    {
        // The compiler takes the files as they come; none of these orders is the alphabet's.
        var sources = files.Select(static (text, at) => SourceFile.Parse($"{NameOf(text, at)}.cs", text));
        var project = Projects.Open(new Sample(id, [.. sources], Sample.Words(frameworks)));
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        var alone = Product.Shipped with { Analyzers = [.. Product.Shipped.Reporting.Where(a => a.SupportedDiagnostics.Any(d => d.Id == id))] };
        var expected = await Analysis.SpelledAsync(compilation, alone, project.AnalyzerOptions, concurrent: false);
        foreach (var order in Orders.OthersOf([.. compilation.SyntaxTrees]))
        {
            var other = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(order);
            Report.RequireSame(expected, await Analysis.SpelledAsync(other, alone, project.AnalyzerOptions, concurrent: false), Orders.Named(order));
        }

        var together = await Analysis.SpelledAsync(compilation.Clone(), Product.Shipped, project.AnalyzerOptions);
        Report.RequireSame(expected, together.Where(f => f.StartsWith(id, StringComparison.Ordinal)), "all rules together");
        return expected;
    }

    private static string NameOf(string text, int at) => Regex.Match(text, @"Task (\w+)\(") is { Success: true } method ? method.Groups[1].Value : $"File{at}";

    private static string Execute(params string[] calls) => $$"""
        using RabbitMQ.Client;
        public sealed partial class Worker(IChannel channel) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                {{string.Join('\n', calls.Select(static call => $"await {call};"))}}
            }
        }
        """;

    private static IEnumerable<string> Each(int count, Func<int, string> file) => Enumerable.Range(0, count).Select(file);

    private static string Method(string name, bool settles, params string[] calls) => Member($$"""
        private async Task {{name}}(CancellationToken token)
        {
            {{(settles ? "await channel.BasicAckAsync(1, false, token);" : "")}}
            {{string.Join(' ', calls.Select(static call => $"await {call};"))}}
        }
        """);

    private static string OfSource(string name, bool settles, string call) => Member($$"""
        private async Task {{name}}(CancellationTokenSource source)
        {
            var own = source;
            {{(settles ? "await channel.BasicAckAsync(1, false, own.Token);" : "")}}
            await {{call}};
        }
        """);

    private static IEnumerable<string> Crossings(int count) => Enumerable.Range(0, count).SelectMany(i => "AB".Select(side =>
        Method($"M{i}{side}", true, i < count - 1 ? [$"M{i + 1}A(token)", $"M{i + 1}B(token)"] : [])));

    private static string Member(string code) => $"public sealed partial class Worker {{ {code} }}";
}
