namespace Quiet.Queues;

/// <summary>Posts a result to the URL that the caller left; the key lets the receiver drop a repeated post.</summary>
public sealed class CallbackClient(IHttpClientFactory clients)
{
    public async Task PostAsync(Uri url, string text, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(nameof(CallbackClient));
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(new { text }) };
        if (idempotencyKey.Length > 0)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
