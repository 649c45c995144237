using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>What people write between a task, or a sequence, and what waits for it.</summary>
internal static class Awaits
{
    /// <summary>The value with the conversions and the <c>ConfigureAwait</c> around it: what is awaited, returned or kept.</summary>
    public static IOperation Configured(this IOperation value)
    {
        while (value.Parent is IConversionOperation || IsConfigureAwait(value.Parent))
        {
            value = value.Parent!;
        }

        return value;
    }

    /// <summary>The value without conversions and <c>ConfigureAwait</c>, of a task or of a sequence.</summary>
    public static IOperation Unconfigured(this IOperation value)
    {
        var bare = value.Unwrapped();
        return bare is IInvocationOperation call && IsConfigureAwait(call) && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } configured
            ? configured.Unconfigured()
            : bare;
    }

    /// <summary>The value without awaits, conversions and <c>ConfigureAwait</c>.</summary>
    public static IOperation Awaited(this IOperation value) =>
        value.Unconfigured() is var bare && bare is IAwaitOperation await ? await.Operation.Awaited() : bare;

    /// <summary>The await of the call's own task; null when it is used in another way.</summary>
    public static IAwaitOperation? Await(this IInvocationOperation call) => call.Configured().Parent as IAwaitOperation;

    /// <summary>True when the code behind the call runs only when all is done: it is awaited, or gives no task.</summary>
    public static bool EndsHere(this IInvocationOperation call) => call.Await() is not null || !Fates.IsTask(call.Type);

    // A sequence is configured by an extension, whose first argument it is.
    private static bool IsConfigureAwait(IOperation? operation) => operation is IInvocationOperation { TargetMethod.Name: nameof(Task.ConfigureAwait) };
}
