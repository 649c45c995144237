using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Serialization;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>How a value is written, on the command line and in a drill file.</summary>
/// <param name="OnCommandLine">An option of that form, by its name and its aliases.</param>
/// <param name="Given">What was given for it there.</param>
/// <param name="InFile">What JSON is read into; takes null, which says nothing.</param>
/// <param name="Converter">Reads the JSON; null for the usual way.</param>
internal sealed record WrittenForm<T>(Func<string, string[], Option> OnCommandLine, Func<OptionResult, T> Given, Type InFile, JsonConverter? Converter = null);

/// <summary>The forms that there are.</summary>
internal static class Written
{
    public static WrittenForm<string> Text { get; } =
        new((name, aliases) => new Option<string>(name, aliases), given => given.GetValueOrDefault<string>()!, typeof(string));

    public static WrittenForm<int> Whole { get; } =
        new((name, aliases) => new Option<int>(name, aliases), given => given.GetValueOrDefault<int>(), typeof(int?));

    public static WrittenForm<double> Number { get; } =
        new((name, aliases) => new Option<double>(name, aliases), given => given.GetValueOrDefault<double>(), typeof(double?));

    /// <summary>On the command line it is there or not; a file says true or false.</summary>
    public static WrittenForm<bool> Flag { get; } =
        new((name, aliases) => new Option<bool>(name, aliases) { Arity = ArgumentArity.Zero }, _ => true, typeof(bool?));

    /// <summary>Given more than once on the command line; in a file one text, or an array of them.</summary>
    public static WrittenForm<IReadOnlyList<string?>> Texts { get; } =
        new(Repeatable, given => given.GetValueOrDefault<string[]>()!, typeof(IReadOnlyList<string?>), new OneOrMoreTexts());

    /// <summary>A text on the command line; in a file also JSON as it stands.</summary>
    public static WrittenForm<JsonElement> Json { get; } = new(
        (name, aliases) => new Option<string>(name, aliases),
        given => JsonSerializer.SerializeToElement(given.GetValueOrDefault<string>()),
        typeof(JsonElement?));

    /// <summary>Lines on the command line, an array of them; in a file an object, a dictionary with values that may be null.</summary>
    public static WrittenForm<object> Headers { get; } = new(Repeatable, given => given.GetValueOrDefault<string[]>()!, typeof(Dictionary<string, string?>));

    private static Option<string[]> Repeatable(string name, string[] aliases) => CommandOptions.Repeatable(name, "", "", aliases);

    private sealed class OneOrMoreTexts : JsonConverter<IReadOnlyList<string?>>
    {
        public override IReadOnlyList<string?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? [reader.GetString()] : JsonSerializer.Deserialize<string?[]>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<string?> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, options);
    }
}
