using System.Reflection;
using System.Text.RegularExpressions;
using Segmentation.Api;
using Segmentation.Cli;
using Segmentation.Postgres;
using Segmentation.Spark;
using Segmentation.Worker;

namespace Segmentation.IntegrationTests.House;

/// <summary>What the documents say about settings and codes is what the program has.</summary>
public sealed partial class SettingsTests
{
    static readonly (string Section, Type Options)[] Sections =
    [
        ("Database", typeof(DatabaseOptions)), ("Storage", typeof(StorageOptions)),
        ("Datasets", typeof(DatasetOptions)), ("PrivateServer", typeof(PrivatePostgresOptions)),
        ("Api", typeof(ApiOptions)), ("Limits", typeof(LimitsOptions)), ("Worker", typeof(WorkerOptions)),
        ("Retention", typeof(RetentionOptions)),
        ("Telemetry", typeof(TelemetryOptions)),
        ("Spark", typeof(PrivateSparkOptions)), ("Spark", typeof(SparkOptions)),
    ];

    /// <summary>Every setting as <c>Section:Name</c>.</summary>
    internal static IReadOnlyList<string> Keys { get; } =
    [
        .. Sections.SelectMany(section => section.Options
            .GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)
            .Select(property => $"{section.Section}:{property.Name}")),
    ];

    [Fact]
    public void The_table_of_settings_has_every_setting_and_no_other()
    {
        var text = Repository.Read("docs/operations.md");
        var table = text[text.IndexOf("## Settings", StringComparison.Ordinal)..text.IndexOf(
            "## When it does not start", StringComparison.Ordinal)];
        var documented = SettingInTable().Matches(table).Select(match => match.Groups["key"].Value);
        Assert.Equal(Keys.Order(), documented.Order());
    }

    [Fact]
    public void Every_code_is_explained_and_no_other()
    {
        var explained = CodeInTable().Matches(Repository.Read("docs/errors.md")).Select(row => row.Groups["code"].Value)
            .Distinct();
        var codes = ErrorTable.All.Select(entry => entry.Code)
            .Concat(typeof(IssueCodes).GetFields().Select(field => (string)field.GetValue(null)!))
            .Distinct();
        Assert.Equal(codes.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var broken = Repository.TrackedFiles().Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => Link().Matches(Repository.Read(file))
                .Select(match => (File: file, Target: match.Groups["target"].Value)))
            .Where(link => !link.Target.Contains("://"))
            .Where(link => !Repository.Has(Path.Combine(Path.GetDirectoryName(link.File)!, link.Target.Split('#')[0])));
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"`(?<key>[A-Z]\w+:[A-Z]\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SettingInTable();

    [GeneratedRegex(@"^\| `(?<code>[A-Z_]+)` \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex CodeInTable();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)[^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
