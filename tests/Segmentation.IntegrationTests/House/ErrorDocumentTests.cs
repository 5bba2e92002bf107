using Segmentation.Api;

namespace Segmentation.IntegrationTests.House;

/// <summary>The document on errors is made from the tables of errors.</summary>
public sealed class ErrorDocumentTests
{
    const string Document = "docs/errors.md";
    const string Head = "| code | status | means | do |\n|---|---|---|---|\n";

    static string Table => Head + string.Concat(ErrorTable.All.Select(error =>
        $"| `{error.Code}` | {error.Status} | {error.Meaning} | {error.Cure} |\n"));

    [Fact]
    public void The_document_says_what_the_tables_say()
    {
        var text = Repository.Read(Document);
        var start = text.IndexOf(Head, StringComparison.Ordinal);
        var end = text.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;

        Assert.True(text[start..end] == Table, $"The table in {Document} shall be:\n{Table}");
    }

    [Fact]
    public void A_code_stands_once_and_every_text_is_a_sentence()
    {
        Assert.Equal(ErrorTable.All.Count, ErrorTable.All.DistinctBy(error => error.Code).Count());
        Assert.All(ErrorTable.All, error => Assert.Matches(@"^[A-Z]+(_[A-Z0-9]+)*$", error.Code));
        Assert.All(ErrorTable.All, error => Assert.InRange(error.Status, 400, 599));
        Assert.All(ErrorTable.All, error => Assert.Matches(@"^[A-Z].*[^.]$", error.Title));
        Assert.All(ErrorTable.All, error => Assert.Matches(@"^[A-Z].*\.$", error.Meaning));
        Assert.All(ErrorTable.All, error => Assert.Matches(@"^[A-Z].*\.$", error.Cure));
    }
}
