using System.Text;
using System.Text.Json;
using ChatService.Data;
using ChatService.Usage;
using ChatService.Workers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using RabbitMQ.Client.Exceptions;

namespace ChatService.Endpoints;

[ApiController]
[Route("conversations/{id:guid}")]
public sealed class ConversationsController(ChatDb db, IChatClient chat, UsageQueue usage, SummaryRequests summaries) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> Get(Guid id, CancellationToken cancellationToken)
    {
        var conversation = await db.Conversations
            .AsNoTracking()
            .Include(c => c.Turns)
            .Include(c => c.Summaries)
            .AsSplitQuery()
            .FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
        return conversation is null ? NotFound() : Ok(conversation);
    }

    /// <summary>Goes on with a conversation and streams the answer.</summary>
    [HttpPost("messages")]
    public async Task<IActionResult> Post(Guid id, ChatRequest request)
    {
        var conversation = await db.Conversations.Include(c => c.Turns).FirstOrDefaultAsync(c => c.Id == id);
        if (conversation is null)
        {
            return NotFound();
        }

        var messages = conversation.Turns
            .OrderBy(turn => turn.Id)
            .Select(turn => new ChatMessage(new ChatRole(turn.Role), turn.Text))
            .Append(new ChatMessage(ChatRole.User, request.Message))
            .ToList();

        var answer = await StreamAnswerAsync(messages);

        conversation.AddExchange(request.Message, answer);
        await db.SaveChangesAsync();
        usage.Record(id, "message", request.Message, answer);

        // The body is already written.
        return new EmptyResult();
    }

    /// <summary>Asks the worker for a summary; it appears in the conversation when it is ready.</summary>
    [HttpPost("summary")]
    public async Task<IActionResult> RequestSummary(Guid id, CancellationToken cancellationToken)
    {
        if (!await db.Conversations.AnyAsync(c => c.Id == id, cancellationToken))
        {
            return NotFound();
        }

        try
        {
            await summaries.SendAsync(new SummaryRequest(id), cancellationToken);
            return Accepted();
        }
        catch (BrokerUnreachableException)
        {
            return Problem("Summaries are not available right now.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<string> StreamAnswerAsync(List<ChatMessage> messages)
    {
        Response.ContentType = "text/event-stream";

        // Proxies that buffer would turn the stream back into one block.
        Response.Headers["X-Accel-Buffering"] = "no";

        var answer = new StringBuilder();
        await foreach (var update in chat.GetStreamingResponseAsync(messages))
        {
            answer.Append(update.Text);
            await Response.WriteAsync($"data: {JsonSerializer.Serialize(update.Text)}\n\n");
            await Response.Body.FlushAsync();
        }

        return answer.ToString();
    }
}
