using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using GracefulAnalyzers.Cli.Drill.Service;

namespace GracefulAnalyzers.Drills.Browser;

/// <summary>A headless Chromium with a profile of its own, driven over the DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    public const string HowToGetIt = "Chromium is missing: apt-get install chromium";

    private const string Announcement = "DevTools listening on ";

    private readonly Process _process;
    private readonly string _profile;
    private readonly DevToolsConnection _connection;

    private Chromium(Process process, string profile, DevToolsConnection connection) => (_process, _profile, _connection) = (process, profile, connection);

    /// <summary>Null when there is none.</summary>
    public static string? Path => Executables.Find("chromium") ?? Executables.Find("chromium-browser") ?? Executables.Find("google-chrome");

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The browser owns its connection.")]
    public static async Task<Chromium> StartAsync(CancellationToken cancellation)
    {
        string profile = Directory.CreateTempSubdirectory("graceful-browser").FullName;
        // The sandbox does not start as root, as which containers run; only our own page is opened.
        var start = new ProcessStartInfo(
            Path ?? throw new InvalidOperationException(HowToGetIt),
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                "--hide-scrollbars", "--force-color-profile=srgb", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        try
        {
            Uri address = await AddressAsync(process.StandardError, cancellation);
            // What the browser prints later must not fill the pipe.
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new(process, profile, await DevToolsConnection.OpenAsync(address, cancellation));
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public Task<BrowserPage> OpenAsync(Uri address, Viewport viewport, CancellationToken cancellation) =>
        BrowserPage.OpenAsync(_connection, address, viewport, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A helper process of the browser may still be writing its last file there.
        }
    }

    private static async Task<Uri> AddressAsync(StreamReader errors, CancellationToken cancellation)
    {
        var printed = new List<string>();
        while (await errors.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new Uri(line[Announcement.Length..].Trim());
            }

            printed.Add(line);
        }

        throw new InvalidOperationException("Chromium ended before it listened: " + string.Join('\n', printed));
    }
}
