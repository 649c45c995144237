using System.Collections;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>Somebody who may say something about options.</summary>
internal abstract class OptionSource
{
    public bool Says(DrillOption option) => Written(option) is not null;

    /// <summary>What is said, or the option's own default.</summary>
    /// <exception cref="DrillRefusedException">What is said is no value of the option.</exception>
    public T Get<T>(DrillOption<T> option)
        where T : notnull => Written(option) is { } written ? option.Read(written) : option.Default();

    /// <summary>What is said; null for nothing, whatever the option's default.</summary>
    /// <exception cref="DrillRefusedException">What is said is no value of the option.</exception>
    public T? Find<T>(DrillOption<T> option)
        where T : class => Written(option) is { } written ? option.Read(written) : null;

    /// <inheritdoc cref="Find{T}"/>
    public T? FindValue<T>(DrillOption<T> option)
        where T : struct => Written(option) is { } written ? option.Read(written) : null;

    /// <summary>What is written for the option, in its form; null for nothing.</summary>
    public abstract object? Written(DrillOption option);
}

/// <summary>What one source says: the command line, a drill file, or a request in it.</summary>
internal abstract class OptionValues : OptionSource
{
    private readonly Dictionary<DrillOption, object?> _written = [];

    /// <summary>Null, and a list of nothing, say nothing.</summary>
    public void Set(DrillOption option, object? written) => _written[option] = written is ICollection { Count: 0 } ? null : written;

    public override object? Written(DrillOption option) => _written.GetValueOrDefault(option);
}

/// <summary>Several sources: the first that says something about an option wins.</summary>
internal sealed class FirstToSay(params OptionSource[] sources) : OptionSource
{
    public override object? Written(DrillOption option) => sources.Select(source => source.Written(option)).FirstOrDefault(written => written is not null);
}
