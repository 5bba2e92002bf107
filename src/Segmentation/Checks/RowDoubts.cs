using Segmentation.Profiles;

namespace Segmentation.Checks;

/// <summary>Doubts about how many rows there are.</summary>
static class RowDoubts
{
    const double ManyLeftOut = 0.1;
    const int Few = 50;

    public static IEnumerable<Doubt> Of(RowAccount rows)
    {
        if (rows.Excluded > ManyLeftOut * rows.Read) yield return LeftOut(rows);
        if (rows.Used < Few)
            yield return new(
                DoubtCodes.FewRows,
                $"Only {NumberText.Customers(rows.Used)} were compared: with fewer than {Few}, a few others would "
                    + "change segments and numbers much.",
                "Take the segments as a first look, and come back with more customers.");
    }

    static Doubt LeftOut(RowAccount rows)
    {
        var missing = rows.Reasons.Where(reason => reason.Code == IssueCodes.MissingValue).Sum(reason => reason.Count);
        var mostly = 2 * missing > rows.Excluded;
        var why = mostly ? $", {missing:#,0} of them for a missing value" : "";
        return new(
            DoubtCodes.RowsLeftOut,
            $"{NumberText.Percent((double)rows.Excluded / rows.Read)} of the rows were left out "
                + $"({rows.Excluded:#,0} of {rows.Read:#,0}){why}: those that are left may not be "
                + "like all.",
            mostly ? "Fill in the median for missing values, and see whether the segments stay." :
                "See the reasons, and mend the file.")
        {
            Change = mostly
                ? new("Run again with the median for missing values",
                    new() { Cleaning = new() { Missing = MissingPolicy.Median } })
                : null,
        };
    }
}
