using System.Text.RegularExpressions;
using Segmentation.Api;

namespace Segmentation.IntegrationTests.Api;

[Collection(ApiGroup.Name)]
public sealed partial class ProblemPageTests(ApiServer api)
{
    public static TheoryData<string> Codes => [.. ErrorTable.All.Select(entry => entry.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_code_has_a_page_that_says_what_to_do(string code)
    {
        var page = await api.Client.GetStringAsync("/problems/" + code.ToLowerInvariant().Replace('_', '-'));

        Assert.Contains($"<h1>{code}</h1>", page);
        Assert.Contains("<h2>What to do</h2><p>", page);
    }

    [Fact]
    public async Task Every_code_in_the_list_is_a_link_and_another_one_is_404()
    {
        var list = await api.Client.GetStringAsync("/problems");

        Assert.Equal(
            ErrorTable.All.Select(entry => entry.Code),
            Linked().Matches(list).Select(match => match.Groups["code"].Value));
        await (await api.Client.GetAsync("/problems/never-heard-of")).ProblemAsync(404, "NOT_FOUND");
    }

    [GeneratedRegex("<dt><a href=\"/problems/[a-z-]+\">(?<code>[A-Z_]+)</a></dt>")]
    private static partial Regex Linked();
}
