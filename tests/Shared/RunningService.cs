using System.Diagnostics;
using System.Globalization;

namespace GracefulAnalyzers.Tests.Processes;

/// <summary>A service in a process of its own, listening on a free loopback port; killed when the test forgets it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private const string Marker = "Now listening on: ";

    private readonly Process _process;

    private RunningService(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Starts the DLL and waits until it says that it listens; throws with its output when it ends before.</summary>
    public static async Task<RunningService> StartAsync(string dll, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?>(settings) { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
        var process = Command.Start(Path.GetDirectoryName(dll)!, environment, "dotnet", dll);
        try
        {
            return new RunningService(process, await ListeningAddressAsync(process, cancellationToken));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public async Task SendSigtermAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>The exit code, once the process has ended.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<Uri> ListeningAddressAsync(Process service, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        while (await service.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            seen.Add(line);
            if (line.Contains(Marker, StringComparison.Ordinal))
            {
                // Nobody reads what follows; an unread pipe would stop the service once it is full.
                _ = service.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                _ = service.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new Uri(line[(line.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..].Trim());
            }
        }

        throw new InvalidOperationException("The service did not start:\n" + string.Join('\n', seen)
            + await service.StandardError.ReadToEndAsync(cancellationToken));
    }
}
