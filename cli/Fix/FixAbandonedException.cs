using GracefulAnalyzers.Cli.Scan;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>The session ends without an outcome, and brings every file back. The message begins what is told, the details go on.</summary>
internal sealed class FixAbandonedException : Exception
{
    public FixAbandonedException()
    {
    }

    public FixAbandonedException(string message)
        : base(message)
    {
    }

    public FixAbandonedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public FixAbandonedException(string message, IReadOnlyList<ScanError> details)
        : base(message) => Details = details;

    public IReadOnlyList<ScanError> Details { get; } = [];
}
