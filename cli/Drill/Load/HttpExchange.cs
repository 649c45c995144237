using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>One HTTP request, its answer read as it arrives.</summary>
internal sealed class HttpExchange(HttpMessageInvoker client, RequestPlan plan, DrillClock clock, TimeSpan hangAfter) : IExchange
{
    private const int BufferSize = 16 * 1024;

    // A service that leaves it to the client to close after the last event gets this long to do so itself.
    private static readonly TimeSpan AfterTheMark = TimeSpan.FromSeconds(1);

    public async Task<ExchangeResult> RunAsync(ExchangeContext context, CancellationToken abandon)
    {
        using HttpRequestMessage request = Request(context.LastEventId);
        using var silence = new SilenceLimit(hangAfter, abandon);
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, silence.Token);
        }
        catch (Exception e) when (WireFailure.IsExpected(e))
        {
            (WireEnd end, string detail) = silence.Verdict() ?? WireFailure.Of(e, answered: false);
            return new(new(end, null, false, false, BodyEnd.Empty, null, detail), null);
        }

        using (response)
        {
            TimeSpan firstByte = clock.Now;
            silence.Heard();
            var reader = new BodyReader(BodyReader.FormatOf(response.Content.Headers.ContentType?.MediaType), context.Superseded);
            (WireEnd end, string detail) = await ReadAsync(response, reader, context, silence);
            BodyEnd body = reader.End(over: end == WireEnd.Clean);
            bool framed = response.Content.Headers.ContentLength is not null;
            return new(new(end, (int)response.StatusCode, response.Headers.RetryAfter is not null, framed, body, null, detail), firstByte);
        }
    }

    private static async Task<(WireEnd End, string Detail)> ReadAsync(
        HttpResponseMessage response, BodyReader reader, ExchangeContext context, SilenceLimit silence)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(silence.Token);
            while (await body.ReadAsync(buffer, silence.Token) is > 0 and var length)
            {
                reader.Feed(buffer.AsSpan(0, length));
                silence.Heard();
                // Anew every time: what looked like the end may be followed by more.
                if (context.IsComplete?.Invoke(reader.Tail) == true)
                {
                    silence.Shorten(AfterTheMark);
                }
            }

            return (WireEnd.Clean, "");
        }
        catch (Exception e) when (WireFailure.IsExpected(e))
        {
            return silence.Verdict() ?? WireFailure.Of(e, answered: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private HttpRequestMessage Request(string? lastEventId)
    {
        var request = new HttpRequestMessage(plan.Method, plan.Url);
        if (plan.Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(Json.TryParse(body) is null ? "text/plain" : "application/json")
                { CharSet = "utf-8" };
        }

        foreach ((string name, string value) in plan.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content is { } content)
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (lastEventId is not null)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        }

        return request;
    }
}
