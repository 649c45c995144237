using System.Net.Http.Json;
using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Format.Tests;

/// <summary>The sample, mended by the real <c>dotnet format</c>: what a stranger's service looks like and does afterwards.</summary>
public sealed class SampleTests(MendedSample sample) : IClassFixture<MendedSample>
{
    private static readonly string GoldenPath = Path.Combine(InjectedCopy.RepositoryRoot, "tests", "Format", "Golden", "ChatService.diff");

    [Fact]
    public async Task Its_diff_equals_the_golden_file()
    {
        var diff = await sample.DiffAsync();
        if (Environment.GetEnvironmentVariable("GRACEFUL_BLESS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(GoldenPath)!);
            await File.WriteAllTextAsync(GoldenPath, diff);
        }

        Assert.Equal(await File.ReadAllTextAsync(GoldenPath), diff);
    }

    [Fact]
    public void Every_comment_survives()
    {
        foreach (var (path, before) in sample.Before)
        {
            var after = Comments(sample.After[path]);
            foreach (var comment in Comments(before))
            {
                Assert.True(after.Remove(comment), $"{path} lost the comment: {comment}");
            }
        }
    }

    [Fact]
    public async Task No_hunk_lies_outside_flagged_members_constructors_registrations_and_scaffolds()
    {
        var findings = await File.ReadAllLinesAsync(Path.Combine(InjectedCopy.RepositoryRoot, "samples", "ChatService.findings.txt"));
        foreach (var (path, line) in ChangedLines.Of(await sample.DiffAsync()))
        {
            Assert.True(
                Territory.Of(sample.Before[path], path, findings).Contains(line),
                $"{path}:{line} was changed, though nothing there is flagged:\n{await sample.DiffAsync()}");
        }
    }

    [Fact]
    public async Task It_compiles_without_warnings_and_has_no_fixable_finding_left()
    {
        var build = await sample.Copy.BuildAsync("-warnaserror");
        Assert.True(build.ExitCode == 0, build.Output);
    }

    [Fact]
    public async Task It_starts_with_validation_on_answers_and_stops()
    {
        var build = await sample.Copy.BuildAsync("-o", Path.Combine(sample.Copy.Folder, "bin", "run"));
        Assert.True(build.ExitCode == 0, build.Output);

        // Development turns ValidateOnBuild and ValidateScopes on.
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Model__WordDelay"] = "00:00:00.005",
            ["Usage__FlushInterval"] = "00:00:00.050",
            ["Database__Path"] = Path.Combine(sample.Copy.Folder, "bin", "run", "chat.db"),
        };
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var service = await RunningService.StartAsync(Path.Combine(sample.Copy.Folder, "bin", "run", "ChatService.dll"), settings, bound.Token);
        var client = service.Client;

        using var chat = await client.PostAsJsonAsync(new Uri("/chat", UriKind.Relative), new { message = "Hello" }, bound.Token);
        var answer = await chat.Content.ReadAsStringAsync(bound.Token);
        var translation = await client.GetStringAsync(new Uri("/translate?text=Hello&language=German", UriKind.Relative), bound.Token);
        var completion = await client.GetStringAsync(new Uri("/complete?text=Hello", UriKind.Relative), bound.Token);
        var conversation = chat.Headers.GetValues("X-Conversation-Id").Single();
        using var message = await client.PostAsJsonAsync(new Uri($"/conversations/{conversation}/messages", UriKind.Relative), new { message = "More" },
            bound.Token);

        Assert.Contains("event: done", answer, StringComparison.Ordinal);
        Assert.Contains("event: word", translation, StringComparison.Ordinal);
        Assert.StartsWith("[", completion, StringComparison.Ordinal);
        Assert.True(message.IsSuccessStatusCode);
        Assert.Contains("data: ", await message.Content.ReadAsStringAsync(bound.Token), StringComparison.Ordinal);

        await service.SendSigtermAsync(bound.Token);
        Assert.Equal(0, await service.ExitAsync(bound.Token));
    }

    private static List<string> Comments(string text) =>
        [.. text.Split('\n').Select(static line => line.Trim()).Where(static line => line.StartsWith("//", StringComparison.Ordinal))];
}
