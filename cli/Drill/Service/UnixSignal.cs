using System.Runtime.InteropServices;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>Sends signals without the delay of starting <c>kill</c>.</summary>
internal static partial class UnixSignal
{
    private const int NoSuchProcess = 3;

    public static int NumberOf(StopSignal signal) => signal switch
    {
        StopSignal.Sigint => 2,
        StopSignal.Sigkill => 9,
        _ => 15,
    };

    /// <summary>False when there is no such process.</summary>
    /// <exception cref="DrillRefusedException">The process belongs to somebody else, or the platform has no signals.</exception>
    public static bool Send(int process, StopSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new DrillRefusedException($"{StopSignals.NameOf(signal)} cannot be sent to a process on Windows; use --stop-command.");
        }

        return Kill(process, NumberOf(signal)) == 0 || Marshal.GetLastPInvokeError() switch
        {
            NoSuchProcess => false,
            var error => throw new DrillRefusedException(
                $"{StopSignals.NameOf(signal)} could not be sent to process {process}: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    /// <summary>Kills what is left of a session, if anything is: process groups are no bound, <c>timeout</c> and a shell with job control make their
    /// own.</summary>
    public static void KillSession(int session)
    {
        // All that macOS can tell; elsewhere the quickest for most of it.
        _ = Kill(-session, NumberOf(StopSignal.Sigkill));
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // Again until nobody is new: a process may fork while the others are being looked up.
        HashSet<int> killed = [];
        for (bool found = true; found;)
        {
            found = false;
            foreach (ProcessStat process in ProcessStat.InSession(session).Where(process => killed.Add(process.Id)).ToList())
            {
                found = true;
                _ = Kill(process.Id, NumberOf(StopSignal.Sigkill));
            }
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
