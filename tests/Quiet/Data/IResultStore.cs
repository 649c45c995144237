namespace Quiet.Data;

/// <summary>Remembers what a costly effect returned, so that a redelivered message goes on with the result instead of paying again.</summary>
public interface IResultStore
{
    /// <summary>
    /// The result stored under <paramref name="key"/>, else the result of <paramref name="work"/>, which is stored before it is returned.
    /// Concurrent callers of one key run the work once; the others wait for it. An empty key runs the work unguarded.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token fired while waiting or working; nothing is stored and the key is free again.</exception>
    Task<string> GetOrAddAsync(string key, Func<CancellationToken, Task<string>> work, CancellationToken cancellationToken);
}

public static class EffectKey
{
    /// <summary><c>{consumer}:{message id}:{effect ordinal}</c>, or empty when the producer set no id.</summary>
    public static string Of(string consumer, string? messageId, int ordinal) =>
        string.IsNullOrEmpty(messageId) ? "" : $"{consumer}:{messageId}:{ordinal}";
}
