using System.Text.RegularExpressions;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Code;

/// <summary>A user's own type of a well-known simple name is not the well-known type.</summary>
public sealed partial class NamesakeTests
{
    private const string Own = """
        namespace Mine
        {
            public class Task { public class CancellationToken; }
            public class ValueTask;
            public class CancellationToken;
            public class CancellationTokenSource;
            public class TimeSpan;
            public class SemaphoreSlim;
            public class OperationCanceledException : System.Exception;
            public class TaskCanceledException : System.Exception;
        }
        namespace Mine.System.Threading { public class CancellationToken; }
        public class CancellationToken;
        """;

    private static readonly CSharpCompilation Code = CSharpCompilation.Create("Namesakes", [CSharpSyntaxTree.ParseText(Own)],
        Frameworks.For([Frameworks.None]));

    [Theory]
    [InlineData("System.Threading.Tasks.Task", "Mine.Task")]
    [InlineData("System.Threading.Tasks.Task`1", "Mine.ValueTask")]
    [InlineData("System.Threading.CancellationToken", "Mine.CancellationToken")]
    [InlineData("System.Threading.CancellationToken", "Mine.Task+CancellationToken")]
    [InlineData("System.Threading.CancellationToken", "Mine.System.Threading.CancellationToken")]
    [InlineData("System.Threading.CancellationToken", "CancellationToken")]
    [InlineData("System.Threading.CancellationTokenSource", "Mine.CancellationTokenSource")]
    [InlineData("System.TimeSpan", "Mine.TimeSpan")]
    [InlineData("System.Threading.SemaphoreSlim", "Mine.SemaphoreSlim")]
    [InlineData("System.OperationCanceledException", "Mine.OperationCanceledException")]
    [InlineData("System.Threading.Tasks.TaskCanceledException", "Mine.TaskCanceledException")]
    public void Only_the_real_type_counts(string real, string own)
    {
        var (known, other) = (Code.GetTypeByMetadataName(real)!, Code.GetTypeByMetadataName(own)!);

        Assert.True(known.IsNamed(real.Split('`')[0]));
        Assert.False(other.IsNamed(real.Split('`')[0]));
        Assert.Single(Answers(known), static answer => answer);
        Assert.DoesNotContain(true, Answers(other));
    }

    [Fact]
    public void A_name_that_only_ends_alike_is_another_one()
    {
        var token = Code.GetTypeByMetadataName("System.Threading.CancellationToken")!;

        Assert.False(token.IsNamed("Token"));
        Assert.False(token.IsNamed("Threading.CancellationToken"));
        Assert.False(token.IsNamed("My.System.Threading.CancellationToken"));
        Assert.False(((ITypeSymbol?)null).IsNamed("System.Threading.CancellationToken"));
        Assert.False(Code.CreateArrayTypeSymbol(token).IsNamed("System.Threading.CancellationToken"));
    }

    /// <summary>The scaffold's own types may be moved to any namespace; they are told by name and shape.</summary>
    [Fact]
    public void No_type_is_told_by_its_simple_name_alone()
    {
        var lines = Directory.EnumerateFiles(Repository.At("analyzers"), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("Catalogue", StringComparison.Ordinal) && !path.Contains("Guards", StringComparison.Ordinal))
            .SelectMany(static path => File.ReadLines(path)
                .Where(static line => ByName().IsMatch(line) && !line.Contains("IdempotencyKey", StringComparison.Ordinal))
                .Select(line => $"{Path.GetFileName(path)}: {line.Trim()}"));

        Assert.Empty(lines);
    }

    // A wait in a hosted service that awaits a type of the user's own: what looks like a task, a token and a delay is none.
    [Fact]
    public async Task A_wait_on_namesakes_is_no_wait() => await Rule.Silent("""
        namespace Mine
        {
            public class Task
            {
                public static System.Threading.Tasks.Task Delay(int time, CancellationToken token) => System.Threading.Tasks.Task.CompletedTask;
            }

            public struct CancellationToken;

            public sealed class Sync : BackgroundService
            {
                protected override async System.Threading.Tasks.Task ExecuteAsync(System.Threading.CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        await Task.Delay(60_000, default);
                    }
                }
            }
        }
        """);

    private static bool[] Answers(ITypeSymbol type) =>
        [Fates.IsTask(type), type.IsCancellationToken(), type.IsCancellationTokenSource(), type.IsTimeSpan(), type.IsSemaphore(), type.IsCancellation()];

    [GeneratedRegex(@"(\bType|ContainingType|ExceptionType|AttributeClass)\??\.Name *(: *(\(?""|nameof|not)|(==|is) )|TypeSymbol \{[^}]*\bName: ")]
    private static partial Regex ByName();
}
