using Segmentation.Data;

namespace Segmentation.Tests.Data;

public sealed class RolesTests
{
    [Theory]
    [InlineData("Mall_Customers.csv", "Age|Annual Income (k$)|Spending Score (1-100)")]
    [InlineData("customers_3k.csv", "Age|Spend|Recency|Frequency")]
    [InlineData("wholesale_like.csv", "Fresh|Milk|Grocery|Frozen|Detergents_Paper|Delicassen")]
    [InlineData("wholesale_with_customer_id_like.csv", "Fresh|Milk")]
    [InlineData("cc_general_like.csv",
        "BALANCE|BALANCE_FREQUENCY|PURCHASES|CASH_ADVANCE_TRX|CREDIT_LIMIT|MINIMUM_PAYMENTS|PRC_FULL_PAYMENT|TENURE")]
    [InlineData("marketing_campaign_like.csv", "Year_Birth|Income|Kidhome|Recency|MntWines|NumWebPurchases")]
    [InlineData("mall_with_earlier_result_like.csv", "Annual_Income|Spending_Score")]
    [InlineData("hundred_columns_five_numeric.csv", "n0|n1|n2|n3|n4")]
    [InlineData("one_constant_column.csv", "Age|Spend")]
    public void Zero_settings_compare_what_a_person_would(string file, string features)
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture(file), CancellationToken.None);
        using var table = DatasetReader.Load(CsvFile.Fixture(file), new(), null, CancellationToken.None);

        Assert.Equal(features.Split('|'), info.Suggested.Features);
        Assert.Equal(info.Suggested.Features, table.FeatureColumns.Select(column => column.Name));
        Assert.Equal(
            info.Columns.Select(column => (column.Name, column.Type, column.Role, column.Reason, column.ReasonText)),
            table.Columns.Select(column => (column.Name, column.Type, column.Role, column.Reason, column.ReasonText)));
    }

    [Theory]
    [InlineData("marketing_campaign_like.csv", "ID", ColumnRole.Id, "ID_LIKE")]
    [InlineData("marketing_campaign_like.csv", "Education", ColumnRole.Category, "FEW_DISTINCT_WORDS")]
    [InlineData("marketing_campaign_like.csv", "Dt_Customer", ColumnRole.Date, "DATES")]
    [InlineData("marketing_campaign_like.csv", "Z_Revenue", ColumnRole.Ignored, "CONSTANT")]
    [InlineData("marketing_campaign_like.csv", "Response", ColumnRole.Category, "FEW_DISTINCT_CODES")]
    [InlineData("wholesale_like.csv", "Channel", ColumnRole.Category, "FEW_DISTINCT_CODES")]
    [InlineData("wholesale_with_customer_id_like.csv", "Customer ID", ColumnRole.Id, "ID_LIKE")]
    [InlineData("cc_general_like.csv", "CUST_ID", ColumnRole.Id, "ID_LIKE")]
    [InlineData("mall_with_earlier_result_like.csv", "Genre", ColumnRole.Category, "FEW_DISTINCT_CODES")]
    [InlineData("mall_with_earlier_result_like.csv", "ClusterAssigned", ColumnRole.Ignored, "PREVIOUS_RESULT")]
    [InlineData("mall_with_earlier_result_like.csv", "DistanceToCentroid1", ColumnRole.Ignored, "PREVIOUS_RESULT")]
    [InlineData("mall_with_earlier_result_like.csv", "distance", ColumnRole.Ignored, "PREVIOUS_RESULT")]
    [InlineData("one_constant_column.csv", "Country", ColumnRole.Ignored, "CONSTANT")]
    public void Says_why(string file, string name, ColumnRole role, string reason)
    {
        var column = DatasetReader.Inspect(CsvFile.Fixture(file), CancellationToken.None).Columns
            .Single(column => column.Name == name);
        Assert.Equal((role, reason), (column.Role, column.Reason));
        Assert.EndsWith(".", column.ReasonText);
    }

    [Fact]
    public void A_constant_column_among_others_is_left_out_and_told()
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture("one_constant_column.csv"), CancellationToken.None);
        var issue = Assert.Single(info.Issues);
        Assert.Equal((IssueCodes.ConstantColumn, "Country", Severity.Info), (issue.Code, issue.Column, issue.Severity));
        Assert.Contains("Every value is 7.", issue.Message);
    }

    [Fact]
    public void Chosen_features_are_the_only_ones()
    {
        using var table = Mall(new() { Features = ["Spending Score (1-100)", "annual income (k$)"] });
        Assert.Equal(
            ["Annual Income (k$)", "Spending Score (1-100)"], table.FeatureColumns.Select(column => column.Name));
        var age = table.Columns.Single(column => column.Name == "Age");
        Assert.Equal((ColumnRole.Ignored, "REQUESTED"), (age.Role, age.Reason));
    }

    [Fact]
    public void A_role_can_be_changed()
    {
        using var table = Mall(new() { Roles = new Dictionary<string, ColumnRole> { ["Age"] = ColumnRole.Category } });
        Assert.Equal(
            ["Annual Income (k$)", "Spending Score (1-100)"], table.FeatureColumns.Select(column => column.Name));
        Assert.Equal(ColumnRole.Category, table.Columns.Single(column => column.Name == "Age").Role);
    }

    [Fact]
    public void Another_id_takes_the_place_of_the_one_found()
    {
        using var table = Mall(new() { Roles = new Dictionary<string, ColumnRole> { ["Age"] = ColumnRole.Id } });
        Assert.Equal("Age", table.Columns.Single(column => column.Role == ColumnRole.Id).Name);
    }

    [Fact]
    public void A_column_that_is_not_there_is_refused_with_the_nearest_name()
    {
        var refused =
            Assert.Throws<InvalidDatasetException>(() => Mall(new() { Features = ["Spending Scor (1-100)"] }));
        Assert.Equal(DataErrors.ColumnNotFound.Code, refused.Code);
        Assert.Contains("Is \"Spending Score (1-100)\" meant?", refused.Message);
    }

    [Fact]
    public void A_column_of_words_cannot_be_compared()
    {
        var refused = Assert.Throws<InvalidDatasetException>(() => Mall(new() { Features = ["Gender"] }));
        Assert.Equal(DataErrors.ColumnNotNumeric.Code, refused.Code);
        Assert.Contains("A cell is \"Male\".", refused.Message);
    }

    [Fact]
    public void A_large_file_whose_column_changes_only_once_still_has_that_feature()
    {
        var rows = Enumerable.Range(0, 300_000).Select(i => $"{i % 97},{(i == 123_456 ? 9 : 5)}\n");
        using var file = new CsvFile("a,b\n" + string.Concat(rows));
        using var table = file.Load();

        Assert.Equal(["a", "b"], file.Inspect().Suggested.Features);
        Assert.Equal(["a", "b"], table.FeatureColumns.Select(column => column.Name));
        using var chosen = file.Load(new() { Features = ["a"] });
        Assert.Equal(["a"], chosen.FeatureColumns.Select(column => column.Name));
    }

    static Table Mall(SegmentationSpec spec) =>
        DatasetReader.Load(CsvFile.Fixture("Mall_Customers.csv"), spec, null, CancellationToken.None);
}
