using System.Globalization;
using System.Reflection;
using System.Text.Json;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Cli.Drill.Reports.Html;
using GracefulAnalyzers.Tests.Servers;

namespace GracefulAnalyzers.Drills.Browser;

/// <summary>The HTML report as a person sees it. Not beside the drills of real services: the browser would take their cores.</summary>
[Collection("Services")]
public sealed class HtmlReportTests : IDisposable
{
    private static readonly string Screenshots = Path.Combine(
        typeof(HtmlReportTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static fact => fact.Key == "ArtifactsFolder").Value!,
        "screenshots");

    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-report").FullName;
    private readonly CancellationTokenSource _bound = new(TimeSpan.FromMinutes(2));

    public void Dispose()
    {
        _bound.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [BrowserTheory]
    [InlineData(1280, 800, false)]
    [InlineData(1280, 800, true)]
    [InlineData(390, 844, false)]
    [InlineData(390, 844, true)]
    public async Task A_failed_drill_shows_every_request(int width, int height, bool dark)
    {
        DrillReport report = DrillSamples.Failed();
        await using Chromium browser = await Chromium.StartAsync(_bound.Token);
        BrowserPage page = await ShowAsync(browser, DrillHtml.Write(report), "failed", new(width, height, dark));

        JsonElement drawn = await page.EvaluateAsync(
            """
            [...document.querySelectorAll('svg.timeline')].map(svg => ({
              held: svg.querySelectorAll('[data-group=held] .bar:not(.undisturbed)').length,
              newcomers: svg.querySelectorAll('[data-group=newcomers] .bar').length,
              refused: [...svg.querySelectorAll('[data-group=refused] title')].reduce((sum, title) => sum + parseInt(title.textContent), 0),
              outcomes: [...new Set([...svg.querySelectorAll('[data-group=held] .bar')].map(bar => bar.classList[1]))].sort(),
              marks: [...svg.querySelectorAll('.mark')].map(mark => mark.classList[1]),
              readiness: svg.querySelectorAll('.readiness').length,
              name: svg.getAttribute('aria-label'),
              untitled: svg.querySelectorAll('.bar:not(:has(title))').length }))
            """,
            _bound.Token);

        Assert.Equal(report.Cycles.Count, drawn.GetArrayLength());
        foreach ((CycleReport cycle, JsonElement svg) in report.Cycles.Zip(drawn.EnumerateArray()))
        {
            RequestRecord[] newcomers = [.. report.Requests.Where(request => request.Started >= cycle.SignalledAt && request.Started <= cycle.ExitedAt)];
            Assert.Equal(report.Requests.Count(request => request.InFlightAt(cycle.SignalledAt)), svg.GetProperty("held").GetInt32());
            Assert.Equal(newcomers.Count(request => request.Outcome != Outcome.Refused), svg.GetProperty("newcomers").GetInt32());
            Assert.Equal(newcomers.Count(request => request.Outcome == Outcome.Refused), svg.GetProperty("refused").GetInt32());
            Assert.Equal(["exit", "signal"], svg.GetProperty("marks").EnumerateArray().Select(mark => mark.GetString()!).Order());
            Assert.True(svg.GetProperty("readiness").GetInt32() >= 3, svg.ToString());
            Assert.Contains("requests in flight", svg.GetProperty("name").GetString(), StringComparison.Ordinal);
            Assert.Equal(0, svg.GetProperty("untitled").GetInt32());
        }

        Assert.Equal(["completed", "endedInBand", "hung", "reset", "serverError", "truncated"],
            drawn[0].GetProperty("outcomes").EnumerateArray().Select(outcome => outcome.GetString()!));
        JsonElement losses = await page.EvaluateAsync("document.querySelectorAll('.losses tbody tr').length", _bound.Token);
        Assert.Equal(Math.Min(100, report.Requests.Count(request => OutcomeText.IsBad(request.Outcome))), losses.GetInt32());
    }

    [BrowserTheory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task A_passed_drill_shows_its_verdict_and_the_suggested_times(int width, int height)
    {
        DrillReport report = DrillSamples.Passed();
        await using Chromium browser = await Chromium.StartAsync(_bound.Token);
        BrowserPage page = await ShowAsync(browser, DrillHtml.Write(report), "passed", new(width, height, Dark: false));

        string text = (await page.EvaluateAsync("document.body.innerText", _bound.Token)).GetString()!;
        Assert.Contains("Passed", text, StringComparison.Ordinal);
        Assert.Contains("nothing lost", text, StringComparison.Ordinal);
        Assert.Contains("terminationGracePeriodSeconds", text, StringComparison.Ordinal);
        Assert.Contains(report.Suggestion!.TerminationGracePeriod.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        Assert.Contains("Not measured: lost, doubled", text, StringComparison.Ordinal);
        Assert.DoesNotContain("What clients lost", text, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task A_real_drill_can_be_looked_at(int width, int height)
    {
        string port = LoopbackPort.Free();
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", $"http://127.0.0.1:{port}/ready", "--url", $"http://127.0.0.1:{port}/stream", "--warm-up", "1s", "--concurrency", "12", "--",
            "node", DrillOnService.ServiceScript, port, "truncate");
        Assert.True(drill.ExitCode == 1, drill.ToString());
        await using Chromium browser = await Chromium.StartAsync(_bound.Token);
        BrowserPage page = await ShowAsync(browser, drill.Html, "real", new(width, height, Dark: false));

        JsonElement bars = await page.EvaluateAsync("document.querySelectorAll('[data-group=held] .bar:not(.undisturbed)').length", _bound.Token);
        Assert.Equal(drill.Report.GetProperty("requests").EnumerateArray().Count(request => request.GetProperty("phase").GetString() == "inFlight"),
            bars.GetInt32());
    }

    [Fact]
    public void A_service_that_is_late_shows_its_deadline_and_the_kill()
    {
        DrillReport report = DrillSamples.Passed();
        CycleReport cycle = report.Cycles[0] with { ExitedAt = report.Cycles[0].Deadline + TimeSpan.FromMilliseconds(9), Late = true, ExitCode = 137 };

        string html = DrillHtml.Write(report with { Cycles = [cycle] });

        Assert.Contains("Failed: 1 late", html, StringComparison.Ordinal);
        Assert.Contains("class=\"mark deadline\"", html, StringComparison.Ordinal);
        Assert.Contains(">SIGKILL</text>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_cycles_the_ones_that_went_well_start_folded()
    {
        DrillReport report = DrillSamples.Passed();
        CycleReport[] cycles = [.. Enumerable.Range(1, 5).Select(number => report.Cycles[0] with { Number = number, ExitCode = number == 4 ? 134 : 0 })];

        string html = DrillHtml.Write(report with { Cycles = cycles });

        Assert.Equal([true, false, false, true, false],
            html.Split("<details class=\"cycle\"").Skip(1).Select(rest => rest.StartsWith(" open>", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_that_a_service_sends_is_markup()
    {
        string html = DrillHtml.Write(DrillSamples.Failed());

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</style><b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain(html, character => character is '\0' or '\u202E' || char.IsSurrogate(character));
        Assert.Contains("{{style}}", html, StringComparison.Ordinal);
    }

    // What holds for every report, at every size.
    private async Task<BrowserPage> ShowAsync(Chromium browser, string html, string name, Viewport viewport)
    {
        string file = Path.Combine(_folder, name + ".html");
        await File.WriteAllTextAsync(file, html, _bound.Token);
        var address = new Uri(file);
        BrowserPage page = await browser.OpenAsync(address, viewport, _bound.Token);
        byte[] png = await page.ScreenshotAsync(_bound.Token);
        Directory.CreateDirectory(Screenshots);
        string picture = string.Create(CultureInfo.InvariantCulture, $"{name}-{viewport.Width}x{viewport.Height}{(viewport.Dark ? "-dark" : "")}");
        await File.WriteAllBytesAsync(Path.Combine(Screenshots, picture + ".png"), png, _bound.Token);
        await File.WriteAllTextAsync(Path.Combine(Screenshots, name + ".html"), html, _bound.Token);

        Assert.Empty(page.Complaints);
        Assert.Equal([address.AbsoluteUri], page.Requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal)));
        Assert.EndsWith("graceful drill", (await page.EvaluateAsync("document.title", _bound.Token)).GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await page.EvaluateAsync("document.querySelectorAll('script, main img').length", _bound.Token)).GetInt32());
        Assert.Equal(viewport.Width, (await page.EvaluateAsync("document.documentElement.scrollWidth", _bound.Token)).GetInt32());
        Assert.Equal(0, (await page.EvaluateAsync(
            "[...document.querySelectorAll('body *')].filter(e => !e.closest('svg') && e.getBoundingClientRect().right > innerWidth + 1).length",
            _bound.Token)).GetInt32());

        // The colours of the bars really are where the bars are, in the window that the person sees first.
        JsonElement bars = await page.EvaluateAsync(
            """
            [...document.querySelectorAll('[data-group=held] .bar:not(.undisturbed)')].map(bar => {
              const box = bar.getBoundingClientRect();
              return { x: box.x + box.width / 2, y: box.y + box.height / 2, tall: box.height, fill: getComputedStyle(bar).fill.match(/\d+/g).map(Number) };
            }).filter(bar => bar.tall >= 2 && bar.y > 0 && bar.y < innerHeight - 2)
            """,
            _bound.Token);
        Screenshot shot = Screenshot.Read(png);
        Assert.Equal((viewport.Width, viewport.Height), (shot.Width, shot.Height));
        Assert.True(bars.GetArrayLength() > 0, "No bar of the timeline is in the first window.");
        int seen = bars.EnumerateArray().Count(bar => Shows(shot, bar));
        Assert.True(seen >= bars.GetArrayLength() / 2, $"{seen} of {bars.GetArrayLength()} bars have their colour on the screen.");
        return page;
    }

    private static bool Shows(Screenshot shot, JsonElement bar)
    {
        int[] fill = [.. bar.GetProperty("fill").EnumerateArray().Select(channel => channel.GetInt32())];
        int colour = (fill[0] << 16) | (fill[1] << 8) | fill[2];
        (int x, int y) = ((int)bar.GetProperty("x").GetDouble(), (int)bar.GetProperty("y").GetDouble());
        return Enumerable.Range(-1, 3).Any(offset => y + offset >= 0 && y + offset < shot.Height && shot[x, y + offset] == colour);
    }
}
