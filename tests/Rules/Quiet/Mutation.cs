using System.Collections.Immutable;

namespace GracefulAnalyzers.Tests.Quiet;

/// <summary>One wrong edit of the quiet service, as somebody could make it, and the rule that must notice.</summary>
internal sealed record Mutation(string Rule, string Name, string File, string Before, string After)
{
    private const string Silenced = "    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;\n\n";

    public static ImmutableArray<Mutation> All { get; } =
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
        new("GRACE1001", "the iterator's token removed", "Chat/ConversationsController.cs",
            """
                public async IAsyncEnumerable<string> ExportAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
                {
                    yield return $"conversation {id}";
                    await foreach (var message in Messages(id).WithCancellation(cancellationToken))
            """,
            """
                public async IAsyncEnumerable<string> ExportAsync(string id)
                {
                    yield return $"conversation {id}";
                    await foreach (var message in Messages(id))
            """),
        new("GRACE1001", "plain values as events", "Chat/ChatEndpoints.cs",
            "chat.MapGet(\"/{conversationId}/stream\", StreamAnswer);",
            "chat.MapGet(\"/{conversationId}/stream\", (string prompt, IChatClient model) =>\n"
            + "            TypedResults.ServerSentEvents(model.GetStreamingResponseAsync(prompt).Select(update => update.Text), \"delta\"));"),
        new("GRACE1001", "heartbeat without a token", "Chat/StatusEndpoints.cs",
            "status.MapGet(\"/\", (ModelCatalog catalog, DrainReadiness readiness) => new Status(catalog.Current, readiness.IsDraining));",
            """
            status.MapGet("/", async (HttpResponse response, ModelCatalog catalog) =>
                    {
                        using var heartbeat = new PeriodicTimer(TimeSpan.FromSeconds(1));
                        while (await heartbeat.WaitForNextTickAsync())
                        {
                            await response.WriteAsync(catalog.Current);
                        }
                    });
            """),
        new("GRACE1002", "status that asks the model", "Chat/StatusEndpoints.cs",
            "status.MapGet(\"/\", (ModelCatalog catalog, DrainReadiness readiness) => new Status(catalog.Current, readiness.IsDraining));",
            """
            status.MapGet("/", async (Microsoft.Extensions.AI.IChatClient model) =>
                        (await model.GetResponseAsync([new Microsoft.Extensions.AI.ChatMessage(Microsoft.Extensions.AI.ChatRole.User, "Are you there?")])).Text);
            """),
        new("GRACE1002", "answer neither cancelled nor saved", "Chat/ChatEndpoints.cs",
            """
                        var answer = await model.GetResponseAsync(history, ChatTurns.Options, generation.Token);
                        await turns.CloseAsync(conversationId, request.Prompt, answer.Text, complete: true);
            """,
            "            var answer = await model.GetResponseAsync(history, ChatTurns.Options);"),
        new("GRACE1002", "action that asks without a token", "Chat/ConversationsController.cs",
            "    [HttpPost(\"{id}/summary\")]\n",
            """
                [HttpGet("{id}/mood")]
                public async Task<string> MoodAsync(string id, [FromServices] Microsoft.Extensions.AI.IChatClient model)
                {
                    var mood = await model.GetResponseAsync([new Microsoft.Extensions.AI.ChatMessage(Microsoft.Extensions.AI.ChatRole.User, id)]);
                    return mood.Text;
                }

                [HttpPost("{id}/summary")]

            """),
        new("GRACE1003", "token at the enumeration", "Models/OpenAiChatClient.cs", "ToProvider(options), cancellationToken))\n", "ToProvider(options)).WithCancellation(cancellationToken))\n"),
        new("GRACE1003", "token behind ConfigureAwait", "Models/OpenAiChatClient.cs", "ToProvider(options), cancellationToken))\n",
            "ToProvider(options)).ConfigureAwait(false).WithCancellation(cancellationToken))\n"),
        new("GRACE1003", "stream with a name", "Models/OpenAiChatClient.cs",
            "await foreach (var update in provider.CompleteChatStreamingAsync(ToProvider(messages), ToProvider(options), cancellationToken))",
            "var updates = provider.CompleteChatStreamingAsync(ToProvider(messages), ToProvider(options));\n        await foreach (var update in updates.WithCancellation(cancellationToken))"),
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
        new("GRACE1009", "source that nobody disposes", "Chat/StatusEndpoints.cs", "            using var open = ", "            var open = "),
        new("GRACE1009", "callback for each message", "Queues/TranslationWorker.cs",
            "        var message = args.Message;\n",
            "        var message = args.Message;\n        lifetime.ApplicationStopping.Register(() => logger.DeliveryReturned(message.MessageId));\n"),
        new("GRACE1009", "source for each delivery", "Queues/SummaryWorker.cs",
            "        using var running = inFlight.TryEnter();\n",
            "        using var running = inFlight.TryEnter();\n        var bounded = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);\n        bounded.CancelAfter(SettleTime);\n"),
        new("GRACE2004", "ack with ApplicationStopping", "Queues/SummaryWorker.cs",
            "BasicAckAsync(delivery.DeliveryTag, multiple: false);",
            "BasicAckAsync(delivery.DeliveryTag, multiple: false, lifetime.ApplicationStopping);"),
        new("GRACE2004", "complete with the processor's token", "Queues/TranslationWorker.cs",
            "args.CompleteMessageAsync(message);",
            "args.CompleteMessageAsync(message, args.CancellationToken);"),
        new("GRACE2004", "abandon with a linked token", "Queues/TranslationWorker.cs",
            "await args.AbandonMessageAsync(message);",
            "using var linked = CancellationTokenSource.CreateLinkedTokenSource(drain.Token, args.CancellationToken);\n"
            + "            await args.AbandonMessageAsync(message, cancellationToken: linked.Token);"),
        new("GRACE2007", "receive without the token", "Queues/DeadLetterReport.cs", "(maxMessages: 16, Patience, stoppingToken)", "(maxMessages: 16, Patience)"),
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
        new("GRACE2013", "stopped by the token that is its cue", "Queues/TranslationWorker.cs",
            "_processor.StopProcessingAsync(drain.Token));", "_processor.StopProcessingAsync(lifetime.ApplicationStopping));"),
        new("GRACE2013", "cancelled with the link that ended the wait", "Queues/SummaryWorker.cs",
            "        await CancelConsumerAsync(channel, consumerTag);\n        try", "        await channel.BasicCancelAsync(consumerTag, cancellationToken: receiving.Token);\n        try"),
        new("GRACE2013", "closed after the deadline, by the deadline", "Queues/TranslationWorker.cs",
            "            logger.StillBusyAtDeadline(nameof(TranslationWorker));\n", "            logger.StillBusyAtDeadline(nameof(TranslationWorker));\n            await _processor.CloseAsync(cancellationToken);\n"),
        new("GRACE3008", "note of the sweep that was cut short", "Background/RetentionSweep.cs",
            "            // A sweep that was cut short is repeated by the next process.\n", "            await File.AppendAllTextAsync(\"sweeps\", \"cut short\", stoppingToken);\n"),
        new("GRACE3008", "last model kept with the token that stopped the loop", "Background/ModelCatalogRefresh.cs",
            "                return;\n", "                await File.WriteAllTextAsync(\"model\", catalog.Current, cancellationToken);\n                return;\n"),
        new("GRACE3008", "usage saved by the token that ended the loop", "Background/UsageWriter.cs",
            "        logger.UsageDrained(written);\n", "        while (!stoppingToken.IsCancellationRequested)\n        {\n            await Task.Delay(1000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);\n        }\n\n        await File.WriteAllTextAsync(\"written\", $\"{written}\", stoppingToken);\n        logger.UsageDrained(written);\n"),
        new("GRACE3001", "loop that nobody keeps", "Background/ModelCatalogRefresh.cs", "            _loop = Task.Run(", "            _ = Task.Run("),
        new("GRACE3001", "loop that nobody waits for", "Background/ModelCatalogRefresh.cs",
            "        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);\n", ""),
        new("GRACE3001", "loop that nobody ends", "Background/ModelCatalogRefresh.cs", "        await _stopping.CancelAsync();\n", ""),
        new("GRACE3001", "timer disposed without waiting", "Background/QueueDepthGauge.cs", "await timer.DisposeAsync();", "timer.Dispose();\n            await Task.CompletedTask;"),
        new("GRACE3003", "interval without the token", "Background/ModelCatalogRefresh.cs", "FromMinutes(1), cancellationToken)", "FromMinutes(1))"),
        new("GRACE3003", "pause after a failure without the token", "Background/ModelCatalogRefresh.cs", "FromSeconds(10), cancellationToken)", "FromSeconds(10))"),
        new("GRACE3003", "tick with a token that never fires", "Background/RetentionSweep.cs", "WaitForNextTickAsync(stoppingToken)", "WaitForNextTickAsync(CancellationToken.None)"),
        new("GRACE3004", "override that only returns", "Background/RetentionSweep.cs",
            "    private async Task SweepAsync(", Silenced + "    private async Task SweepAsync("),
        new("GRACE3004", "override in a queue worker", "Queues/SummaryWorker.cs",
            "    private async Task<IConnection> ConnectAsync(", Silenced + "    private async Task<IConnection> ConnectAsync("),
        new("GRACE3004", "own wait and base call removed", "Background/UsageWriter.cs",
            """
                    // Waiting first lets the loop end by itself; the base then bounds what is left by the same token.
                    if (ExecuteTask is { } writing)
                    {
                        await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    }

                    await base.StopAsync(cancellationToken);
            """,
            "        await Task.CompletedTask;"),
        new("GRACE3009", "loop with the token of the start", "Background/ModelCatalogRefresh.cs",
            "RefreshAsync(source, _stopping.Token), CancellationToken.None)", "RefreshAsync(source, cancellationToken), cancellationToken)"),
        new("GRACE3009", "loop begun without a thread of its own", "Background/ModelCatalogRefresh.cs",
            "Task.Run(() => RefreshAsync(source, _stopping.Token), CancellationToken.None)", "RefreshAsync(source, cancellationToken)"),
        new("GRACE3009", "handler that asks the token of the start", "Background/ModelChangeLog.cs",
            "catalog.Changed += OnChanged;",
            """
            catalog.Changed += (sender, model) =>
                    {
                        if (!cancellationToken.IsCancellationRequested)
                        {
                            OnChanged(sender, model);
                        }
                    };
            """),
        new("GRACE3012", "drain that nobody awaits", "Queues/TranslationWorker.cs",
            "() => _stopReceiving = _processor.StopProcessingAsync(drain.Token)", "async () => await _processor.StopProcessingAsync(drain.Token)"),
        new("GRACE3012", "last words from the program", "Program.cs",
            "var lifetime = app.Lifetime;",
            """
            var lifetime = app.Lifetime;
            lifetime.ApplicationStopping.Register(async () =>
            {
                using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
                await client.DeleteAsync(new Uri("https://registry.example.com/chat"));
            });
            """),
        new("GRACE3012", "timer with an async callback in ExecuteAsync", "Background/RetentionSweep.cs",
            """
                    using var timer = new PeriodicTimer(Period, clock);
                    try
                    {
                        while (await timer.WaitForNextTickAsync(stoppingToken))
                        {
                            await SweepAsync(stoppingToken);
                        }
                    }
                    catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                    {
                        // A sweep that was cut short is repeated by the next process.
                    }
            """,
            """
                    await using var timer = new Timer(async _ => await SweepAsync(stoppingToken), null, Period, Period);
                    await Task.Delay(Timeout.Infinite, stoppingToken);
            """),
    ];
}
