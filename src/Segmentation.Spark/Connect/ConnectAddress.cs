using System.Globalization;

namespace Segmentation.Spark.Connect;

/// <summary>Where a Spark Connect server listens, as Spark's own clients write it:
/// <c>sc://host:port/;use_ssl=true;token=…;user_id=…</c>.</summary>
sealed record ConnectAddress
{
    /// <summary>The port of Spark Connect when the address has none.</summary>
    public const int DefaultPort = 15002;

    const string Form = "A Spark Connect address reads sc://host:port/;use_ssl=true;token=…;user_id=…;user_agent=…;"
        + "x-name=…, everything after the host is optional";

    public required string Host { get; init; }
    public required int Port { get; init; }
    public required bool UseTls { get; init; }

    /// <summary>Sent as a bearer token with every call.</summary>
    public string? Token { get; private init; }

    /// <summary>The owner of a session, as Spark shows it.</summary>
    public string? UserId { get; private init; }

    /// <summary>The name of this client in Spark's log.</summary>
    public string? UserAgent { get; private init; }

    /// <summary>Headers for a gateway in front of Spark; their names begin with <c>x-</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    public Uri Uri => new UriBuilder(UseTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, Host, Port).Uri;

    /// <exception cref="FormatException">The text is not such an address; the message says what one looks
    /// like.</exception>
    public static ConnectAddress Parse(string text)
    {
        // The message does not repeat the text, which may have a token.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "sc" || uri.Host.Length == 0
            || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.Port == 0)
            throw Wrong("This is not one");

        var path = uri.AbsolutePath.TrimStart('/');
        if (path.Length > 0 && path[0] != ';') throw Wrong("The path has to be empty; parameters begin with /;");

        var settings = Settings(path);
        var token = Taken(settings, "token");
        var tls = Tls(Taken(settings, "use_ssl"));
        if (token is not null && tls == false && !uri.IsLoopback)
            throw Wrong("A token leaves this machine over TLS only; leave use_ssl=false out");

        var address = new ConnectAddress
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort ? DefaultPort : uri.Port,
            UseTls = tls ?? token is not null,
            Token = token,
            UserId = Taken(settings, "user_id"),
            UserAgent = Taken(settings, "user_agent"),
            Headers = settings,
        };

        var unknown = settings.Keys.FirstOrDefault(name => !name.StartsWith("x-", StringComparison.Ordinal));
        return unknown is null ? address : throw Wrong($"The parameter {unknown} is not known here");
    }

    /// <summary>Host and port, never the token.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"sc://{Host}:{Port}{(UseTls ? "/;use_ssl=true" : "")}");

    static Dictionary<string, string> Settings(string path)
    {
        var settings = new Dictionary<string, string>();
        foreach (var part in path.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = part.IndexOf('=');
            if (cut < 1 || cut == part.Length - 1) throw Wrong("Each parameter reads name=value");

            var name = part[..cut];
            if (!settings.TryAdd(name, Value(part[(cut + 1)..]))) throw Wrong($"The parameter {name} is said twice");
        }

        return settings;
    }

    static string Value(string written)
    {
        var value = Uri.UnescapeDataString(written);
        return value.All(c => c is >= ' ' and <= '~') ? value : throw Wrong("Values are printable ASCII");
    }

    static string? Taken(Dictionary<string, string> settings, string name) =>
        settings.Remove(name, out var value) ? value : null;

    static bool? Tls(string? value) => value switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Wrong("use_ssl is true or false"),
    };

    static FormatException Wrong(string why) => new($"{Form}. {why}.");
}
