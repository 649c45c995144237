using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit.Sdk;

namespace GracefulAnalyzers.Tests.HarnessTests;

/// <summary>The harness itself: a right page passes along every route, and each way to be wrong fails with a message that shows it.</summary>
public class PageFormatTests
{
    private const string Text = """
        # GRACE0001: Sleeps

        ## What breaks
        ```csharp
        this is prose and never compiled
        ```

        ## Violation
        ```csharp frameworks=none
        class A
        {
            void M()
            {
                Thread.Sleep(1); Thread.Sleep(2); // GRACE0001 GRACE0001
                Thread.Sleep(-1); // why it stays // GRACE0001
            }
        }
        ```

        ```csharp scaffold=Ignored
        Thread.Sleep(9000); // GRACE0001
        ```

        ```csharp nofix
        Thread.Sleep(-1); // GRACE0001
        ```

        ## Fix
        ```csharp
        class A
        {
            void M()
            {
                Thread.Yield(); Thread.Yield();
                Thread.Sleep(-1); // why it stays // GRACE0001
            }
        }
        ```

        ```csharp scaffold=Pause
        Pause.Briefly();
        ```

        ## Not flagged
        ```csharp case=two file=One.cs
        partial class B { }
        ```

        ```csharp case=two file=Two.cs
        partial class B { IHost? Host { get; set; } }
        ```
        """;

    public static TheoryData<string, Route> Routes
    {
        get
        {
            var data = new TheoryData<string, Route>();
            foreach (var route in Enum.GetValues<Route>())
            {
                data.Add("Custom", route);
                data.Add(WorkspaceKind.MSBuild, route);
            }

            return data;
        }
    }

    private static Page Sample => Page.Parse(SleepAnalyzer.Id, Repository.At("docs", "rules", "GRACE0001.md"), Text);

    [Fact]
    public async Task A_right_page_passes()
    {
        Assert.Equal(["What breaks", "Violation", "Fix", "Not flagged"], Sample.Sections);
        Assert.Equal(3, Sample.Violations.Length);
        Assert.Equal(2, Assert.Single(Sample.NotFlagged).Files.Length);
        foreach (var sample in Sample.Samples.Where(static s => s.Scaffolds.IsEmpty))
        {
            await Verify.ReportsAsync(sample, SleepProduct.Instance);
        }

        await Verify.OffersNothingAsync(Sample.Violations[2], SleepAnalyzer.Id, SleepProduct.Instance);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_right_fix_passes_along_every_route(string kind, Route route)
    {
        foreach (var (before, after) in Sample.FixPairs)
        {
            await Verify.FixesAsync(before, after, SleepAnalyzer.Id, route, kind, SleepProduct.Instance);
        }
    }

    [Fact]
    public async Task A_missing_finding_is_shown_on_its_line()
    {
        var message = await FailureOf(() => Verify.ReportsAsync(Harness.Sample.Of("class A\n{\n    int x; // GRACE0001\n}\n"), SleepProduct.Instance));
        Assert.Contains(">   3 |     int x;\n            ~~~~~~ GRACE0001 expected, not reported", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_finding_is_shown_on_its_span()
    {
        var message = await FailureOf(() => Verify.ReportsAsync(Harness.Sample.Of("Thread.Sleep(1);\n"), SleepProduct.Instance));
        Assert.Contains(">   1 | Thread.Sleep(1);\n        ~~~~~~~~~~~~~~~ GRACE0001 reported, not expected: Sleeps instead", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_count_to_the_character()
    {
        await Verify.ReportsAsync(Harness.Sample.Of("{|GRACE0001:Thread.Sleep(1)|};\n"), SleepProduct.Instance);
        var message = await FailureOf(() => Verify.ReportsAsync(Harness.Sample.Of("{|GRACE0001:Thread.Sleep|}(1);\n"), SleepProduct.Instance));
        Assert.Contains("expected on exactly this span, not reported", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_does_not_compile_fails_with_the_error_in_place()
    {
        var message = await FailureOf(() => Verify.ReportsAsync(Harness.Sample.Of("class A : Missing;\n"), SleepProduct.Instance));
        Assert.Contains("          ~~~~~~~ CS0246 error", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_fix_text_fails_with_a_diff()
    {
        var message = await FailureOf(() => FixAsync("Thread.Sleep(1); // GRACE0001\n", "Thread.Yield(  );\n"));
        Assert.Contains("- Thread.Yield(  );\n+ Thread.Yield();\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fix_that_brings_a_warning_fails()
    {
        const string Before = "class A { void M() { int Thread = 1; {|GRACE0001:global::System.Threading.Thread.Sleep(1)|}; } }\n";
        await Assert.ThrowsAnyAsync<XunitException>(() => FixAsync(Before, Before));
        var message = await FailureOf(() => FixAsync(
            "class A { [Obsolete] static class Pause { public static void Briefly() { } }\n#pragma warning disable CS0612\n"
                + "void M() { Thread.Sleep(1); // GRACE0001\n#pragma warning restore CS0612\nThread.Sleep(9000); // GRACE0001\n} }\n",
            "class A { [Obsolete] static class Pause { public static void Briefly() { } }\n#pragma warning disable CS0612\nvoid M() { Thread.Yield();\n"
                + "#pragma warning restore CS0612\nPause.Briefly();\n} }\n",
            "Pause"));
        Assert.Contains("CS0612 new warning", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unnamed_scaffold_fails()
    {
        await Assert.ThrowsAnyAsync<XunitException>(() => FixAsync("Thread.Sleep(9000); // GRACE0001\n", "Pause.Briefly();\n"));
        var message = await FailureOf(() => Verify.FixesAsync(
            Harness.Sample.Of("Thread.Sleep(9000); // GRACE0001\n"), Harness.Sample.Of("Pause.Briefly();\n"),
            SleepAnalyzer.Id, Route.Project, WorkspaceKind.MSBuild, SleepProduct.Instance));
        Assert.Contains("+ internal static class Pause", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_fails_even_in_code_cut_off_half_way()
    {
        var filler = new string(' ', 100);
        var sample = Harness.Sample.Of($"int crash = 1; Thread.Sleep(crash);{filler}\n#error not reached when cut\n");
        var message = await FailureOf(() => Verify.SurvivesTruncationAsync(sample, SleepProduct.Instance));
        Assert.Contains("asked to", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_nofix_is_named()
    {
        var message = await FailureOf(() => Verify.OffersNothingAsync(Harness.Sample.Of("Thread.Sleep(1);\n"), SleepAnalyzer.Id, SleepProduct.Instance));
        Assert.Contains("line 1 offers \"Yield\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_that_does_not_say_why_it_has_no_fix_is_named()
    {
        var message = await FailureOf(
            () => Verify.OffersNothingAsync(Harness.Sample.Of("Thread.Sleep(millisecondsTimeout: -1);\n"), SleepAnalyzer.Id, SleepProduct.Instance));
        Assert.Contains("has no fix on line 1, and the finding does not say why", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_file_configures()
    {
        var page = Page.Parse(SleepAnalyzer.Id, Repository.At("docs", "rules", "GRACE0001.md"), """
            ## Not flagged
            ```csharp case=configured
            Thread.Sleep(1);
            ```

            ```ini case=configured file=.editorconfig
            [*.cs]
            dotnet_diagnostic.GRACE0001.severity = none
            ```
            """);
        await Verify.ReportsAsync(page.NotFlagged.Single(), SleepProduct.Instance);
    }

    [Fact]
    public async Task A_fix_all_started_from_an_unfixable_finding_reaches_the_other_projects()
    {
        var fixing = new Fixing(SleepProduct.Instance, SleepAnalyzer.Id);
        var solution = Projects.Open("Custom", Harness.Sample.Of("Thread.Sleep(-1);\n"), Harness.Sample.Of("Thread.Sleep(1);\n"));
        var start = Assert.Single(await fixing.FindingsAsync(solution.Projects.First())).Document;

        var mended = await fixing.SolutionAsync(solution, start, key: null);

        var texts = await Task.WhenAll(mended.Projects.Select(static async p => (await p.FilesAsync())["Code.cs"]));
        Assert.Equal(["Thread.Sleep(-1);\n", "Thread.Yield();\n"], texts);
    }

    [Fact]
    public async Task A_fix_for_the_editor_must_leave_msbuild_alone()
    {
        var before = Harness.Sample.Of("Thread.Sleep(1); // GRACE0001\n") with { EditorOnly = true };
        var message = await FailureOf(() => Verify.FixesAsync(
            before, Harness.Sample.Of("Thread.Yield();\n"), SleepAnalyzer.Id, Route.Solution, WorkspaceKind.MSBuild, SleepProduct.Instance));
        Assert.Contains("- Thread.Sleep(1);\n+ Thread.Yield();\n", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("## Violation\n```csharp framework=RabbitMq7\n```\n", "'framework=RabbitMq7' means nothing")]
    [InlineData("## Violation\n```csharp\nclass A;\n", "never closed")]
    public void A_malformed_page_says_where(string text, string expected)
    {
        var error = Assert.Throws<FormatException>(() => Page.Parse("GRACE0001", "p.md", text));
        Assert.Contains("p.md:2", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static Task FixAsync(string before, string after, string scaffold = "") => Verify.FixesAsync(
        Harness.Sample.Of(before), Harness.Sample.Of(after) with { Scaffolds = Harness.Sample.Words(scaffold) },
        SleepAnalyzer.Id, Route.Solution, "Custom", SleepProduct.Instance);

    private static async Task<string> FailureOf(Func<Task> check) => (await Assert.ThrowsAnyAsync<XunitException>(check)).Message;
}
