using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Tests.Tokens;

/// <summary>How a row's code is moved before it is asked.</summary>
public enum Moved
{
    /// <summary>As written.</summary>
    Nowhere,

    /// <summary>Into a lambda that the method calls.</summary>
    IntoLambda,

    /// <summary>Into a local function that the method calls.</summary>
    IntoLocalFunction,

    /// <summary>Into a private method that gets the method's parameters.</summary>
    IntoPrivateMethod,
}

/// <summary>One token expression in its context: the argument of <c>Probe.Of</c>, and the signals that it carries there.</summary>
/// <param name="Name">What the row shows.</param>
/// <param name="Header">The method's signature up to its closing parenthesis.</param>
/// <param name="Body">The method's statements.</param>
/// <param name="Expected">All signals, and no others.</param>
internal sealed record SignalRow(string Name, string Header, string Body, Signal Expected)
{
    /// <summary>Primary-constructor parameters.</summary>
    public string Takes { get; init; } = "";

    /// <summary>Base type and interfaces.</summary>
    public string Is { get; init; } = "";

    /// <summary>Other members of the type.</summary>
    public string Members { get; init; } = "";

    /// <summary>Frameworks whose members the row uses, separated by commas.</summary>
    public string Frameworks { get; init; } = "";

    /// <summary>A last statement that stays in the method.</summary>
    public string After { get; init; } = "";

    /// <summary>Attributes of the type.</summary>
    public string Attributes { get; init; } = "";

    /// <summary>The row's class, with the code where it was moved to.</summary>
    public string Source(string type, Moved moved)
    {
        var parameters = Header[(Header.IndexOf('(', StringComparison.Ordinal) + 1)..Header.LastIndexOf(')')];
        var names = string.Join(", ",
            parameters.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(static parameter => parameter.Split(" = ")[0].Split(' ')[^1]));
        var (body, rest) = moved switch
        {
            Moved.IntoLambda => ($"Func<Task> run = async () => {{ {Body} }}; await run();", ""),
            Moved.IntoLocalFunction => ($"async Task MovedAsync() {{ {Body} }} await MovedAsync();", ""),
            Moved.IntoPrivateMethod => ($"await MovedAsync({names});", $"private async Task MovedAsync({parameters}) {{ {Body} }}"),
            _ => (Body, ""),
        };
        return $$"""
            {{Attributes}}
            public class {{type}}{{(Takes.Length > 0 ? "(" + Takes + ")" : "")}}{{(Is.Length > 0 ? " : " + Is : "")}}
            {
                {{Members.Replace("$TYPE", type, StringComparison.Ordinal)}}
                {{Header}} { {{body}} {{After}} }
                {{rest}}
            }

            """;
    }
}
