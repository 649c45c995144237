using System.Net.Http.Json;
using System.Reflection;
using GracefulAnalyzers.Drills.Brokers;
using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Drills;

/// <summary>The correct service under a real SIGTERM: what the fixes aim at.</summary>
[Collection(ServiceTests.Name)]
public sealed class QuietServiceDrills
{
    private static readonly string QuietPath = typeof(QuietServiceDrills).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static fact => fact.Key == "QuietPath").Value!;

    [Fact]
    public async Task A_stream_in_flight_finishes_after_SIGTERM_and_the_process_exits_cleanly()
    {
        var folder = Directory.CreateTempSubdirectory("graceful-quiet").FullName;
        try
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            await using var service = await RunningService.StartAsync(QuietPath, Settings(folder), bound.Token);

            using var request = new HttpRequestMessage(HttpMethod.Post,
                new Uri("/v1/chat/", UriKind.Relative)) { Content = JsonContent.Create(new { prompt = "Hello" }) };
            using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(bound.Token));
            var first = await reader.ReadLineAsync(bound.Token);

            await service.SendSigtermAsync(bound.Token);
            var rest = await reader.ReadToEndAsync(bound.Token);

            Assert.True(response.IsSuccessStatusCode);
            Assert.False(string.IsNullOrEmpty(first));
            Assert.Contains("event: done", rest, StringComparison.Ordinal);
            Assert.Equal(0, await service.ExitAsync(bound.Token));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_stream_longer_than_the_grace_ends_in_band()
    {
        var folder = Directory.CreateTempSubdirectory("graceful-quiet").FullName;
        try
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var settings = Settings(folder);
            settings["FakeModel__Delay"] = "00:00:00.500";
            settings["Drain__ShutdownTimeout"] = "00:00:04";
            settings["Drain__ReleaseMargin"] = "00:00:02";
            await using var service = await RunningService.StartAsync(QuietPath, settings, bound.Token);

            using var request = new HttpRequestMessage(HttpMethod.Post,
                new Uri("/v1/chat/", UriKind.Relative)) { Content = JsonContent.Create(new { prompt = "Hello" }) };
            using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(bound.Token));
            _ = await reader.ReadLineAsync(bound.Token);

            await service.SendSigtermAsync(bound.Token);
            var rest = await reader.ReadToEndAsync(bound.Token);

            Assert.Contains("server_restarting", rest, StringComparison.Ordinal);
            Assert.DoesNotContain("event: done", rest, StringComparison.Ordinal);
            Assert.Equal(0, await service.ExitAsync(bound.Token));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, string?> Settings(string folder) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Drain__Delay"] = "00:00:00",
        ["FakeModel__Delay"] = "00:00:00.050",
        ["FakeModel__Words"] = "30",
        ["ConnectionStrings__Chat"] = $"Data Source={Path.Combine(folder, "quiet.db")}",
    };
}
