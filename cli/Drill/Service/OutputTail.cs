namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>The last lines that a service wrote; all of them go to a file when one was asked for.</summary>
internal sealed class OutputTail : IDisposable
{
    private const int Lines = 30;

    private readonly object _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly StreamWriter? _file;

    /// <exception cref="DrillRefusedException">The file cannot be written.</exception>
    public OutputTail(string? file)
    {
        try
        {
            _file = file is null ? null : new StreamWriter(file, append: false) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DrillRefusedException($"The service's output cannot be written to {file}: {e.Message}", e);
        }
    }

    public IReadOnlyList<string> Last
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_gate)
        {
            _file?.WriteLine(line);
            _lines.Enqueue(line.TrimEnd());
            if (_lines.Count > Lines)
            {
                _lines.Dequeue();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
        }
    }
}
