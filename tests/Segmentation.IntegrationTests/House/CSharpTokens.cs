namespace Segmentation.IntegrationTests.House;

/// <summary>Cuts C# into tokens: names, keywords, punctuation. Comments, directives and the text of strings are left
/// out; the code in the holes of interpolated strings is not.</summary>
sealed class CSharpTokens
{
    /// <summary>Stands for a number, a character or a string.</summary>
    public const string Literal = "\"";

    static readonly string[] Long =
        ["=>", "==", "!=", "<=", ">=", "?.", "??", "&&", "||", "::", "..", "++", "--", "->"];

    readonly string _text;
    readonly List<string> _tokens = [];
    int _at;

    CSharpTokens(string text) => _text = text;

    public static List<string> Of(string text)
    {
        var lexer = new CSharpTokens(text);
        lexer.Code(isHole: false);
        return lexer._tokens;
    }

    /// <summary>Reads code up to the end of the text, or of the hole.</summary>
    void Code(bool isHole)
    {
        var depth = 0;
        while (_at < _text.Length)
        {
            if (Skip() || Quoted() || Word()) continue;
            var token = Punctuation();
            if (isHole && depth == 0 && token is "}" or ":")
            {
                if (token == ":") _at = _text.IndexOf('}', _at) + 1;   // a format
                return;
            }
            depth += token is "(" or "[" or "{" ? 1 : token is ")" or "]" or "}" ? -1 : 0;
            _tokens.Add(token);
        }
    }

    /// <summary>Skips white space, a comment or a directive.</summary>
    bool Skip()
    {
        var start = _at;
        if (char.IsWhiteSpace(_text[_at])) _at++;
        else if (Has("//") || (Has("#") && _text[..start].TrimEnd(' ', '\t') is "" or [.., '\n'])) To("\n");
        else if (Has("/*")) To("*/");
        return _at > start;
    }

    bool Word()
    {
        var start = _at;
        if (char.IsAsciiDigit(_text[_at]))
        {
            while (Peek() is var c && (IsOfName(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))) _at++;
            if (Peek() is '+' or '-' && _text[_at - 1] is 'e' or 'E' && _text[start..].StartsWith("0x") is false) _at++;
            _tokens.Add(Literal);
            return true;
        }
        if (Peek() == '@') _at++;
        while (IsOfName(Peek())) _at++;
        if (_at == start) return false;
        _tokens.Add(_text[start.._at]);   // with its @, so that it is no keyword
        return true;
    }

    string Punctuation()
    {
        var token = Array.Find(Long, Has) ?? _text[_at].ToString();
        _at += token.Length;
        return token;
    }

    /// <summary>Reads a string or a character.</summary>
    bool Quoted()
    {
        var (at, dollars, isVerbatim) = (_at, 0, false);
        for (; at < _text.Length && _text[at] is '$' or '@'; at++)
        {
            dollars += _text[at] == '$' ? 1 : 0;
            isVerbatim |= _text[at] == '@';
        }
        if (at >= _text.Length || _text[at] is not ('"' or '\'') || (_text[at] == '\'' && at > _at)) return false;
        var quotes = 0;
        while (at + quotes < _text.Length && _text[at + quotes] == _text[at]) quotes++;
        _tokens.Add(Literal);
        var isRaw = quotes >= 3 && _text[at] == '"' && !isVerbatim;
        _at = at + (isRaw ? quotes : 1);
        var end = isRaw ? new string('"', quotes) : _text[at].ToString();
        Content(end, dollars, escape: isRaw ? '\0' : isVerbatim ? '"' : '\\');
        return true;
    }

    /// <param name="end">What closes the string.</param>
    /// <param name="dollars">How many braces open a hole of a raw string; of others one does, and two are text.</param>
    /// <param name="escape">What makes the next character text.</param>
    void Content(string end, int dollars, char escape)
    {
        var isRaw = end.Length >= 3;
        while (_at < _text.Length)
        {
            var braces = 0;
            while (dollars > 0 && Peek(braces) == '{') braces++;
            if (Peek() == escape && (escape == '\\' || Peek(1) == escape)) _at += 2;
            else if (Has(end))
            {
                _at += end.Length;
                return;
            }
            else if (IsHole(braces)) Hole(braces, isRaw ? dollars : 1);
            else _at += Math.Max(1, braces);
        }

        bool IsHole(int braces) => isRaw ? dollars > 0 && braces >= dollars : braces % 2 == 1;
    }

    void Hole(int braces, int closing)
    {
        _at += braces;
        _tokens.Add("(");
        Code(isHole: true);
        _tokens.Add(")");
        _at += closing - 1;
    }

    bool Has(string token) => string.CompareOrdinal(_text, _at, token, 0, token.Length) == 0;

    void To(string end)
    {
        var found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? _text.Length : found + end.Length;
    }

    char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c == '_';
}
