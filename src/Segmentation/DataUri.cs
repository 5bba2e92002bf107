using System.Text.RegularExpressions;

namespace Segmentation;

/// <summary>Where a cluster reads or writes: a scheme, a host or bucket where there is one, and a path of plain
/// names.</summary>
/// <remarks>One text for one place: a text that could mean another place, by <c>..</c>, an encoded character or a
/// pattern, is refused.</remarks>
public sealed partial record DataUri
{
    const int Longest = 1_000;
    const int RegexMilliseconds = 1_000;
    const string Refused = "\\%#{}[]*?^";

    DataUri(string scheme, string place, string path) => (Scheme, Place, Path) = (scheme, place, path);

    /// <summary>In lower case, such as <c>file</c>, <c>hdfs</c>, <c>s3a</c>.</summary>
    public string Scheme { get; }

    /// <summary>Host or bucket; empty for files and for a cluster's own file system.</summary>
    public string Place { get; }

    /// <summary>Empty for the root, else a slash before every name and none at the end.</summary>
    public string Path { get; }

    /// <summary>The last name; that of the place at its root.</summary>
    public string Name => Path.Length == 0 ? Place : Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder it is in; null at the root.</summary>
    public DataUri? Parent => Path.Length == 0 ? null : new(Scheme, Place, Path[..Path.LastIndexOf('/')]);

    /// <summary>A file or folder in it.</summary>
    /// <param name="name">A plain name; it is not checked.</param>
    public DataUri Child(string name) => new(Scheme, Place, $"{Path}/{name}");

    /// <summary>Whether it is <paramref name="root"/> or in it.</summary>
    public bool IsWithin(DataUri root)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Scheme == root.Scheme && Place == root.Place
            && (Path == root.Path || Path.StartsWith(root.Path + "/", StringComparison.Ordinal));
    }

    /// <summary>As Spark reads it.</summary>
    public override string ToString() => $"{Scheme}://{Place}{(Path.Length == 0 ? "/" : Path)}";

    /// <summary>Reads an absolute URI. Doubled slashes and those at the end are ignored.</summary>
    /// <exception cref="FormatException">It is no absolute URI, or could mean another place; the message is a sentence
    /// for users.</exception>
    public static DataUri Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest) throw new FormatException($"it has more than {Longest:N0} characters");
        if (text.FirstOrDefault(IsRefused) is var wrong and not default(char))
            throw new FormatException(char.IsControl(wrong)
                ? "it has a control character"
                : $"it has the character {wrong}; names are written as they are, without patterns");
        if (Form().Match(text) is not { Success: true } form)
            throw new FormatException(
                "it is not an absolute URI such as file:///data/customers.csv or s3a://bucket/customers");

        var names = form.Groups["path"].Value.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Exists(names, name => name is "." or "..")) throw new FormatException("it has . or .. in its path");
        var (scheme, place) = (form.Groups["scheme"].Value.ToLowerInvariant(), form.Groups["place"].Value);
        if (place.Contains('@', StringComparison.Ordinal))
            throw new FormatException("it has a name or password before its host");
        var path = string.Concat(names.Select(name => "/" + name));
        if (scheme != "file") return new(scheme, place, path);

        if (place is not ("" or "localhost"))
            throw new FormatException("a file: URI has no host; it has three slashes, such as file:///data");
        return path.Length > 0 ? new(scheme, "", path) : throw new FormatException("it names no file or folder");
    }

    static bool IsRefused(char c) => char.IsControl(c) || Refused.Contains(c, StringComparison.Ordinal);

    [GeneratedRegex(
        "^(?<scheme>[A-Za-z][A-Za-z0-9+.-]+):(//(?<place>[^/]*))?(?<path>(/.*)?)\\z",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, RegexMilliseconds)]
    private static partial Regex Form();
}
