using System.Diagnostics.CodeAnalysis;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>Commands of the person's shell, such as <c>kubectl delete pod</c> or <c>systemctl start</c>.</summary>
internal static class ShellCommand
{
    public static IReadOnlyList<string> Line(string command) => OperatingSystem.IsWindows() ? ["cmd", "/c", command] : ["/bin/sh", "-c", command];

    /// <summary>Runs a start command to its end; what it leaves running is the service, and goes on writing to the command's pipes until the result is
    /// disposed.</summary>
    /// <exception cref="DrillRefusedException">The command failed.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller disposes it.")]
    public static async Task<OwnedProcess> RunAsync(string command, OutputTail output, DrillClock clock, CancellationToken cancellation)
    {
        OwnedProcess process = OwnedProcess.Start(Line(command), output, clock);
        try
        {
            ServiceExit exit = await process.Exit.WaitAsync(cancellation);
            if (exit.ExitCode != 0)
            {
                await process.OutputAsync();
                throw Failed(command, exit, output);
            }
        }
        catch
        {
            process.Dispose();
            throw;
        }

        process.Release();
        return process;
    }

    public static DrillRefusedException Failed(string command, ServiceExit exit, OutputTail output) =>
        new($"The command '{command}' ended with exit code {exit.ExitCode}.", output.Last);
}
