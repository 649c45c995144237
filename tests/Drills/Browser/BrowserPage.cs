using System.Collections.Concurrent;
using System.Text.Json;

namespace GracefulAnalyzers.Drills.Browser;

/// <summary>A window's inner size in pixels, and the colour scheme its person prefers.</summary>
internal sealed record Viewport(int Width, int Height, bool Dark);

/// <summary>One loaded page, with everything that it logged and asked the network for.</summary>
internal sealed class BrowserPage
{
    private readonly DevToolsConnection _connection;
    private readonly string _session;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BrowserPage(DevToolsConnection connection, string session) => (_connection, _session) = (connection, session);

    /// <summary>Console messages, uncaught exceptions and the browser's own warnings.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The URLs that the page loaded, its own first.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<BrowserPage> OpenAsync(DevToolsConnection connection, Uri address, Viewport viewport, CancellationToken cancellation)
    {
        JsonElement target = await connection.SendAsync("Target.createTarget", new { url = "about:blank" }, null, cancellation);
        JsonElement attached = await connection.SendAsync("Target.attachToTarget",
            new { targetId = target.GetProperty("targetId").GetString(), flatten = true }, null, cancellation);
        var page = new BrowserPage(connection, attached.GetProperty("sessionId").GetString()!);
        connection.Happened += page.Note;
        foreach (string domain in new[] { "Runtime", "Log", "Network", "Page" })
        {
            await page.SendAsync(domain + ".enable", new { }, cancellation);
        }

        await page.SendAsync("Emulation.setDeviceMetricsOverride",
            new { width = viewport.Width, height = viewport.Height, deviceScaleFactor = 1, mobile = viewport.Width < 600 }, cancellation);
        await page.SendAsync("Emulation.setEmulatedMedia",
            new { features = new[] { new { name = "prefers-color-scheme", value = viewport.Dark ? "dark" : "light" } } }, cancellation);
        await page.SendAsync("Page.navigate", new { url = address.AbsoluteUri }, cancellation);
        await page._loaded.Task.WaitAsync(cancellation);
        return page;
    }

    /// <summary>The value of a JavaScript expression.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellation)
    {
        JsonElement answer = await SendAsync("Runtime.evaluate", new { expression, returnByValue = true }, cancellation);
        return answer.TryGetProperty("exceptionDetails", out JsonElement problem)
            ? throw new InvalidOperationException($"{expression}: {problem}")
            : answer.GetProperty("result").GetProperty("value");
    }

    /// <summary>What the window shows, as PNG.</summary>
    public async Task<byte[]> ScreenshotAsync(CancellationToken cancellation) =>
        (await SendAsync("Page.captureScreenshot", new { format = "png" }, cancellation)).GetProperty("data").GetBytesFromBase64();

    private Task<JsonElement> SendAsync(string method, object parameters, CancellationToken cancellation) =>
        _connection.SendAsync(method, parameters, _session, cancellation);

    private void Note(string session, string name, JsonElement parameters)
    {
        if (session != _session)
        {
            return;
        }

        switch (name)
        {
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded":
                _complaints.Enqueue(parameters.ToString());
                break;
            case "Network.requestWillBeSent":
                _requests.Enqueue(parameters.GetProperty("request").GetProperty("url").GetString()!);
                break;
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
        }
    }
}
