using System.Diagnostics;
using System.Globalization;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Service;

namespace GracefulAnalyzers.Drills;

/// <summary>What becomes of a service's processes and of their output.</summary>
public sealed class ServiceProcessTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-process").FullName;
    private readonly DrillClock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LinuxFact]
    public async Task A_child_with_a_process_group_of_its_own_ends_with_the_service_that_left_it()
    {
        using var output = new OutputTail(null);
        using (OwnedProcess service = OwnedProcess.Start(["bash", "-c", "set -m; sleep 600 > /dev/null 2>&1 & echo $!"], output, _clock))
        {
            await service.Exit.WaitAsync(Bound);
            await service.OutputEnd.WaitAsync(Bound);
        }

        await AssertGoneAsync(output);
    }

    [LinuxFact]
    public async Task A_child_with_a_session_of_its_own_ends_with_the_running_service()
    {
        using var output = new OutputTail(null);
        using (OwnedProcess service = OwnedProcess.Start(["sh", "-c", "setsid sh -c 'echo $$; exec sleep 600 > /dev/null 2>&1' > \"$0\" & while ! [ -s "
            + "\"$0\" ]; do sleep 0.05; done; cat \"$0\"; exec sleep 600 > /dev/null 2>&1", Path.Combine(_folder, "pid")], output, _clock))
        {
            await service.OutputEnd.WaitAsync(Bound);
        }

        await AssertGoneAsync(output);
    }

    [LinuxFact]
    public async Task A_process_that_nobody_reaps_is_gone()
    {
        // The child is still a shell when its id is known; that it says so itself shows that it is the program.
        using Process parent = Process.Start(new ProcessStartInfo("sh",
            ["-c", "echo up > \"$0\"; tail -f \"$0\" & echo $!; exec sleep 600", Path.Combine(_folder, "up")]) { RedirectStandardOutput = true })!;
        try
        {
            string?[] lines = [await parent.StandardOutput.ReadLineAsync().WaitAsync(Bound), await parent.StandardOutput.ReadLineAsync().WaitAsync(Bound)];
            Assert.Contains("up", lines);
            int child = int.Parse(lines.Single(line => line != "up")!, CultureInfo.InvariantCulture);
            Assert.Equal("tail", ListeningProcess.NameOf(child));
            Task<TimeSpan> end = ProcessEnd.OfAsync(child, _clock);
            Assert.False(end.IsCompleted);

            UnixSignal.Send(child, StopSignal.Sigkill);

            await end.WaitAsync(Bound);
            Assert.Equal("", ListeningProcess.NameOf(child));
            Assert.True(UnixSignal.Send(child, StopSignal.Sigterm), "The process table still has it: that is what the test is about.");
        }
        finally
        {
            parent.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void Output_that_comes_after_the_drill_is_kept_without_a_file()
    {
        string file = Path.Combine(_folder, "service.log");
        var output = new OutputTail(file);
        output.Add("first");
        output.Dispose();
        output.Add("second");

        Assert.Equal(["first", "second"], output.Last);
        Assert.Equal(["first"], File.ReadAllLines(file));
    }

    [LinuxFact]
    public void A_full_disk_ends_the_service_log_and_not_the_drill()
    {
        using var output = new OutputTail("/dev/full");
        output.Add("first");
        output.Add("second");

        Assert.Equal("first", output.Last[0]);
        Assert.Contains("written no further", output.Last[1], StringComparison.Ordinal);
        Assert.Equal("second", output.Last[2]);
    }

    private async Task AssertGoneAsync(OutputTail output) =>
        await ProcessEnd.OfAsync(int.Parse(Assert.Single(output.Last), CultureInfo.InvariantCulture), _clock).WaitAsync(Bound);
}

/// <summary>A test of what only Linux offers: sessions in <c>/proc</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Linux only.";
}
