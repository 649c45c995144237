using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>The broker's management API. It gets the broker's password, so it is asked where the person said, and nowhere else.</summary>
internal sealed class RabbitMqManagement : IDisposable
{
    private readonly QueueAddress.RabbitMq _address;
    private readonly HttpClient _client;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client owns the handler.")]
    public RabbitMqManagement(QueueAddress.RabbitMq address, int port)
    {
        _address = address;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !LoopbackGuard.IsLoopback(address.Uri) };
        _client = new(handler, disposeHandler: true) { BaseAddress = new UriBuilder("http", address.Uri.Host, port).Uri, Timeout = TimeSpan.FromSeconds(5) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{address.User}:{address.Password}")));
    }

    /// <summary>Redeliveries of the queue since the broker began to count; null when it does not say.</summary>
    public async Task<int?> RedeliveriesEverAsync(CancellationToken cancellation)
    {
        try
        {
            string path = string.Create(CultureInfo.InvariantCulture,
                $"/api/queues/{Uri.EscapeDataString(_address.VirtualHost)}/{Uri.EscapeDataString(_address.Queue)}");
            using HttpResponseMessage response = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            using JsonDocument queue = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
            return queue.RootElement.TryGetProperty("message_stats", out JsonElement stats) && stats.TryGetProperty("redeliver", out JsonElement count)
                ? count.GetInt32()
                : 0;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException or FormatException
            || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            // Redeliveries are for information only.
            return null;
        }
    }

    public void Dispose() => _client.Dispose();
}
