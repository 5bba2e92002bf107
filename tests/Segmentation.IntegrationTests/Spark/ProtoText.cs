using System.Text.RegularExpressions;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>What a .proto text declares: each field and each value of an enum, by its full name.</summary>
sealed partial class ProtoText
{
    readonly Dictionary<string, string> _declared = [];
    readonly Stack<(string Kind, string Name)> _open = new();
    string[] _tokens = [];
    int _at;

    ProtoText() { }

    /// <summary>Full name → what stands there, for example <c>spark.connect.SQL.query → optional string = 1</c>.
    /// Messages and enums are declared too, by their kind.</summary>
    public static Dictionary<string, string> Declared(IEnumerable<string> texts)
    {
        var all = new ProtoText();
        foreach (var text in texts) all.Read(text);
        return all._declared;
    }

    void Read(string text)
    {
        _tokens = [.. Token().Matches(Comment().Replace(text, " ")).Select(match => match.Value)];
        _at = 0;
        var package = _tokens[Array.IndexOf(_tokens, "package") + 1];
        _open.Push(("package", package));
        while (_at < _tokens.Length) Statement();
        _open.Clear();
    }

    void Statement()
    {
        switch (_tokens[_at])
        {
            case "}":
                _open.Pop();
                _at++;
                break;
            case ";":
                _at++;
                break;
            case "message" or "enum" or "oneof" or "service" when _tokens[_at + 2] == "{":
                Open();
                break;
            case "syntax" or "package" or "import" or "option" or "reserved" or "rpc":
                Skip();
                break;
            default:
                Field();
                break;
        }
    }

    void Open()
    {
        var (kind, name) = (_tokens[_at], _tokens[_at + 1]);
        _open.Push((kind, name));
        if (kind is "message" or "enum") _declared.Add(Name(), kind);
        _at += 3;
    }

    // To the end of the statement, over { } of an rpc.
    void Skip()
    {
        while (_tokens[_at] is not (";" or "}")) _at++;
        _at++;
    }

    void Field()
    {
        var words = new List<string>();
        while (_tokens[_at] != "=") words.Add(_tokens[_at++]);
        var number = _tokens[_at + 1];
        while (_tokens[_at] != ";") _at++;
        _at++;

        var (kind, group) = _open.Peek();
        var type = string.Concat(words.SkipLast(1).SkipWhile(word => word is "optional" or "repeated"));
        var label = kind == "oneof" ? $"oneof {group}" : words[0] is "optional" or "repeated" ? words[0] : "single";
        var says = kind == "enum" ? number : $"{label} {Bare(type)} = {number}";
        _declared.Add($"{Name()}.{words[^1]}", says);
    }

    // A type may be said with or without the names around it.
    static string Bare(string type) => type.StartsWith("map<", StringComparison.Ordinal)
        ? "map<" + string.Join(',', type[4..^1].Split(',').Select(Bare)) + ">"
        : type[(type.LastIndexOf('.') + 1)..];

    string Name() => string.Join('.', _open.Reverse().Where(open => open.Kind != "oneof").Select(open => open.Name));

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("""[A-Za-z0-9_.]+|"[^"]*"|'[^']*'|[{}=;<>,\[\]()-]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
