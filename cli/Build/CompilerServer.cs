using System.ComponentModel;
using System.Diagnostics;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>
/// A compiler that stays between the builds of one session, because a cold one costs seconds of processor time. Nobody else's builds reach it; disposing
/// ends it, and ten minutes without work do when the tool was killed.
/// </summary>
internal sealed class CompilerServer(ScratchFolder scratch) : IDisposable
{
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(5);

    /// <summary>The name that its clients find it by.</summary>
    public string Name { get; } = $"graceful-{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";

    public void Dispose()
    {
        if (!Directory.Exists(scratch.CompilersFolder))
        {
            return;
        }

        foreach (string compiler in Directory.EnumerateFiles(scratch.CompilersFolder).SelectMany(File.ReadLines).Distinct(PathText.Comparer).Where(File.Exists))
        {
            ShutDown(compiler);
        }
    }

    private void ShutDown(string compiler)
    {
        try
        {
            using Process shutdown = Process.Start(DotnetProcess.StartInfo([compiler, "-shutdown", $"-pipename:{Name}"], scratch.Path))!;
            shutdown.StandardInput.Close();
            shutdown.BeginOutputReadLine();
            shutdown.BeginErrorReadLine();
            if (!shutdown.WaitForExit(ShutdownTime))
            {
                shutdown.Kill();
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ends by itself when nobody asks it anything.
        }
    }
}
