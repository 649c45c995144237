namespace Quiet.Queues;

/// <summary>An answer was saved; <paramref name="AnswerId"/> is also the message id.</summary>
public sealed record AnswerPosted(Guid AnswerId, string ConversationId, string Text);

public sealed record ConversationClosed(string ConversationId);

/// <summary>A summary was ordered; the result is posted to <paramref name="CallbackUrl"/> when there is one.</summary>
public sealed record SummaryRequested(string ConversationId, Uri? CallbackUrl);
