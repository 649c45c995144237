using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>A process that listens on a port.</summary>
internal sealed record ListeningProcess(int Id, string Name)
{
    private const string ListenState = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(2);

    /// <summary>Whether somebody accepts connections at the URL.</summary>
    public static async Task<bool> AcceptsAsync(Uri url, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(ConnectTime);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(url.IdnHost, url.Port, bound.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>The process that listens on the port; null when it cannot be told.</summary>
    /// <param name="session">Only processes of this session; null for all.</param>
    public static ListeningProcess? Find(int port, int? session)
    {
        int? id = OperatingSystem.IsLinux() ? OnLinux(port, session) : OperatingSystem.IsMacOS() ? OnMac(port) : null;
        return id is { } found ? new(found, NameOf(found)) : null;
    }

    /// <summary>Empty when there is no such process, or one that has ended and only waits to be reaped.</summary>
    public static string NameOf(int id)
    {
        if (OperatingSystem.IsLinux() && ProcessStat.Of(id) is { IsGone: true })
        {
            return "";
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return "";
        }
    }

    private static int? OnLinux(int port, int? session)
    {
        HashSet<string> sockets = [.. Tables.SelectMany(table => Listeners(table, port))];
        if (sockets.Count == 0)
        {
            return null;
        }

        // A child that is just being forked, and workers on purpose, hold their parent's socket too: the oldest is the one that opened it.
        return ProcessStat.Ids().Select(ProcessStat.Of).OfType<ProcessStat>()
            .Where(process => (session is null || process.Session == session) && HoldsOneOf(process.Id, sockets))
            .OrderBy(process => ulong.Parse(process.Started, CultureInfo.InvariantCulture)).ThenBy(process => process.Id)
            .Select(process => (int?)process.Id)
            .FirstOrDefault();
    }

    // Columns: number, local address:port in hexadecimal, remote, state, …, the tenth is the socket's inode.
    private static IEnumerable<string> Listeners(string table, int port)
    {
        string ending = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return !File.Exists(table)
            ? []
            : File.ReadLines(table)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => columns.Length > 9 && columns[3] == ListenState && columns[1].EndsWith(ending, StringComparison.Ordinal))
                .Select(columns => $"socket:[{columns[9]}]");
    }

    private static bool HoldsOneOf(int id, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/fd")
                .Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false) is { } target && sockets.Contains(Path.GetFileName(target.FullName)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to somebody else.
            return false;
        }
    }

    private static int? OnMac(int port)
    {
        var start = new ProcessStartInfo("lsof", ["-nP", "-t", $"-iTCP:{port.ToString(CultureInfo.InvariantCulture)}", "-sTCP:LISTEN"])
            { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process lsof = Process.Start(start)!;
            string? line = lsof.StandardOutput.ReadLine();
            return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
