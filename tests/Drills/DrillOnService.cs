using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using GracefulAnalyzers.Cli;

namespace GracefulAnalyzers.Drills;

/// <summary>One in-process run of <c>graceful drill</c>, with all its reports.</summary>
internal sealed record DrillOnService(int ExitCode, string Output, string Error, JsonElement Report, XElement? JUnit, string Html)
{
    public static string PathOf(string name) =>
        typeof(DrillOnService).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == name).Value!;

    public static string ServiceScript { get; } = Script("stream-server.mjs");

    /// <summary>The path of a service in Services.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Services", name);

    public static Task<DrillOnService> RunAsync(params string[] arguments) => RunAsync(TimeSpan.FromMinutes(3), arguments);

    public static async Task<DrillOnService> RunAsync(TimeSpan longest, params string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("graceful-drill").FullName;
        try
        {
            (string json, string junit,
                string html) = (Path.Combine(folder, "drill.json"), Path.Combine(folder, "drill.xml"), Path.Combine(folder, "drill.html"));
            using var output = new StringWriter();
            using var error = new StringWriter();
            using var bound = new CancellationTokenSource(longest);
            int exitCode = await CommandLine.RunAsync(
                ["drill", "--json", json, "--junit", junit, "--html", html, .. arguments],
                () => throw new InvalidOperationException("A drill scans nothing."),
                () => throw new InvalidOperationException("A drill mends nothing."),
                () => throw new InvalidOperationException("A drill explains nothing."),
                output,
                error,
                bound.Token);
            return new(
                exitCode,
                output.ToString(),
                error.ToString(),
                File.Exists(json) ? JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement : default,
                File.Exists(junit) ? XElement.Parse(await File.ReadAllTextAsync(junit)) : null,
                File.Exists(html) ? await File.ReadAllTextAsync(html) : "");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public int Count(string outcome) => Report.GetProperty("outcomes").GetProperty(outcome).GetInt32();

    public int Effects(string name) => Report.GetProperty("effects").GetProperty(name).GetInt32();

    /// <summary>Cycles that needed longer than the grace period.</summary>
    public int LateCycles => Report.GetProperty("cycles").EnumerateArray().Count(static cycle => cycle.GetProperty("late").GetBoolean());

    /// <summary>Every stop was in time, with exit code 0.</summary>
    public void AssertCleanStops() => Assert.All(Report.GetProperty("cycles").EnumerateArray(), static cycle =>
    {
        Assert.Equal(0, cycle.GetProperty("exitCode").GetInt32());
        Assert.False(cycle.GetProperty("late").GetBoolean());
    });

    public JsonElement Cycle(int index) => Report.GetProperty("cycles")[index];

    /// <summary>For assertions: what the person would have seen.</summary>
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}
