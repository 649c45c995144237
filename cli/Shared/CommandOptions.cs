using System.CommandLine;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>Options as the verbs declare them.</summary>
internal static class CommandOptions
{
    /// <summary>An option that takes one value each time it is given.</summary>
    public static Option<string[]> Repeatable(string name, string helpName, string description, params string[] aliases) => new(name, aliases)
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>An option whose value is one of some words.</summary>
    /// <param name="otherwise">The word that counts when none is given.</param>
    public static Option<string> OneOf(string name, string description, string otherwise, params string[] words)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', words), DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }, ..] && !words.Contains(word))
            {
                result.AddError($"'{word}' is not a value of {name}; use {string.Join(", ", words[..^1])} or {words[^1]}.");
            }
        });
        return option;
    }

    /// <summary>Refuses values; the problem is null for one that is none.</summary>
    public static void Each(Option option, Func<string, string?> problem) =>
        option.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => problem(token.Value)).OfType<string>())
            {
                result.AddError(text);
            }
        });
}
