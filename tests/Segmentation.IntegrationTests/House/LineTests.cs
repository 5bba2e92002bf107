namespace Segmentation.IntegrationTests.House;

/// <summary>Lines are short enough for two files side by side (.editorconfig, max_line_length).</summary>
public sealed class LineTests
{
    const int Longest = 120;

    // The text of a migration never changes: every database keeps its checksum.
    const string Migrations = "src/Segmentation.Postgres/Migrations/";

    public static TheoryData<string> Extensions => [".cs", ".js", ".mjs", ".css", ".sql"];

    [Theory]
    [MemberData(nameof(Extensions))]
    public void No_line_of_source_or_test_has_more_than_120_columns(string extension)
    {
        var found = Repository.TrackedFiles()
            .Where(file => (file.StartsWith("src/", StringComparison.Ordinal)
                    || file.StartsWith("tests/", StringComparison.Ordinal))
                && !file.StartsWith(Migrations, StringComparison.Ordinal)
                && Path.GetExtension(file) == extension)
            .SelectMany(file => Repository.Read(file).Split('\n').Select((line, i) => (Name: $"{file}:{i + 1}", line)))
            .Where(each => each.line.Length > Longest)
            .Select(each => each.Name);
        Assert.Empty(found);
    }
}
