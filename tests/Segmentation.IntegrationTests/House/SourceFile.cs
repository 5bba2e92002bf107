namespace Segmentation.IntegrationTests.House;

/// <summary>What one file of C# declares, and the names in it that may be types.</summary>
sealed class SourceFile
{
    static readonly HashSet<string> Keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate "
            + "do double else enum event explicit extern false finally fixed float for foreach goto if implicit in "
            + "int interface internal is lock long namespace new null object operator out override params private "
            + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch "
            + "this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while")
            .Split(' '),
    ];

    static readonly HashSet<string> BuiltInTypes =
    [
        .. ("bool byte char decimal double float int long object sbyte short string uint ulong ushort void var dynamic")
            .Split(' '),
    ];

    // Before a type; after any other name stands the name that is declared.
    static readonly HashSet<string> BeforeTypes =
        [.. "and async await file not on or partial record required scoped select when where yield".Split(' ')];

    static readonly HashSet<string> BeforeDeclarations =
    [
        .. ("public internal private protected sealed static abstract partial readonly ref unsafe file new record "
            + "; { } ]").Split(' '), "",
    ];

    static readonly HashSet<string> Kinds = ["class", "struct", "interface", "enum", "record", "delegate"];

    readonly List<string> _tokens;
    readonly HashSet<(Declaration? In, string Name)> _members = [];

    SourceFile(string path, string text)
    {
        (Path, _tokens) = (path, CSharpTokens.Of(text));
        ReadNamespace();
        for (var i = 0; i < _tokens.Count; i++) ReadDeclaration(i);
        for (var i = 0; i < _tokens.Count; i++)
            if (IsName(i) && IsDeclared(i) && this[i - 1] != this[i]) _members.Add((TopLevelAt(i), this[i]));
    }

    /// <param name="path">Within the project, with slashes.</param>
    public static SourceFile Of(string path, string text) => new(path, text);

    public string Path { get; }
    public string Namespace { get; private set; } = "";
    public List<string> Usings { get; } = [];
    public List<Declaration> Types { get; } = [];
    /// <summary>Extension methods, by the top-level class that has them.</summary>
    public List<(string Method, string Class)> Extensions { get; } = [];

    public IEnumerable<string> TopLevelTypes => Types.Where(type => type.IsTopLevel).Select(type => type.Name);

    string this[int i] => i >= 0 && i < _tokens.Count ? _tokens[i] : "";

    /// <summary>Chains of names, such as <c>Data.Thousands.At</c>, of which one may be a type; each with its
    /// place.</summary>
    public IEnumerable<(int At, string[] Chain)> Chains()
    {
        for (var i = 0; i < _tokens.Count; i++)
            if (IsName(i) && this[i - 1] is not ("." or "?." or "->") && MayBeType(i)) yield return (i, ChainAt(i));
    }

    /// <summary>Calls behind a dot, which may be of extension methods.</summary>
    public IEnumerable<(int At, string Method)> MemberCalls()
    {
        for (var i = 0; i < _tokens.Count; i++)
            if (IsName(i) && this[i - 1] is "." or "?." && this[i + 1] is "(" or "<") yield return (i, _tokens[i]);
    }

    /// <summary>The name before the dot of a call when it begins its chain; else null.</summary>
    public string? ReceiverOf(int call) =>
        IsName(call - 2) && this[call - 3] is not ("." or "?." or "->") ? this[call - 2] : null;

    /// <summary>Whether a type within a type hides the name at a place.</summary>
    public bool IsHidden(int at, string name) => Types.Exists(type => type.Name == name && !type.IsTopLevel
        && Types.Exists(outer => outer.IsTopLevel && outer.Has(type.Start) && outer.Has(at)));

    string[] ChainAt(int i)
    {
        var chain = new List<string> { _tokens[i] };
        for (; this[i + 1] is "." or "::" && IsName(i + 2); i += 2) chain.Add(_tokens[i + 2]);
        return [.. chain];
    }

    bool IsName(int i) => IsName(this[i]);

    static bool IsName(string token) =>
        token.Length > 0 && (char.IsLetter(token[0]) || token[0] == '_') && !Keywords.Contains(token);

    bool MayBeType(int i)
    {
        var (before, after) = (this[i - 1], this[i + 1]);
        if (IsDeclared(i) || Types.Exists(type => type.IsEnum && type.Has(i) && i > type.Start + 1)) return false;
        if (after is "=") return false;                                  // an assignment, an initializer, an alias
        if (after is ":" && before is "(" or "," or "{") return false;   // a named argument, a pattern's property
        return IsOnlyType(i) || !_members.Contains((TopLevelAt(i), this[i]));
    }

    /// <summary>Whether only a type can stand at a place; elsewhere a member of the same name hides it.</summary>
    bool IsOnlyType(int i)
    {
        var (before, after) = (this[i - 1], this[i + 1]);
        var isCast = before is "(" && after is ")" && (IsName(i + 2) || this[i + 2] is "(" or CSharpTokens.Literal);
        return isCast || IsName(i + 1) || after is "<" or ">" or "[" or "?"
            || before is "new" or "is" or "as" or "and" or "or" or "not" or "case" or "<" or ":";
    }

    Declaration? TopLevelAt(int i) => Types.Find(type => type.IsTopLevel && type.Has(i));

    /// <summary>Whether a name is being declared: it stands behind a type.</summary>
    bool IsDeclared(int i)
    {
        var (before, after) = (this[i - 1], this[i + 1]);
        if (BuiltInTypes.Contains(before)) return true;
        if (IsName(i - 1)) return !BeforeTypes.Contains(before) || IsTypeOf(i - 1);
        return before is ">" or "]" or "?" or ")" && after is "(" or "{" or "=>" or ";" or "," or ")" or "=" or "in";
    }

    // A contextual keyword that is a name here: behind a dot, or itself declared.
    bool IsTypeOf(int i) => this[i - 1] is "." or "?.";

    void ReadNamespace()
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (_tokens[i] == "namespace" && IsName(i + 1)) Namespace = string.Join('.', ChainAt(i + 1));
            if (_tokens[i] != "using" || this[i - 1] is not ("" or ";" or "global" or "{")) continue;
            var name = this[i + 1] == "static" ? i + 2 : this[i + 2] == "=" ? i + 3 : i + 1;
            var chain = ChainAt(name);
            if (this[name + (2 * chain.Length) - 1] == ";") Usings.Add(string.Join('.', chain));
        }
    }

    void ReadDeclaration(int i)
    {
        if (this[i] == "this" && this[i - 1] == "(" && IsParameter(i + 1))
            Extensions.Add((NameBefore(i - 1), TopLevelAt(i)!.Name));
        if (!Kinds.Contains(this[i]) || !BeforeDeclarations.Contains(this[i - 1])) return;
        var at = this[i] == "record" && this[i + 1] is "class" or "struct" ? i + 2 : i + 1;
        var name = this[i] == "delegate" ? NameBefore(_tokens.IndexOf("(", i)) : this[at];
        if (!IsName(name)) return;
        var isTopLevel = !Types.Exists(type => type.Has(i));
        Types.Add(new(name, i, EndOf(at), isTopLevel, this[i] == "enum"));
    }

    bool IsParameter(int i) =>
        (IsName(i) && this[i] != "with") || BuiltInTypes.Contains(this[i]) || this[i] is "ref" or "in";

    /// <summary>The name before an opening parenthesis, type parameters left out.</summary>
    string NameBefore(int parenthesis)
    {
        var at = parenthesis - 1;
        for (var depth = 0; this[at] == ">" || depth > 0; at--) depth += this[at] == ">" ? 1 : this[at] == "<" ? -1 : 0;
        return this[at];
    }

    /// <summary>Where a declaration ends: at its semicolon, or at the brace that closes its body.</summary>
    int EndOf(int at)
    {
        var depth = 0;
        for (; at < _tokens.Count; at++)
        {
            depth += this[at] is "(" or "[" or "{" ? 1 : this[at] is ")" or "]" or "}" ? -1 : 0;
            if (depth == 0 && this[at] is ";" or "}") return at;
        }
        return at;
    }
}

/// <summary>A type that a file declares.</summary>
/// <param name="Start">The token it begins with; the last one is <paramref name="End"/>.</param>
sealed record Declaration(string Name, int Start, int End, bool IsTopLevel, bool IsEnum)
{
    public bool Has(int token) => token > Start && token <= End;
}
