namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE2001Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE2001", "summary without its store", "Queues/SummaryWorker.cs",
            """
                        var summary = await results.GetOrAddAsync(
                            EffectKey.Of(SummaryQueue.Name, messageId, 1),
                            token => SummariseAsync(order, token),
                            drain.Token);
            """,
            "            var summary = await SummariseAsync(order, drain.Token);"),
        new("GRACE2001", "verdict without its store", "Queues/AnswerConsumers.cs",
            """
                    var verdict = await results.GetOrAddAsync(
                        EffectKey.Of(nameof(ModerationConsumer), context.MessageId?.ToString(), 1),
                        async token =>
                        {
                            var response = await model.GetResponseAsync($"Reply flag or pass: {context.Message.Text}", new ChatOptions { MaxOutputTokens = 1 }, token);
                            return response.Text;
                        },
                        context.CancellationToken);
            """,
            """
                    var verdict = (await model.GetResponseAsync($"Reply flag or pass: {context.Message.Text}", cancellationToken: context.CancellationToken)).Text;
            """),
        new("GRACE2001", "consumer that also mails", "Queues/AnswerConsumers.cs",
            """
                public Task Consume(ConsumeContext<ConversationClosed> context)
                {
                    logger.ConversationClosed(context.Message.ConversationId);
                    return Task.CompletedTask;
                }
            """,
            """
                public async Task Consume(ConsumeContext<ConversationClosed> context)
                {
                    logger.ConversationClosed(context.Message.ConversationId);
                    using var smtp = new System.Net.Mail.SmtpClient();
                    await smtp.SendMailAsync("chat@example.com", "team@example.com", "Closed", "A conversation was closed.");
                }
            """),
    ];
}
