using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>The tool in a process of its own, sent a signal in the middle of a build.</summary>
internal static class InterruptedTool
{
    // Beside the tests lie the libraries of their own, newer framework; the tool starts from its own folder.
    private static readonly string ToolPath =
        typeof(InterruptedTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static fact => fact.Key == nameof(ToolPath)).Value!;

    /// <summary>A build step that says where it is and then sleeps for ten minutes.</summary>
    public static string WaitingTargets(string condition = "true") => $"""
        <Project>
          <Target Name="Wait" BeforeTargets="CoreCompile" Condition="{condition}"><Exec Command="echo $$ > '$(WaitFile).new' &amp;&amp; mv '$(WaitFile).new' '$(WaitFile)' &amp;&amp; exec sleep 600" /></Target>
        </Project>
        """;

    /// <summary>Runs the tool to its end, with these variables set.</summary>
    public static async Task<ScanOnTree> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using Process tool = Process.Start(StartInfo(environment, arguments))!;
        Task<string> output = tool.StandardOutput.ReadToEndAsync();
        Task<string> error = tool.StandardError.ReadToEndAsync();
        await tool.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(4));
        return new(tool.ExitCode, await output, await error);
    }

    /// <summary>Runs the tool, sends the signal once the build waits, and asserts that no process and no temporary folder is left.</summary>
    public static async Task<ScanOnTree> RunAsync(string signal, params string[] arguments)
    {
        // Apart from the sources: a killed process leaves pipes here, which a look at the sources would wait for.
        using SourceTree outside = new SourceTree().File("tmp/keep", "");
        ScanOnTree run = await RunAsync(signal, outside, arguments);
        Assert.DoesNotContain(Directory.EnumerateDirectories(outside.Path("tmp")),
            folder => Path.GetFileName(folder).StartsWith("graceful-", StringComparison.Ordinal));
        return run;
    }

    /// <summary>The same with its temporary folders beneath <c>tmp</c> of the given tree, whatever is left there.</summary>
    public static async Task<ScanOnTree> RunAsync(string signal, SourceTree outside, params string[] arguments)
    {
        ProcessStartInfo start = StartInfo(new Dictionary<string, string> { ["TMPDIR"] = outside.Path("tmp"), ["WaitFile"] = outside.Path("pid") }, arguments);
        using var arrived = new FileSystemWatcher(outside.Root, "pid");
        var inBuild = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        arrived.Renamed += (_, _) => inBuild.TrySetResult();
        arrived.EnableRaisingEvents = true;

        using Process tool = Process.Start(start)!;
        Task<string> output = tool.StandardOutput.ReadToEndAsync();
        Task<string> error = tool.StandardError.ReadToEndAsync();
        if (await Task.WhenAny(inBuild.Task, tool.WaitForExitAsync(), Task.Delay(TimeSpan.FromMinutes(4))) != inBuild.Task)
        {
            tool.Kill(entireProcessTree: true);
            Assert.Fail($"The build never began: {await output}{await error}");
        }

        using Process inner = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(outside.Path("pid")), CultureInfo.InvariantCulture));
        using (Process kill = Process.Start("kill", [$"-{signal}", tool.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await tool.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        if (signal == "KILL")
        {
            // Nobody is left to end the build; without its step it ends by itself, and closes the pipes.
            inner.Kill();
        }

        await inner.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return new(tool.ExitCode, await output, await error);
    }

    private static ProcessStartInfo StartInfo(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        // A shell's background job ignores SIGINT, and its children inherit that.
        string[] launcher = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(launcher[0], [.. launcher[1..], ToolPath, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
