using System.Globalization;
using System.Text;
using Segmentation.Data;
using Segmentation.Tests.Data;

namespace Segmentation.Tests;

/// <summary>What is said before a run is what the run compares.</summary>
public sealed class ComparedFeaturesTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string?, string?> Cases => new()
    {
        { "Mall_Customers.csv", null, null },
        { "Mall_Customers.csv", "Age,Spending Score (1-100)", null },
        { "Mall_Customers.csv", null, "Age=Ignored" },
        { "Mall_Customers.csv", " age ,CustomerID", "Age=Ignored" },
        { "Mall_Customers.csv", null, "CustomerID=Feature,Age=Category" },
        { "customers_3k.csv", null, null },
        { "one_constant_column.csv", null, null },
        { "hundred_columns_five_numeric.csv", null, null },
        { "mall_with_earlier_result_like.csv", null, null },
        { "marketing_campaign_like.csv", null, null },
        { "wholesale_like.csv", null, "Channel=Feature,Milk=Ignored" },
        { "wholesale_like.csv", "Milk,Channel", "Milk=Ignored,Region=Feature" },
        { "semicolon_decimal_comma.csv", null, null },
        { "three_kinds_of_faults.csv", null, null },
        { "ragged.csv", null, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_features_known_before_are_those_of_the_run(string name, string? features, string? roles)
    {
        var file = CsvFile.Fixture(name);
        var spec = Spec(features, roles);

        var before = ComparedFeatures.Of(DatasetReader.Inspect(file, CancellationToken.None), spec);

        var result = await new LocalEngine().RunAsync(
            new(file, name, _folder, spec), new Progress<EngineEvent>(), CancellationToken.None);
        var compared = result.Columns.Where(column => column.Role == ColumnRole.Feature);
        Assert.Equal(compared.Select(column => column.Name), before);
        Assert.Superset(result.Features.Select(feature => feature.Name).ToHashSet(), before.ToHashSet());
    }

    public static TheoryData<string?, string?, string[]> LateCases => new()
    {
        { null, null, ["spend", "late"] },
        { null, "late=Ignored", ["spend"] },
        { null, "late=Feature", ["spend", "late"] },
        { null, "flat=Feature", ["spend", "late"] },
        { "spend", null, ["spend"] },
        { "spend,flat", null, ["spend"] },
        { "late,mostly", null, ["late"] },
        { "late", "late=Ignored", ["late"] },
    };

    // The roles are found from a sample: «late» looks constant there. «flat» is constant, «mostly» but for a word.
    [Theory]
    [MemberData(nameof(LateCases))]
    public void A_column_that_varies_after_the_sample_counts_unless_it_was_taken_out(
        string? features, string? roles, string[] expected)
    {
        var text = new StringBuilder("spend,late,flat,mostly\n");
        for (var row = 1; row <= 60_000; row++)
        {
            var (late, mostly) = (row == 59_999 ? 8 : 7, row == 59_998 ? "x" : "5");
            text.Append(CultureInfo.InvariantCulture, $"{row % 977}.5,{late},3,{mostly}\n");
        }

        using var file = new CsvFile(text.ToString());
        var spec = Spec(features, roles);

        using var table = file.Load(spec);

        Assert.Equal(expected, table.FeatureColumns.Select(column => column.Name));
        Assert.Equal(expected, ComparedFeatures.Of(file.Inspect(), spec));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("spend,nearly")]
    public void A_column_of_one_number_and_a_word_counts_as_the_run_counts_it(string? features)
    {
        using var file = new CsvFile("spend,nearly\n1.5,5\n2.5,5\n3.5,x\n4.5,5\n"
            + "5.5,5\n6.5,5\n7.5,5\n8.5,5\n9.5,5\n10.5,5\n");
        var spec = Spec(features, null);

        using var table = file.Load(spec);

        Assert.Equal(table.FeatureColumns.Select(column => column.Name), ComparedFeatures.Of(file.Inspect(), spec));
    }

    [Fact]
    public void Nothing_is_left_when_everything_is_ignored()
    {
        var ignored = Wholesale().Columns.Select(column => $"{column.Name}=Ignored");

        Assert.Empty(ComparedFeatures.Of(Wholesale(), Spec(null, string.Join(',', ignored))));
    }

    [Theory]
    [InlineData("Cheese", null, "COLUMN_NOT_FOUND")]
    [InlineData(null, "Cheese=Ignored", "COLUMN_NOT_FOUND")]
    public void What_a_run_would_refuse_is_refused(string? features, string? roles, string code)
    {
        var refused = Assert.Throws<InvalidDatasetException>(
            () => ComparedFeatures.Of(Wholesale(), Spec(features, roles)));

        Assert.Equal(code, refused.Code);
    }

    static DatasetInfo Wholesale() =>
        DatasetReader.Inspect(CsvFile.Fixture("wholesale_like.csv"), CancellationToken.None);

    static SegmentationSpec Spec(string? features, string? roles) => new()
    {
        K = 2,
        NInit = 1,
        Features = features?.Split(','),
        Roles = roles?.Split(',').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Enum.Parse<ColumnRole>(pair[1])),
    };
}
