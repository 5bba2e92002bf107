using System.Text.RegularExpressions;
using Segmentation.Api;
using Segmentation.Progress;

namespace Segmentation.IntegrationTests.House;

/// <summary>A rule has one owner: a second copy of it, which could go its own way, is found by what only the rule
/// has.</summary>
public sealed class OwnerTests
{
    static readonly (string Path, string Text)[] Sources =
    [
        .. Repository.TrackedFiles()
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .Where(file => Path.GetExtension(file) is ".cs" or ".js")
            .Select(file => (file, Repository.Read(file))),
    ];

    [Theory]
    [InlineData(
        "what a spreadsheet takes for a formula", @"＝|\\uFF1D|0xBC, 0x9D|""=\+-@", "Segmentation/Output/SafeCsv.cs")]
    [InlineData("texts for a missing number", "#value!", "Segmentation/Data/Cells/CellText.cs")]
    [InlineData("marks between groups of digits", @"\\u2009|0x80, 0x89", "Segmentation/Data/Cells/Thousands.cs")]
    [InlineData(
        "words of headers", "\"(monetary|recency|revenue|kunde|postcode)\"", "Segmentation/Data/Roles/HeaderWords.cs")]
    [InlineData("reporting warnings", @"new EngineEvent\.Warning\(", "Segmentation/Progress/StageClock.cs")]
    [InlineData("a row-major array as a matrix", @"\[(\w+) / [\w.]+, \1 % ", "Segmentation/Numerics/Matrix.cs")]
    [InlineData("a loop over several threads", @"Parallel\.For", "Segmentation/Numerics/ParallelLoop.cs")]
    [InlineData(
        "the word of an enum's value", @"ToString\(\)\.ToLowerInvariant|CamelCase\.Convert|= value\.ToString\(\);",
        "Segmentation/EnumWord.cs")]
    [InlineData("the error of a full disk", "NoSpaceLeft", "Segmentation/DiskFull.cs")]
    [InlineData("putting a job into the queue", @"INSERT INTO jobs\b", "Segmentation.Postgres/Jobs/JobInsert.cs")]
    public void A_rule_has_one_owner(string rule, string mark, string owner)
    {
        var found = Sources.Where(file => Regex.IsMatch(file.Text, mark, RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Select(file => file.Path)
            // Each of its threads waits for the one before: no loop whose items are free.
            .Except(["src/Segmentation/Output/OrderedWriter.cs"]);
        Assert.True(found.SequenceEqual([$"src/{owner}"]), $"{rule}: {string.Join(", ", found)}");
    }

    [Fact]
    public void A_code_of_an_error_is_written_where_it_is_explained()
    {
        string[] tables =
        [
            "src/Segmentation.Api/Problems/RequestErrors.cs", "src/Segmentation/DataErrors.cs",
            "src/Segmentation/IssueCodes.cs", "src/Segmentation/RunErrors.cs",
        ];
        var copies = Sources.Where(file => Path.GetExtension(file.Path) == ".cs" && !tables.Contains(file.Path))
            .SelectMany(file => ErrorTable.All.Where(error => Regex.IsMatch(
                file.Text, $"[\"']{error.Code}[\"']", RegexOptions.None, TimeSpan.FromSeconds(1)))
                .Select(error => $"{file.Path}: {error.Code}"));
        Assert.Empty(copies);
    }

    [Fact]
    public void The_page_says_of_a_stage_what_the_progress_says()
    {
        var page = Sources.Where(file => Path.GetExtension(file.Path) == ".js")
            .SelectMany(file => Regex.Matches(
                file.Text, @"\[""(?<name>[a-z]+)"", ""[A-Z][a-z]+"", ""(?<text>[^""]+)""\]",
                RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            .ToLookup(match => match.Groups["name"].Value, match => match.Groups["text"].Value);
        Assert.All(Enum.GetValues<Stage>(), stage =>
            Assert.Equal([ProgressScale.Describe(stage)], page[stage.ToString().ToLowerInvariant()]));
    }
}
