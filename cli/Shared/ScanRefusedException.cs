namespace GracefulAnalyzers.Cli.Shared;

/// <summary>The scan cannot begin; the message says why and what to do, for the person at the terminal.</summary>
internal sealed class ScanRefusedException : Exception
{
    public ScanRefusedException()
    {
    }

    public ScanRefusedException(string message)
        : base(message)
    {
    }

    public ScanRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
