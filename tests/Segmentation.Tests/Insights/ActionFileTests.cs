using System.Text;
using Segmentation.Insights;

namespace Segmentation.Tests.Insights;

/// <summary>A file that somebody edited: each mistake is told with its line.</summary>
public sealed class ActionFileTests
{
    const string Right = """
        {
          "language": "de",
          "phrase": "{name} im Median {median}",
          "actions": [
            {
              "id": "older",
              "when": { "high": "age" },
              "title": "Anders ansprechen",
              "text": "Sie sind älter: {age}."
            }
          ]
        }
        """;

    [Fact]
    public void A_translated_file_speaks_its_language()
    {
        var actions = Read(Right);

        var action = Assert.Single(actions.Of(HandMade.With(["Age"], [1]))).Action!;

        Assert.Equal("de", actions.Language);
        Assert.Equal(new("older", "Anders ansprechen", "Sie sind älter: Age im Median 110."), action);
    }

    [Fact]
    public void A_byte_order_mark_comments_and_a_last_comma_are_allowed() =>
        Assert.Equal(["older"], Read("\uFEFF" + Right.Replace("}\n  ]", "}, // the end\n  ]")).Ids);

    [Theory]
    [InlineData("\"when\": { \"high\": \"age\" },", "\"when\": { \"high\": \"age\" }", 8, "this is not JSON")]
    [InlineData("\"age\" }", "\"agee\" }", 7, "«agee» is no word for «high»; there are recency, frequency")]
    [InlineData("\"high\"", "\"hihg\"", 7, "there is no condition «hihg»")]
    [InlineData(
        "\"high\": \"age\"", "\"name\": \"Champion\"", 7, "«Champion» is no word for «name»; there are Champions")]
    [InlineData("\"high\": \"age\"", "\"high\": []", 7, "the list of «high» is empty")]
    [InlineData("\"high\": \"age\"", "\"strongest\": \"huge\"", 7, "«huge» is no word for «strongest»")]
    [InlineData("\"high\": \"age\"", "\"high\": \"income\"", 9, "the text speaks of age, which not every file has")]
    [InlineData("{age}.", "{aeg}.", 9, "there is no place {aeg}")]
    [InlineData("{age}.", "{age.mode}.", 9, "there is no place {age.mode}")]
    [InlineData("{age}.", "{age.}.", 9, "there is no place {age.}")]
    [InlineData("{age}.", "{age.name}.", 9, "has no number")]
    [InlineData("{age}.", "{age}. Schön!", 9, "the sentence «Schön!» has no number")]
    [InlineData("{age}.", "{age}.} {size}", 9, "a brace is open or closed alone")]
    [InlineData("älter: {age}.", "älter: 64.", 9, "has no number")]
    [InlineData("\"title\"", "\"titel\"", 8, "an action has no «titel»")]
    [InlineData("\"id\": \"older\",", "", 10, "one is missing here")]
    [InlineData("\"Anders ansprechen\"", "7", 8, "«title» is a text in quotes")]
    [InlineData("\"Anders ansprechen\"", "\" \"", 8, "«title» is empty")]
    [InlineData("\"language\": \"de\",", "", 12, "the language is missing")]
    [InlineData("\"language\"", "\"sprache\"", 2, "there is no «sprache»")]
    [InlineData("{median}", "", 3, "a phrase has {median}")]
    [InlineData("\"actions\": [", "\"actions\": 7, \"x\": [", 4, "«actions» is a list in square brackets")]
    [InlineData("}\n  ]", "},\n 5\n  ]", 11, "«an action» is an object in curly brackets")]
    public void A_mistake_is_told_with_its_line(string text, string instead, int line, string said)
    {
        Assert.Contains(text, Right);

        var wrong = Assert.Throws<InvalidActionsException>(() => Read(Right.Replace(text, instead)));

        Assert.StartsWith($"actions.de.json, line {line}: ", wrong.Message);
        Assert.Contains(said, wrong.Message);
    }

    [Fact]
    public void An_id_is_used_once()
    {
        var from = Right.IndexOf("    {", StringComparison.Ordinal);
        var action = Right[from..Right.IndexOf("\n  ]", StringComparison.Ordinal)];

        var wrong = Assert.Throws<InvalidActionsException>(() => Read(Right.Replace(action, $"{action},\n{action}")));

        Assert.Equal("actions.de.json, line 16: a second action has the id «older».", wrong.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_without_its_path()
    {
        var wrong = Assert.Throws<InvalidActionsException>(() => ActionRules.Read("/nowhere/actions.de.json"));

        Assert.StartsWith("The texts actions.de.json cannot be read.", wrong.Message);
        Assert.DoesNotContain("nowhere", wrong.Message);
    }

    static ActionRules Read(string json) => new ActionFile(Encoding.UTF8.GetBytes(json), "actions.de.json").Read();
}
