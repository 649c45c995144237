using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.Running;

/// <summary>A model that says a number of words and no more, until nobody listens any longer; then it counts what it says to nobody.</summary>
/// <param name="words">Of one answer.</param>
/// <param name="heard">Words of all answers together that are said before it waits for the listener to leave.</param>
internal sealed class SpeakingModel(int words, int heard) : IChatClient
{
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isAlone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _said;

    public Task Waits => _waits.Task;

    public int SaidToNobody { get; private set; }

    public void ListenerLeft() => _isAlone.TrySetResult();

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var word = 0; word < words; word++)
        {
            if (_said >= heard)
            {
                _waits.TrySetResult();
                await _isAlone.Task.WaitAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                SaidToNobody++;
            }

            _said++;
            yield return new ChatResponseUpdate(ChatRole.Assistant, "word ");
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
