using Segmentation.Data;

namespace Segmentation.Tests.Data;

/// <summary>Roles in files as people have them: values first, names second, in any language.</summary>
public sealed class FieldRoleTests
{
    [Theory]
    [InlineData("leading_zero_accounts.csv", 48, "age|income|visits")]
    [InlineData("flags.csv", 48, "age|income")]
    [InlineData("phone_and_contract.csv", 48, "age|income")]
    [InlineData("years_and_months.csv", 48, "birth_year|income|visits")]
    [InlineData("shortened_cards.csv", 48, "age|income|visits")]
    [InlineData("epoch_milliseconds.csv", 48, "age|income")]
    [InlineData("coordinates.csv", 48, "age|income")]
    [InlineData("counts.csv", 48,
        "NumWebPurchases|NumCatalogPurchases|NumStorePurchases|StoreVisits|PlanMonths|GroupSize")]
    [InlineData("months_as_columns.csv", 48, "2024-01|2024-02|2024-03")]
    [InlineData("card_and_house_numbers.csv", 48, "Umsatz|Besuche")]
    [InlineData("store_purchases.csv", 50,
        "Year_Birth|Income|Kidhome|Teenhome|Recency|MntWines|MntFruits|MntMeatProducts|MntFishProducts"
        + "|MntSweetProducts|MntGoldProds|NumDealsPurchases|NumWebPurchases|NumCatalogPurchases|NumStorePurchases"
        + "|NumWebVisitsMonth")]
    [InlineData("every_customer_twice.csv", 50, "tenure|MonthlyCharges|TotalCharges")]
    [InlineData("day_month_and_no_contact.csv", 50, "age|balance|duration|campaign|pdays|previous")]
    [InlineData("four_empty_columns.csv", 30, "Fresh|Milk|Grocery|Frozen|Detergents_Paper|Delicassen")]
    public void Compares_what_a_person_would_and_loses_no_row(string file, int rows, string features)
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture(file), CancellationToken.None);
        Assert.Equal(rows, info.Rows);
        Assert.Equal(features.Split('|'), info.Suggested.Features);
        using var table = DatasetReader.Load(CsvFile.Fixture(file), new(), null, CancellationToken.None);
        var account = table.Clean(new(), CancellationToken.None).Rows;
        Assert.Equal(file == "store_purchases.csv" ? 49 : rows, account.Used);   // one customer has no income
    }

    [Theory]
    [InlineData("leading_zero_accounts.csv", "account", ColumnRole.Id, null)]
    [InlineData("flags.csv", "newsletter", ColumnRole.Category, null)]
    [InlineData("flags.csv", "app_user", ColumnRole.Category, IssueCodes.CodeColumn)]
    [InlineData("phone_and_contract.csv", "customer", ColumnRole.Id, null)]
    [InlineData("phone_and_contract.csv", "phone_number", ColumnRole.Ignored, IssueCodes.CodeColumn)]
    [InlineData("phone_and_contract.csv", "contract", ColumnRole.Ignored, IssueCodes.CodeColumn)]
    [InlineData("years_and_months.csv", "signup_year", ColumnRole.Category, IssueCodes.CalendarColumn)]
    [InlineData("years_and_months.csv", "signup_month", ColumnRole.Category, IssueCodes.CalendarColumn)]
    [InlineData("shortened_cards.csv", "loyalty card", ColumnRole.Ignored, IssueCodes.CodeColumn)]
    [InlineData("epoch_milliseconds.csv", "last_seen_ms", ColumnRole.Date, IssueCodes.DateColumn)]
    [InlineData("epoch_milliseconds.csv", "created", ColumnRole.Date, IssueCodes.DateColumn)]
    [InlineData("coordinates.csv", "lat", ColumnRole.Ignored, IssueCodes.CoordinateColumn)]
    [InlineData("coordinates.csv", "lon", ColumnRole.Ignored, IssueCodes.CoordinateColumn)]
    [InlineData("counts.csv", "ID", ColumnRole.Id, null)]
    [InlineData("card_and_house_numbers.csv", "KundenID", ColumnRole.Id, null)]
    [InlineData("card_and_house_numbers.csv", "Hausnummer", ColumnRole.Ignored, IssueCodes.CodeColumn)]
    [InlineData("card_and_house_numbers.csv", "Kreditkartnummer", ColumnRole.Ignored, IssueCodes.CodeColumn)]
    [InlineData("every_customer_twice.csv", "customerID", ColumnRole.Id, null)]
    [InlineData("every_customer_twice.csv", "SeniorCitizen", ColumnRole.Category, IssueCodes.CodeColumn)]
    [InlineData("day_month_and_no_contact.csv", "day", ColumnRole.Category, IssueCodes.CalendarColumn)]
    [InlineData("day_month_and_no_contact.csv", "month", ColumnRole.Category, IssueCodes.CalendarColumn)]
    [InlineData("day_month_and_no_contact.csv", "housing", ColumnRole.Category, IssueCodes.CodeColumn)]
    [InlineData("four_empty_columns.csv", "Channel", ColumnRole.Category, IssueCodes.CodeColumn)]
    [InlineData("four_empty_columns.csv", "column_9", ColumnRole.Ignored, IssueCodes.EmptyColumn)]
    public void Says_what_is_left_out_and_what_to_do(string file, string name, ColumnRole role, string? issue)
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture(file), CancellationToken.None);
        var column = info.Columns.Single(column => column.Name == name);
        Assert.Equal(role, column.Role);
        if (issue is null) return;
        var told = info.Issues.Single(each => each.Column == name && each.Code == issue);
        Assert.Contains(column.ReasonText, told.Message);
        Assert.NotEmpty(told.Hint!);
    }

    [Theory]
    [InlineData("id_cliente", ColumnRole.Id)]
    [InlineData("IdCliente", ColumnRole.Id)]
    [InlineData("Kundennummer", ColumnRole.Id)]
    [InlineData("client", ColumnRole.Id)]
    [InlineData("cliente", ColumnRole.Id)]
    [InlineData("Klant ID", ColumnRole.Id)]
    [InlineData("PLZ", ColumnRole.Ignored)]
    [InlineData("code postal", ColumnRole.Ignored)]
    [InlineData("código postal", ColumnRole.Ignored)]
    [InlineData("numéro de téléphone", ColumnRole.Ignored)]
    [InlineData("Konto", ColumnRole.Ignored)]
    [InlineData("revenue_cents", ColumnRole.Feature)]
    [InlineData("Umsatz", ColumnRole.Feature)]
    [InlineData("x", ColumnRole.Feature)]
    public void A_column_of_different_whole_numbers_by_its_name(string name, ColumnRole role) =>
        Assert.Equal(role, RoleOf(name, i => $"{10_007 + (i * 7_919 % 60_013)}"));

    [Theory]
    [InlineData("sexo", ColumnRole.Category)]
    [InlineData("estado_civil", ColumnRole.Category)]
    [InlineData("custcat", ColumnRole.Category)]
    [InlineData("Region", ColumnRole.Category)]
    [InlineData("type of customer", ColumnRole.Category)]
    [InlineData("StoreVisits", ColumnRole.Feature)]
    [InlineData("GroupSize", ColumnRole.Feature)]
    [InlineData("num_store_types", ColumnRole.Feature)]
    [InlineData("satisfaction", ColumnRole.Feature)]
    public void A_column_of_few_whole_numbers_by_its_name(string name, ColumnRole role) =>
        Assert.Equal(role, RoleOf(name, i => $"{1 + (i * i % 7 % 5)}"));

    [Theory]
    [InlineData("199|299|499", ColumnRole.Category)]
    [InlineData("7|8", ColumnRole.Category)]             // a yes or no in any two numbers
    [InlineData("12|24|36", ColumnRole.Feature)]         // steps
    [InlineData("101|205|310", ColumnRole.Category)]     // gaps that no count has
    [InlineData("2|3|5|8|13|21|34|55|89|144|233|377", ColumnRole.Feature)]   // a count: it begins as one
    [InlineData("3|4|9|17|30|52", ColumnRole.Feature)]
    [InlineData("11|12|21|22|31|32|41", ColumnRole.Category)]   // none begins at 11
    [InlineData("9940283341|9940211370|9940294611|9940260707", ColumnRole.Feature)]   // long, but they repeat
    public void A_column_of_few_whole_numbers_by_its_values(string values, ColumnRole role)
    {
        var cells = values.Split('|');
        Assert.Equal(role, RoleOf("x", i => cells[i * i % 7 % cells.Length]));
    }

    [Theory]
    [InlineData("Last order date", "44927|45012|45210", ColumnType.Integer, ColumnRole.Date)]
    [InlineData("created_at", "1706739200|1708812800|1709072000", ColumnType.Integer, ColumnRole.Date)]
    [InlineData("x", "19970101|19970214|19971231", ColumnType.Integer, ColumnRole.Date)]
    [InlineData("x", "19970101|19970214|19971399", ColumnType.Integer, ColumnRole.Category)]
    [InlineData("x", "March 5, 2024|April 12, 2024|May 1, 2024", ColumnType.Date, ColumnRole.Date)]
    [InlineData("x", "5. März 2024|12. Dezember 2024|1. Mai 2024", ColumnType.Date, ColumnRole.Date)]
    [InlineData("x", "Mon, 01 Jan 2024|Fri, 12 Apr 2024|Wed, 01 May 2024", ColumnType.Date, ColumnRole.Date)]
    [InlineData("x", "Montag, 1. Januar 2024|Freitag, 12. April 2024|Mi, 1.5.2024", ColumnType.Date, ColumnRole.Date)]
    [InlineData("x", "5 août 2024|12 déc 2024|1 mai 2024", ColumnType.Date, ColumnRole.Date)]
    [InlineData(
        "x", "2024-03-27T10:00:00Z|2024-11-07T10:00:00+02:00|2024-12-08 10:00", ColumnType.Date, ColumnRole.Date)]
    [InlineData("x", "2024-01|2024-02|2024-12", ColumnType.Date, ColumnRole.Date)]
    public void Dates_of_every_form(string name, string cells, ColumnType type, ColumnRole role)
    {
        var three = cells.Split('|');
        using var file = new CsvFile(Text(name, i => three[i % 3]));
        var column = file.Inspect().Columns[1];
        Assert.Equal((type, role), (column.Type, column.Role));
    }

    [Fact]
    public void Days_and_months_in_mixed_order_are_told_once_with_both_counts()
    {
        using var file = new CsvFile(Text("joined", i => i % 3 == 0 ? $"{1 + (i % 12)}/{13 + (i % 15)}/2024"
            : i % 2 == 0 ? $"{13 + (i % 15)}-0{1 + (i % 9)}-2024" : "01-02-2024"));
        var issue = file.Inspect().Issues.Single(issue => issue.Code == IssueCodes.MixedDates);
        Assert.Equal((60L, "joined"), (issue.Count, issue.Column));
        Assert.Contains("40 have the day first and 20 the month", issue.Message);
    }

    [Fact]
    public void Where_no_date_tells_the_order_of_day_and_month_it_is_said_which_was_taken()
    {
        using var file = new CsvFile(Text("joined", i => $"0{1 + (i % 9)}/{1 + (i % 12):00}/2024"));
        var issue = file.Inspect().Issues.Single(issue => issue.Code == IssueCodes.AmbiguousDates);
        Assert.Equal(("joined", "01/01/2024", Severity.Info), (issue.Column, issue.Value, issue.Severity));
        Assert.Contains("The day was taken as first", issue.Message);
        Assert.Contains("dateOrder: mdy", issue.Hint);
        var asked = file.Inspect(new() { DateOrder = DateParts.Mdy }).Issues;
        Assert.DoesNotContain(asked, issue => issue.Code == IssueCodes.AmbiguousDates);
    }

    [Theory]
    [InlineData("RFM_Score")]
    [InlineData("Naive_Bayes_Classifier_Attrition_Flag_1")]
    [InlineData("Customer Segment")]
    public void Earlier_results_are_left_out(string name)
    {
        using var file = new CsvFile(Text(name, i => $"{i * 7 % 31}"));
        Assert.Equal("PREVIOUS_RESULT", file.Inspect().Columns[1].Reason);
    }

    [Fact]
    public void Rows_and_ids_that_repeat_are_told_with_their_lines()
    {
        var issues = DatasetReader.Inspect(CsvFile.Fixture("every_customer_twice.csv"), CancellationToken.None).Issues;
        var rows = issues.Single(issue => issue.Code == IssueCodes.DuplicateRows);
        var ids = issues.Single(issue => issue.Code == IssueCodes.DuplicateId);
        Assert.Equal((25L, 25L, "customerID"), (rows.Count, ids.Count, ids.Column));
        Assert.Equal(Severity.Warning, rows.Severity);
        Assert.Equal(5, rows.Examples.Count);

        using var file = new CsvFile("id,a,b\n1,5,6\n2,7,8\n\n1,5,6\n3,9,1\n2,1,1\n,4,4\n,5,5\n");
        issues = file.Inspect().Issues;
        rows = issues.Single(issue => issue.Code == IssueCodes.DuplicateRows);
        ids = issues.Single(issue => issue.Code == IssueCodes.DuplicateId);
        Assert.Equal((1L, 2L), (rows.Count, ids.Count));
        Assert.Equal([5L], rows.Examples.Select(each => each.Row));
        Assert.Equal([5L, 7L], ids.Examples.Select(each => each.Row));
    }

    [Fact]
    public void A_number_that_may_mean_no_contact_is_told()
    {
        var info = DatasetReader.Inspect(CsvFile.Fixture("day_month_and_no_contact.csv"), CancellationToken.None);
        var issue = info.Issues.Single(issue => issue.Code == IssueCodes.SentinelValues);
        Assert.Equal(("pdays", "-1", 41L), (issue.Column, issue.Value, issue.Count));
    }

    static ColumnRole RoleOf(string name, Func<int, string> cell)
    {
        using var file = new CsvFile(Text(name, cell));
        return file.Inspect().Columns[1].Role;
    }

    /// <summary>Sixty rows of a number, the column, and another number.</summary>
    static string Text(string name, Func<int, string> cell) => $"a;{name};b\n" + string.Concat(
        Enumerable.Range(0, 60).Select(i => $"{i * 31 % 37};{cell(i)};{i * i % 41}\n"));
}
