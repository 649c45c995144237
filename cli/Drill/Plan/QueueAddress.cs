using System.Globalization;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>The queue that feeds the service.</summary>
internal abstract record QueueAddress(Uri Uri)
{
    private const string Form = "write rabbitmq://host:port/queue or redis://host:port/key, with user:password@ before the host where the broker asks for them";

    /// <summary>The address without its password.</summary>
    public string Display => $"{Uri.Scheme}://{Uri.Authority}{Uri.AbsolutePath}";

    protected (string User, string Password) Credentials => Uri.UserInfo.Split(':', 2) is [var user, var password]
        ? (Uri.UnescapeDataString(user), Uri.UnescapeDataString(password))
        : (Uri.UnescapeDataString(Uri.UserInfo), "");

    /// <summary>A RabbitMQ queue, fed through the default exchange.</summary>
    /// <param name="ManagementPort">The management API's, which knows the number of redeliveries; null to do without.</param>
    public sealed record RabbitMq(Uri Uri, string Queue, string VirtualHost, int? ManagementPort) : QueueAddress(Uri)
    {
        public const int DefaultPort = 5672;

        public string User => Uri.UserInfo.Length == 0 ? "guest" : Credentials.User;

        public string Password => Uri.UserInfo.Length == 0 ? "guest" : Credentials.Password;

        public int Port => Uri.Port > 0 ? Uri.Port : DefaultPort;
    }

    /// <summary>A Redis stream or list.</summary>
    public sealed record Redis(Uri Uri, string Key, bool IsList, int Database) : QueueAddress(Uri)
    {
        public const int DefaultPort = 6379;

        public string? User => Credentials.User.Length > 0 ? Credentials.User : null;

        public string? Password => Credentials.Password.Length > 0 ? Credentials.Password : null;

        public int Port => Uri.Port > 0 ? Uri.Port : DefaultPort;
    }

    /// <exception cref="DrillRefusedException">The text is no address of a queue.</exception>
    public static QueueAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || uri.AbsolutePath.Length < 2)
        {
            throw new DrillRefusedException($"'{AddressText.Masked(text)}' is not a value of --publish; {Form}.");
        }

        string name = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        Dictionary<string, string> settings = Settings(uri);
        QueueAddress address = uri.Scheme switch
        {
            "rabbitmq" or "amqp" => new RabbitMq(uri, name, Take(settings, "vhost") ?? "/", Number(settings, "management", 1, 65_535)),
            "redis" => new Redis(uri, name, HoldsList(Take(settings, "type")), Number(settings, "db", 0, 65_535) ?? 0),
            _ => throw new DrillRefusedException($"'{AddressText.Masked(text)}' is not a value of --publish; {Form}."),
        };
        return settings.Keys.FirstOrDefault() is { } unknown
            ? throw new DrillRefusedException($"'{unknown}' is no setting of a {uri.Scheme} queue; there are "
                + $"{(address is RabbitMq ? "vhost and management" : "type (stream or list) and db")}.")
            : address;
    }

    private static Dictionary<string, string> Settings(Uri uri)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] sides in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)))
        {
            settings[sides[0]] = sides.Length > 1 ? Uri.UnescapeDataString(sides[1]) : "";
        }

        return settings;
    }

    private static string? Take(Dictionary<string, string> settings, string name) => settings.Remove(name, out string? value) ? value : null;

    private static int? Number(Dictionary<string, string> settings, string name, int least, int most) => Take(settings, name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most => number,
        var text => throw new DrillRefusedException($"'{text}' is not a value of {name} in --publish; write a number from {least} to {most}."),
    };

    private static bool HoldsList(string? type) => type switch
    {
        null or "stream" => false,
        "list" => true,
        _ => throw new DrillRefusedException($"'{type}' is not a value of type in --publish; use stream or list."),
    };
}
