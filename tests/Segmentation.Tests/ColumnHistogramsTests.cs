using Segmentation.Tests.Data;

namespace Segmentation.Tests;

/// <summary>Histograms of a file before a run.</summary>
public sealed class ColumnHistogramsTests
{
    // awk -F, 'NR > 1 { n[int(($3 - 18) / 3)]++ } END { for (b = 0; b < 18; b++) print n[b] }' Mall_Customers.csv
    [Fact]
    public void Ages_are_counted_in_bins_of_three_years()
    {
        var all = ColumnHistograms.Read(CsvFile.Fixture("Mall_Customers.csv"), CancellationToken.None);

        Assert.Equal(
            ["CustomerID", "Age", "Annual Income (k$)", "Spending Score (1-100)"], all.Select(each => each.Name));
        Assert.Equal([17, 14, 9, 15, 26, 17, 15, 11, 7, 12, 17, 6, 6, 8, 3, 5, 9, 3], all[1].All);
        Assert.Equal((18, 72, 0, 0), (all[1].Edges[0], all[1].Edges[^1], all[1].Below, all[1].Above));
    }

    // Only what is a number in a row of the table counts: 10, 20, 30, 60, 80, 90 and 100 to 120.
    [Fact]
    public void Cells_without_a_number_and_rows_that_are_none_are_in_no_bin()
    {
        using var file = new CsvFile(
            "a,b\n1,10\n2,20\n3,30\n,\n5,50,5\n6,60\n7,x\n8,80\n,90\n10,100\n11,110\n12,120\n");

        var all = ColumnHistograms.Read(file.Path, CancellationToken.None);

        Assert.Equal([8 + 1, 9], all.Select(each => each.All.Sum() + each.Below + each.Above));
    }
}
