using System.Text;
using System.Text.Json;
using Segmentation.Data;
using Segmentation.Profiles;

namespace Segmentation.Insights;

/// <summary>Reads the file of actions; every error names its line.</summary>
sealed class ActionFile
{
    static readonly JsonReaderOptions Options =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    readonly byte[] _json;
    readonly string _name;

    /// <param name="json">May begin with a byte order mark.</param>
    /// <param name="name">Of the file, for messages.</param>
    public ActionFile(byte[] json, string name) =>
        (_json, _name) = (json.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? json[3..] : json, name);

    /// <exception cref="InvalidActionsException">A line is wrong.</exception>
    public ActionRules Read()
    {
        try
        {
            return Root();
        }
        catch (JsonException broken)
        {
            throw new InvalidActionsException(
                $"{_name}, line {broken.LineNumber + 1}: this is not JSON. Look for a comma, a quote or a bracket that "
                + "is missing here or in the line before.", broken);
        }
    }

    ActionRules Root()
    {
        var reader = new Utf8JsonReader(_json, Options);
        var (language, phrase, rules) = ("", "", new List<ActionRule>());
        reader.Read();
        Expect(ref reader, JsonTokenType.StartObject, "the file");
        while (Next(ref reader) is { } key)
            switch (key)
            {
                case "language": language = Text(ref reader, key); break;
                case "phrase": phrase = Phrase(ref reader); break;
                case "actions": rules = Actions(ref reader, phrase); break;
                default: throw Wrong(ref reader, $"there is no «{key}»; there are language, phrase and actions");
            }
        if (language.Length == 0) throw Wrong(ref reader, "the language is missing, such as \"language\": \"en\"");
        return rules.Count > 0 ? new(language, rules) : throw Wrong(ref reader, "the list of actions is missing");
    }

    string Phrase(ref Utf8JsonReader reader)
    {
        var phrase = Text(ref reader, "phrase");
        return ActionTemplate.FaultOfPhrase(phrase) is { } fault ? throw Wrong(ref reader, fault) : phrase;
    }

    List<ActionRule> Actions(ref Utf8JsonReader reader, string phrase)
    {
        if (phrase.Length == 0) throw Wrong(ref reader, "the phrase stands before the actions, and is missing");
        Expect(ref reader, JsonTokenType.StartArray, "actions");
        var rules = new List<ActionRule>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.StartObject, "an action");
            var rule = Action(ref reader, phrase);
            if (rules.Exists(other => other.Id == rule.Id))
                throw Wrong(ref reader, $"a second action has the id «{rule.Id}»");
            rules.Add(rule);
        }
        return rules;
    }

    ActionRule Action(ref Utf8JsonReader reader, string phrase)
    {
        var (id, title) = ("", "");
        var (when, text, line) = ((ActionCondition?)null, (ActionTemplate?)null, 0);
        while (Next(ref reader) is { } key)
            switch (key)
            {
                case "id": id = Text(ref reader, key); break;
                case "when": when = Condition(ref reader); break;
                case "title": title = Text(ref reader, key); break;
                case "text": (text, line) = (Template(ref reader, phrase), Line(ref reader)); break;
                default: throw Wrong(ref reader, $"an action has no «{key}»; it has id, when, title and text");
            }
        if (id.Length == 0 || title.Length == 0 || when is null || text is null)
            throw Wrong(ref reader, "an action has an id, a condition (when), a title and a text; one is missing here");
        foreach (var meaning in text.Meanings.Where(meaning => !when.Promises(meaning)))
            throw Wrong(
                line, $"the text speaks of {EnumWord.Of(meaning)}, which not every file has: ask for it in «when»");
        return new(id, when, title, text);
    }

    ActionTemplate Template(ref Utf8JsonReader reader, string phrase)
    {
        var template = new ActionTemplate(Text(ref reader, "text"), phrase);
        return template.Fault() is { } fault ? throw Wrong(ref reader, fault) : template;
    }

    ActionCondition Condition(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "when");
        var (condition, features) = (new ActionCondition(), new List<(Meaning, string)>());
        while (Next(ref reader) is { } key)
            switch (key)
            {
                case "name":
                    condition = condition with { Names = Words(ref reader, key, RfmName.Names) };
                    break;
                case SegmentNames.High or SegmentNames.Low or SegmentNames.Average:
                    features.AddRange(Words(ref reader, key, Levels.Meanings)
                        .Select(word => (EnumWord.Read<Meaning>(word), key)));
                    break;
                case "strongest":
                    condition = condition with { Strongest = Word(ref reader, key, Levels.All) };
                    break;
                default:
                    throw Wrong(
                        ref reader, $"there is no condition «{key}»; there are name, high, low, average and strongest");
            }
        return condition with { Features = features };
    }

    /// <summary>One word or a list of words.</summary>
    List<string> Words(ref Utf8JsonReader reader, string key, IReadOnlyList<string> allowed)
    {
        var words = new List<string>();
        if (reader.TokenType == JsonTokenType.StartArray)
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                words.Add(Word(ref reader, key, allowed));
        else words.Add(Word(ref reader, key, allowed));
        return words.Count > 0 ? words : throw Wrong(ref reader, $"the list of «{key}» is empty");
    }

    string Word(ref Utf8JsonReader reader, string key, IReadOnlyList<string> allowed)
    {
        var word = Text(ref reader, key);
        if (allowed.Contains(word)) return word;
        throw Wrong(ref reader, $"«{word}» is no word for «{key}»; there are {string.Join(", ", allowed)}");
    }

    string Text(ref Utf8JsonReader reader, string key)
    {
        Expect(ref reader, JsonTokenType.String, key);
        var text = reader.GetString()!.Trim();
        return text.Length > 0 ? text : throw Wrong(ref reader, $"«{key}» is empty");
    }

    // Stands at the value of the property; null at the end of the object.
    static string? Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName) return null;
        var key = reader.GetString();
        reader.Read();
        return key;
    }

    void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (reader.TokenType == type) return;
        throw Wrong(ref reader, type switch
        {
            JsonTokenType.String => $"«{what}» is a text in quotes",
            JsonTokenType.StartArray => $"«{what}» is a list in square brackets",
            _ => $"«{what}» is an object in curly brackets",
        });
    }

    InvalidActionsException Wrong(ref Utf8JsonReader reader, string what) => Wrong(Line(ref reader), what);

    InvalidActionsException Wrong(int line, string what) => new($"{_name}, line {line}: {what}.");

    int Line(ref Utf8JsonReader reader) => 1 + _json.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
}
