using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Tokens;

/// <summary>The classification as a table: every row as written, and with its code in a lambda, a local function and a private method.</summary>
public sealed class SignalFlowTests
{
    private const string Prelude = """
        using System.Runtime.CompilerServices;
        using Microsoft.AspNetCore.Mvc;

        public static class Probe { public static Task Of(CancellationToken? token = null) => Task.CompletedTask; }

        """;

    private static readonly ImmutableArray<SignalRow> Rows = SignalRows.All;

    private static readonly Lazy<(CSharpCompilation Compilation, ImmutableDictionary<string, ArgumentSyntax> Probes)> Asked = new(Compile);

    public static TheoryData<string, Moved> Cases
    {
        get
        {
            var cases = new TheoryData<string, Moved>();
            foreach (var row in Rows)
            {
                foreach (var moved in Enum.GetValues<Moved>())
                {
                    cases.Add(row.Name, moved);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_token_carries(string name, Moved moved)
    {
        var index = Rows.Select(static row => row.Name).ToList().IndexOf(name);
        var (compilation, probes) = Asked.Value;
        var model = Composition.ModelOf(compilation);

        var argument = probes[TypeName(index, moved)];

        Assert.Equal(Rows[index].Expected, model.Get<SignalFlow>().Of(model.Bodies.OperationAt(argument)!));
    }

    [Fact]
    public void The_table_is_large_and_covers_every_signal()
    {
        Assert.True(Rows.Length >= 120, $"{Rows.Length} rows.");
        Assert.Equal(Rows.Length, Rows.Select(static row => row.Name).Distinct().Count());
        Assert.All(
            Enum.GetValues<Signal>().Where(static signal => signal is not (Signal.Nothing or Signal.Stop)),
            static signal => Assert.Contains(Rows, row => row.Expected.HasFlag(signal)));
    }

    [Fact]
    public void The_code_of_every_row_compiles() =>
        Assert.Empty(Asked.Value.Compilation.GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error));

    private static string TypeName(int index, Moved moved) => $"Row{index}{moved}";

    private static (CSharpCompilation Compilation, ImmutableDictionary<string, ArgumentSyntax> Probes) Compile()
    {
        string[] frameworks = [.. Rows.SelectMany(static row => row.Frameworks.Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct()];
        var source = Prelude
            + string.Concat(Rows.SelectMany(static (row, index) => Enum.GetValues<Moved>().Select(moved => row.Source(TypeName(index, moved), moved))));
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(source), CSharpSyntaxTree.ParseText(Frameworks.GlobalUsings(frameworks))];
        var compilation = CSharpCompilation.Create(
            "Signals", trees, Frameworks.For(frameworks),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var probes = trees[0].GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(static call => call.Expression.ToString() == "Probe.Of" && call.ArgumentList.Arguments.Count == 1)
            .ToImmutableDictionary(static call => call.Ancestors().OfType<ClassDeclarationSyntax>().Last().Identifier.ValueText,
                static call => call.ArgumentList.Arguments[0]);
        return (compilation, probes);
    }
}
