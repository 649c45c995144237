namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>
/// Gives every request a connection of its own, and closes the one that comes up after its request was given up: the pool
/// of a shared handler would keep that one open, unused, and a service that stops would wait for it.
/// </summary>
/// <param name="create">A handler for one request.</param>
internal sealed class SingleUseHandler(Func<SocketsHttpHandler> create) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // What is in use outlives its handler, and is closed rather than kept once the answer has ended.
        using var single = new HttpMessageInvoker(create());
        return await single.SendAsync(request, cancellationToken);
    }
}
