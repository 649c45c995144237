namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE2007Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE2007", "receive without the token", "Queues/DeadLetterReport.cs", "(maxMessages: 16, Patience, stoppingToken)",
            "(maxMessages: 16, Patience)"),
        new("GRACE2007", "receive with a token that never fires", "Queues/DeadLetterReport.cs", "Patience, stoppingToken", "Patience, CancellationToken.None"),
        new("GRACE2007", "enumeration without the token", "Queues/DeadLetterReport.cs",
            """
                        foreach (var message in await receiver.ReceiveMessagesAsync(maxMessages: 16, Patience, stoppingToken))
                        {
                            logger
            """,
            """
                        await foreach (var message in receiver.ReceiveMessagesAsync())
                        {
                            logger
            """),
    ];
}
