namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>The drill could not run; the message says why, the details show what the service or a command wrote last.</summary>
internal sealed class DrillRefusedException : Exception
{
    public DrillRefusedException()
    {
    }

    public DrillRefusedException(string message)
        : base(message)
    {
    }

    public DrillRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public DrillRefusedException(string message, IReadOnlyList<string> details)
        : base(message) => Details = details;

    public IReadOnlyList<string> Details { get; } = [];
}
