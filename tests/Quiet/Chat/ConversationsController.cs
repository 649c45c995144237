using System.Runtime.CompilerServices;
using MassTransit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Quiet.Data;
using Quiet.Queues;

namespace Quiet.Chat;

public sealed record MessageView(string Role, string Text, bool IsComplete);

public sealed record ConversationView(string Id, string Title, string? Summary);

public sealed record SummaryOrder(Uri? CallbackUrl = null);

[ApiController]
[Route("v1/conversations")]
public sealed class ConversationsController(ChatDbContext db, AnswerStream answers, SummaryPublisher? publisher = null) : ControllerBase
{
    [HttpGet]
    public async Task<IReadOnlyList<ConversationView>> ListAsync(CancellationToken cancellationToken) =>
        await db.Conversations
            .OrderBy(conversation => conversation.Id)
            .Select(conversation => new ConversationView(conversation.Id, conversation.Title, conversation.Summary))
            .ToListAsync(cancellationToken);

    // The framework enumerates with the request's token.
    [HttpGet("{id}/messages")]
    public IAsyncEnumerable<MessageView> Messages(string id) =>
        db.Messages
            .Where(message => message.ConversationId == id)
            .OrderBy(message => message.SentAt)
            .Select(message => new MessageView(message.Role, message.Text, message.IsComplete))
            .AsAsyncEnumerable();

    [HttpGet("{id}/export")]
    public async IAsyncEnumerable<string> ExportAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return $"conversation {id}";
        await foreach (var message in Messages(id).WithCancellation(cancellationToken))
        {
            yield return $"{message.Role}: {message.Text}";
        }
    }

    /// <summary>Goes on where a restart or a closed tab cut the last answer.</summary>
    [HttpPost("{id}/continue")]
    public async Task ContinueAsync(string id, CancellationToken cancellationToken)
    {
        Sse.Begin(Response);
        await foreach (var item in answers.RunAsync(id, "Please continue.", cancellationToken))
        {
            await Sse.WriteAsync(Response, item, cancellationToken);
        }
    }

    [HttpPost("{id}/summary")]
    public async Task<IActionResult> OrderSummaryAsync(string id, SummaryOrder order, CancellationToken cancellationToken)
    {
        if (publisher is null)
        {
            return Problem("No broker is configured.", statusCode: StatusCodes.Status501NotImplemented);
        }

        var orderId = Request.Headers["Idempotency-Key"].FirstOrDefault() ?? Guid.NewGuid().ToString();
        await publisher.PublishAsync(new SummaryRequested(id, order.CallbackUrl), orderId, cancellationToken);
        return Accepted();
    }

    [HttpPost("{id}/close")]
    public async Task<IActionResult> CloseAsync(string id, [FromServices] IPublishEndpoint events, CancellationToken cancellationToken)
    {
        var closed = await db.Conversations
            .Where(conversation => conversation.Id == id)
            .ExecuteUpdateAsync(conversation => conversation.SetProperty(row => row.IsClosed, true), cancellationToken);
        if (closed == 0)
        {
            return NotFound();
        }

        // The row says closed already: its event must follow, whether or not the caller still listens.
        await events.Publish(new ConversationClosed(id), CancellationToken.None);
        return NoContent();
    }
}
