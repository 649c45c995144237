namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE1004Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE1004", "result made elsewhere", "Chat/Sse.cs",
            "    public static void Begin(",
            """
                public static IResult Countdown(int from, CancellationToken requestAborted) => TypedResults.ServerSentEvents(CountAsync(from), "count");

                private static async IAsyncEnumerable<int> CountAsync(int from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
                {
                    while (from > 0)
                    {
                        await Task.Delay(1000, cancellationToken);
                        yield return from--;
                    }
                }

                public static void Begin(
            """),
        new("GRACE1004", "one way without the token", "Chat/ConversationsController.cs",
            "    [HttpPost(\"{id}/summary\")]\n",
            """
                [HttpGet("{id}/lengths")]
                public IResult Lengths(string id, bool all, CancellationToken cancellationToken) => all
                    ? TypedResults.ServerSentEvents(LengthsAsync(id, cancellationToken), "length")
                    : TypedResults.ServerSentEvents(LengthsAsync(id).Take(10), "length");

                private async IAsyncEnumerable<int> LengthsAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
                {
                    await foreach (var message in Messages(id).WithCancellation(cancellationToken))
                    {
                        yield return message.Text.Length;
                    }
                }

                [HttpPost("{id}/summary")]

            """),
        new("GRACE1004", "token looked at before the stream only", "Chat/StatusEndpoints.cs",
            "        if (operatorsMayStop)\n",
            """
                    status.MapGet("/ticks", (CancellationToken cancellationToken) =>
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        return TypedResults.ServerSentEvents(TicksAsync(), "tick");

                        static async IAsyncEnumerable<long> TicksAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token = default)
                        {
                            for (var tick = 0; tick < 10; tick++)
                            {
                                await Task.Delay(1000, token);
                                yield return tick;
                            }
                        }
                    });

                    if (operatorsMayStop)

            """),
    ];
}
