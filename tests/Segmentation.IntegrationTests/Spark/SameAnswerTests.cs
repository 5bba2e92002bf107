using System.Text.Unicode;

namespace Segmentation.IntegrationTests.Spark;

/// <summary>The local engine and Spark give one answer: everything the result says, and the files.</summary>
public sealed class SameAnswerTests(BothEngines engines) : IClassFixture<BothEngines>
{
    /// <summary>Spark gives no bytes, so its words about them are others; such a file is refused when it is
    /// uploaded.</summary>
    static readonly string[] OtherWords = [DataErrors.UnsupportedEncoding.Code, DataErrors.NotText.Code];

    /// <summary>Purchases of too few customers.</summary>
    static readonly string[] FewCustomers = ["online_retail_ii_like.csv", "purchases_20_lines.csv"];

    public static TheoryData<string> Readable => [.. Files().Where(name => !IsRefused(name))];

    public static TheoryData<string> Refused => [.. Files().Where(IsRefused)];

    [Theory]
    [MemberData(nameof(Readable))]
    public Task A_file_gives_the_same_answer(string file) => engines.SameAsync(BothEngines.Data(file));

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_is_refused_for_the_same_reason(string file)
    {
        var path = BothEngines.Data(file);
        var local = await Assert.ThrowsAnyAsync<InvalidDatasetException>(() => engines.LocallyAsync(path, new()));
        var spark = await Assert.ThrowsAnyAsync<InvalidDatasetException>(() => engines.OnSparkAsync(path, new()));
        if (OtherWords.Contains(local.Code)) Assert.Contains(spark.Code, OtherWords);
        else
            Assert.Equal(
                (local.Code, local.Error.Title, local.Message), (spark.Code, spark.Error.Title, spark.Message));
    }

    public static TheoryData<string, SegmentationSpec> Options => new()
    {
        { "missing_markers.csv", new() { Cleaning = new() { Missing = MissingPolicy.Median } } },
        {
            "cc_general_like.csv",
            new() { Cleaning = new() { Missing = MissingPolicy.Median }, Scaling = Scaling.Robust, K = 4 }
        },
        { "every_customer_twice.csv", new() { Cleaning = new() { Duplicates = DuplicatePolicy.First } } },
        { "quoted_newlines.csv", new() { Cleaning = new() { Duplicates = DuplicatePolicy.First } } },
        {
            "missing_markers.csv",
            new() { Cleaning = new() { Missing = MissingPolicy.Median, Duplicates = DuplicatePolicy.First } }
        },
        { "wholesale_like.csv", new() { Transform = Transform.Log1p } },
        { "wholesale_like.csv", new() { Transform = Transform.Log1p, Scaling = Scaling.Robust, K = 3 } },
        { "one_huge_value.csv", new() { Features = ["visits"], Cleaning = new() { Extremes = ExtremesPolicy.Apart } } },
        { "three_extreme_rows.csv", new() { Cleaning = new() { Extremes = ExtremesPolicy.Apart } } },
        { "wholesale_like.csv", new() { Transform = Transform.None } },
        {
            "wholesale_like.csv",
            new()
            {
                Transform = new TransformSpec(new Dictionary<string, Transform>
                {
                    ["milk "] = Transform.Log1p,
                    ["Fresh"] = Transform.Auto,
                }),
                K = 4,
            }
        },
        { "customers_3k.csv", new() { Scaling = Scaling.MinMax, Transform = Transform.Auto } },
        { "Mall_Customers.csv", new() { Scaling = Scaling.Robust, Seed = 7, NInit = 20 } },
        { "Mall_Customers.csv", new() { Scaling = Scaling.None, KRange = [3, 6] } },
        { "Mall_Customers.csv", new() { K = 5, Features = ["Spending Score (1-100)", "Annual Income (k$)"] } },
        { "Mall_Customers.csv", new() { K = 50, MaxIterations = 2 } },
        {
            "Mall_Customers.csv",
            new()
            {
                Roles = new Dictionary<string, ColumnRole>
                {
                    ["CustomerID"] = ColumnRole.Feature,
                    ["Age"] = ColumnRole.Category,
                    ["Gender"] = ColumnRole.Ignored,
                },
            }
        },
        {
            "customers_3k.csv",
            new() { Roles = new Dictionary<string, ColumnRole> { ["Age"] = ColumnRole.Ignored }, K = 6 }
        },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public Task What_is_asked_for_is_done_alike(string file, SegmentationSpec spec) =>
        engines.SameAsync(BothEngines.Data(file), spec);

    [Fact]
    public async Task A_column_that_is_not_there_is_refused_alike() => Assert.Equal(
        DataErrors.ColumnNotFound.Code,
        (await engines.RefusedAsync(BothEngines.Data("Mall_Customers.csv"), new() { Features = ["Agee"] })).Code);

    [Fact]
    public async Task More_segments_than_different_rows_are_refused_alike() => Assert.Equal(
        DataErrors.KTooLarge.Code, (await engines.RefusedAsync(BothEngines.Data("pipe.csv"), new() { K = 40 })).Code);

    // What is not UTF-8 becomes so when it is uploaded; the engines refuse it.
    static bool IsRefused(string name) => name.StartsWith("refused_") || FewCustomers.Contains(name)
        || !Utf8.IsValid(File.ReadAllBytes(BothEngines.Data(name)));

    static IEnumerable<string> Files() =>
        Directory.GetFiles(BothEngines.Data(""), "*.csv").Select(Path.GetFileName).Order(StringComparer.Ordinal)!;
}
