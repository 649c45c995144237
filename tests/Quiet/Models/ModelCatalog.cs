namespace Quiet.Models;

/// <summary>Which model answers at the moment; <see cref="Changed"/> is raised on the thread that set it.</summary>
public sealed class ModelCatalog
{
    private string _current = "default";

    public event EventHandler<string>? Changed;

    public string Current => Volatile.Read(ref _current);

    public void Set(string model)
    {
        if (Interlocked.Exchange(ref _current, model) != model)
        {
            Changed?.Invoke(this, model);
        }
    }
}
