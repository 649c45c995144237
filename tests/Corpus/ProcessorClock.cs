namespace GracefulAnalyzers.Corpus;

/// <summary>Processor time of this process since the clock was made, in seconds.</summary>
internal sealed class ProcessorClock
{
    private readonly TimeSpan _start = Environment.CpuUsage.TotalTime;

    public double Seconds => (Environment.CpuUsage.TotalTime - _start).TotalSeconds;
}
