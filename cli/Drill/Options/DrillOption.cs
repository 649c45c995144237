using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>
/// One option of a drill, declared once: how the command line and a drill file write it, what it means, and what counts when nobody says anything.
/// The command line, its help, the drill file and the table in the documentation follow from it.
/// </summary>
internal abstract class DrillOption(string flag, string? valueName, string meaning)
{
    /// <summary>As the command line writes it, with its dashes.</summary>
    public string Flag => flag;

    /// <summary>Its short form on the command line; null for none.</summary>
    public string? Alias { get; protected set; }

    /// <summary>Its name in a drill file; null for what only the command line can say.</summary>
    public string? Key { get; protected set; } = flag[2..];

    /// <summary>Whether a request of a drill file can have its own.</summary>
    public bool IsOfRequest { get; protected set; }

    public bool IsRequired { get; protected set; }

    /// <summary>What stands for the value in the help; null for an option without one.</summary>
    public string? ValueName => valueName;

    /// <summary>What it is for, in whole sentences.</summary>
    public string Meaning => meaning;

    /// <summary>What counts when nobody says anything, in words or as it would be written; null for nothing.</summary>
    public string? Otherwise { get; protected set; }

    protected string Help => $"{meaning}{(IsRequired ? " Required." : Otherwise is null ? "" : $" Default: {Otherwise}.")}";

    /// <summary>A new option for a command line.</summary>
    public abstract Option OnCommandLine();

    /// <summary>Keeps what the command line says, if it says anything.</summary>
    public abstract void Take(ParseResult line, OptionValues values);

    /// <summary>Adds the key to what a drill file, or a request in it, is read into.</summary>
    public abstract void AddTo(JsonTypeInfo values);
}

/// <summary>An option, and what becomes of it.</summary>
internal abstract class DrillOption<T>(string flag, string? valueName, string meaning) : DrillOption(flag, valueName, meaning)
    where T : notnull
{
    /// <exception cref="DrillRefusedException">What is written is no value of this option.</exception>
    public abstract T Read(object written);

    /// <exception cref="InvalidOperationException">Without anything said, it has no value of its own.</exception>
    public abstract T Default();
}

/// <summary>An option, what is written for it, and what becomes of that.</summary>
/// <param name="read">Makes a value of what is written; the second argument is the flag, for what is said of a malformed one.</param>
internal sealed class DrillOption<TWritten, T>(string flag, string? valueName, WrittenForm<TWritten> form, Func<TWritten, string, T> read, string meaning)
    : DrillOption<T>(flag, valueName, meaning)
    where TWritten : notnull
    where T : notnull
{
    private object? _default;

    /// <summary>Has this value, as it would be written, when nobody says anything.</summary>
    public DrillOption<TWritten, T> Or(TWritten written)
    {
        _default = written;
        Otherwise = written is bool ? null : Convert.ToString(written, CultureInfo.InvariantCulture);
        return this;
    }

    /// <summary>When nobody says anything, something else decides, which the words name.</summary>
    public DrillOption<TWritten, T> OrElse(string words)
    {
        Otherwise = words;
        return this;
    }

    public DrillOption<TWritten, T> Required()
    {
        IsRequired = true;
        return this;
    }

    public DrillOption<TWritten, T> OfRequest()
    {
        IsOfRequest = true;
        return this;
    }

    public DrillOption<TWritten, T> Also(string alias)
    {
        Alias = alias;
        return this;
    }

    /// <summary>Has another name in a drill file than on the command line; null when it has none there.</summary>
    public DrillOption<TWritten, T> InFile(string? key)
    {
        Key = key;
        return this;
    }

    public override T Read(object written) => read((TWritten)written, Flag);

    public override T Default() => Read(_default ?? throw new InvalidOperationException($"{Flag} has no default of its own."));

    public override Option OnCommandLine()
    {
        Option option = form.OnCommandLine(Flag, Alias is null ? [] : [Alias]);
        option.HelpName = ValueName;
        option.Description = Help;
        return option;
    }

    public override void Take(ParseResult line, OptionValues values)
    {
        if (line.GetResult(Flag) is OptionResult { Implicit: false } given)
        {
            values.Set(this, form.Given(given));
        }
    }

    public override void AddTo(JsonTypeInfo values)
    {
        string key = Key ?? throw new InvalidOperationException($"{Flag} has no key in a drill file.");
        JsonPropertyInfo property = values.CreateJsonPropertyInfo(form.InFile, key);
        property.Set = (target, written) => ((OptionValues)target).Set(this, written);
        property.CustomConverter = form.Converter;
        values.Properties.Add(property);
    }
}
