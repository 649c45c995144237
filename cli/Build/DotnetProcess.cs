using System.ComponentModel;
using System.Diagnostics;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>Runs the user's own <c>dotnet</c> and takes its whole process tree down when cancelled.</summary>
internal static class DotnetProcess
{
    private const int TailLines = 30;

    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    // Set by the SDK that started this tool; they would tie the scanned repository to that SDK.
    private static readonly string[] ForeignVariables = ["MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>The exit code and the last lines of output, which only matter when the build said nothing structured.</summary>
    /// <param name="said">Gets each line that is not blank, from another thread.</param>
    /// <exception cref="ScanRefusedException">There is no dotnet to run.</exception>
    public static async Task<(int ExitCode, IReadOnlyList<string> Tail)> RunAsync(
        IEnumerable<string> arguments, string folder, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null,
        Action<string>? said = null)
    {
        var tail = new Queue<string>();
        using var process = new Process { StartInfo = StartInfo(arguments, folder, environment), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult();

        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new ScanRefusedException($"The .NET SDK could not be started: {e.Message}", e);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await using (cancellation.Register(() => Kill(process)))
        {
            await exited.Task;
        }

        // A daemon that the build left behind may hold the pipes open for ever; the build itself is over.
        await Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(OutputGrace, CancellationToken.None));
        cancellation.ThrowIfCancellationRequested();
        lock (tail)
        {
            return (process.ExitCode, [.. tail]);
        }

        void Keep(string? line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                return;
            }

            said?.Invoke(line.Trim());
            lock (tail)
            {
                tail.Enqueue(line.Trim());
                if (tail.Count > TailLines)
                {
                    tail.Dequeue();
                }
            }
        }
    }

    /// <summary>How <c>dotnet</c> is started here, with its streams redirected.</summary>
    public static ProcessStartInfo StartInfo(IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Executable())
        {
            // global.json is looked up from here: the scanned repository chooses the SDK.
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string variable in ForeignVariables)
        {
            start.Environment.Remove(variable);
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        // These processes live for seconds, and would spend a fifth of them on counting for a profile that none lives to use.
        start.Environment.TryAdd("DOTNET_TieredPGO", "0");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Executable() =>
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? host
            : "dotnet";

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself, or a member of its tree did, while it was being killed.
        }
    }
}
