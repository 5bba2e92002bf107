using System.ComponentModel.DataAnnotations;

namespace Segmentation.Api;

/// <summary>Who may call the API. Section <c>Api</c>.</summary>
public sealed class ApiOptions : IValidatableObject
{
    /// <summary>Host names this service is reached by, comma-separated, beside localhost and the address a connection
    /// comes in on; <c>*</c> takes any. Default none. This refuses web pages that point a name of their own at this
    /// machine.</summary>
    public string Hosts { get; init; } = "";

    /// <summary>Origins whose pages may call the API from a browser, comma-separated, such as
    /// <c>https://shop.example</c>. Default none: only the service's own page.</summary>
    public string CorsOrigins { get; init; } = "";

    /// <summary>Longest wait of <c>Prefer: wait</c>. Default 60 s; from 1 s to 10 min.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between pings on an event stream. Default 15 s; from 0.1 s to 10 min.</summary>
    public TimeSpan Ping { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Who needs an API key: <c>auto</c>, everybody once the first key is made; <c>required</c>, everybody;
    /// <c>off</c>, nobody. Default <c>auto</c>.</summary>
    public string Keys { get; init; } = "auto";

    internal KeyRule KeyRule => Enum.Parse<KeyRule>(Keys, ignoreCase: true);

    internal IReadOnlyList<string> HostList => Split(Hosts);

    internal IReadOnlyList<string> CorsList => Split(CorsOrigins);

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        foreach (var host in HostList)
        {
            if (host != "*" && Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
                yield return new(
                    $"Api:Hosts has «{host}»; allowed: host names without scheme or port, comma-separated, or *.");
        }

        foreach (var origin in CorsList)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                || uri.GetLeftPart(UriPartial.Authority) != origin)
                yield return new(
                    $"Api:CorsOrigins has «{origin}»; allowed: origins such as https://shop.example, without a path.");
        }

        if (!Enum.GetNames<KeyRule>().Contains(Keys, StringComparer.OrdinalIgnoreCase))
            yield return new($"Api:Keys is {Keys}; allowed: auto, required, off.");
        if (LongestWait.TotalSeconds is < 1 or > 600)
            yield return new($"Api:LongestWait is {LongestWait}; allowed: 1 s to 10 min.");
        if (Ping.TotalSeconds is < 0.1 or > 600) yield return new($"Api:Ping is {Ping}; allowed: 0.1 s to 10 min.");
    }

    static string[] Split(string list) =>
        list.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Who needs an API key.</summary>
enum KeyRule
{
    Auto,
    Required,
    Off,
}
