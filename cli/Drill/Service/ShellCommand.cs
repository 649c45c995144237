using System.Diagnostics.CodeAnalysis;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>Commands of the person's shell, such as <c>kubectl delete pod</c> or <c>systemctl start</c>.</summary>
internal static class ShellCommand
{
    public static IReadOnlyList<string> Line(string command) => OperatingSystem.IsWindows() ? ["cmd", "/c", command] : ["/bin/sh", "-c", command];

    /// <summary>Runs a start command to its end; what it leaves running is the service.</summary>
    /// <exception cref="DrillRefusedException">The command failed.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "A service that the command left behind goes on writing to the pipes that it inherited.")]
    public static async Task RunAsync(string command, OutputTail output, DrillClock clock, CancellationToken cancellation)
    {
        OwnedProcess process = OwnedProcess.Start(Line(command), output, clock);
        try
        {
            ServiceExit exit = await process.Exit.WaitAsync(cancellation);
            if (exit.ExitCode != 0)
            {
                throw Failed(command, exit, output);
            }
        }
        catch
        {
            process.Dispose();
            throw;
        }

        process.Release();
    }

    public static DrillRefusedException Failed(string command, ServiceExit exit, OutputTail output) =>
        new($"The command '{command}' ended with exit code {exit.ExitCode}.", output.Last);
}
