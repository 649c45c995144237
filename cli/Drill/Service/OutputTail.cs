using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>The last lines that a service wrote; all of them go to a file when one was asked for.</summary>
internal sealed class OutputTail : IDisposable
{
    private const int Lines = 30;

    private readonly object _gate = new();
    private readonly Queue<string> _lines = new();
    private StreamWriter? _file;

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
            Keep(line);
            try
            {
                _file?.WriteLine(line);
            }
            catch (IOException e)
            {
                // The drill goes on without its log: this runs on the thread pool, where an exception would end the program.
                Keep($"(The service's output is written no further: {e.Message})");
                Close();
            }
        }
    }

    /// <summary>Lines that come afterwards are kept, and written nowhere: a service that lives on has no reason to be silent.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Close();
        }
    }

    private void Keep(string line)
    {
        _lines.Enqueue(line.TrimEnd());
        if (_lines.Count > Lines)
        {
            _lines.Dequeue();
        }
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // What could not be written before cannot be written now.
        }

        _file = null;
    }
}
