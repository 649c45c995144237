using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.AI;
using Quiet.Data;
using Quiet.Drain;

namespace Quiet.Chat;

public sealed record ChatRequest(string Prompt, string? ConversationId = null);

public sealed record AnswerView(string ConversationId, string Text);

public sealed record DocumentPosted(string Text);

public static class ChatEndpoints
{
    public static IEndpointRouteBuilder MapChat(this IEndpointRouteBuilder routes)
    {
        var chat = routes.MapGroup("/v1/chat");

        chat.MapPost("/", async (ChatRequest request, HttpContext http, ChatTurns turns, IChatClient model, DrainDeadline drain) =>
        {
            var conversationId = request.ConversationId ?? Guid.NewGuid().ToString();
            var history = await turns.OpenAsync(conversationId, request.Prompt, http.RequestAborted);
            using var generation = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, drain.Token);
            var answer = new StringBuilder();
            var complete = false;

            Sse.Begin(http.Response);
            try
            {
                await foreach (var update in model.GetStreamingResponseAsync(history, ChatTurns.Options, generation.Token))
                {
                    answer.Append(update.Text);
                    await Sse.WriteAsync(http.Response, Sse.Word(update.Text), http.RequestAborted);
                }

                // Some providers end silently when cancelled.
                generation.Token.ThrowIfCancellationRequested();
                complete = true;
                await Sse.WriteAsync(http.Response, Sse.Done, http.RequestAborted);
            }
            catch (OperationCanceledException) when (drain.HasPassed && !http.RequestAborted.IsCancellationRequested)
            {
                await Sse.WriteAsync(http.Response, Sse.Restarting, http.RequestAborted);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // Nobody reads on; what was generated is kept below.
            }
            finally
            {
                await turns.CloseAsync(conversationId, request.Prompt, answer.ToString(), complete);
            }
        });

        chat.MapGet("/{conversationId}/stream", StreamAnswer);
        chat.MapPost("/{conversationId}/answer", AnswerAsync);
        chat.MapGet("/{conversationId}/title", TitleAsync);
        chat.MapPut("/{conversationId}/title", RetitleAsync);

        routes.MapPost("/hooks/documents", ReceiveDocumentAsync);
        return routes;
    }

    private static ServerSentEventsResult<string> StreamAnswer(
        string conversationId,
        string prompt,
        AnswerStream answers,
        CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(answers.RunAsync(conversationId, prompt, cancellationToken));

    private static async Task<Results<Ok<AnswerView>, JsonHttpResult<RestartNotice>>> AnswerAsync(
        string conversationId,
        ChatRequest request,
        HttpResponse response,
        ChatTurns turns,
        IChatClient model,
        DrainDeadline drain,
        CancellationToken cancellationToken)
    {
        var history = await turns.OpenAsync(conversationId, request.Prompt, cancellationToken);
        using var generation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Token);
        try
        {
            var answer = await model.GetResponseAsync(history, ChatTurns.Options, generation.Token);
            await turns.CloseAsync(conversationId, request.Prompt, answer.Text, complete: true);
            return TypedResults.Ok(new AnswerView(conversationId, answer.Text));
        }
        catch (OperationCanceledException) when (drain.HasPassed && !cancellationToken.IsCancellationRequested)
        {
            return RestartSoon(response);
        }
    }

    /// <summary>Webhooks are delivered at least once too: the sender's delivery id keys the one paid call.</summary>
    private static async Task<Results<Ok<AnswerView>, JsonHttpResult<RestartNotice>>> ReceiveDocumentAsync(
        [FromHeader(Name = "webhook-id")] string deliveryId,
        DocumentPosted document,
        HttpResponse response,
        IChatClient model,
        IResultStore results,
        DrainDeadline drain,
        CancellationToken cancellationToken)
    {
        using var generation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Token);
        try
        {
            var digest = await results.GetOrAddAsync(
                EffectKey.Of("documents", deliveryId, 1),
                async token => (await model.GetResponseAsync($"Digest: {document.Text}", ChatTurns.Options, token)).Text,
                generation.Token);
            return TypedResults.Ok(new AnswerView(deliveryId, digest));
        }
        catch (OperationCanceledException) when (drain.HasPassed && !cancellationToken.IsCancellationRequested)
        {
            return RestartSoon(response);
        }
    }

    private static async Task<Results<Ok<string>, NotFound>> TitleAsync(string conversationId, TranscriptStore transcripts, TitleCache titles,
        CancellationToken cancellationToken)
    {
        if (titles.TryFind(conversationId, out var kept))
        {
            return TypedResults.Ok(kept);
        }

        if (await transcripts.FindTitleAsync(conversationId, cancellationToken) is not { } title)
        {
            return TypedResults.NotFound();
        }

        titles.Keep(conversationId, title);
        return TypedResults.Ok(title);
    }

    private static async Task<NoContent> RetitleAsync(string conversationId, ChatRequest request, TranscriptStore transcripts, TitleCache titles)
    {
        // A rename is short and must not be undone by a closed tab.
        await transcripts.SetTitleAsync(conversationId, request.Prompt, CancellationToken.None);
        titles.Expire(conversationId);
        return TypedResults.NoContent();
    }

    private static JsonHttpResult<RestartNotice> RestartSoon(HttpResponse response)
    {
        response.Headers.RetryAfter = "5";
        return TypedResults.Json(Sse.Restart, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
