using Segmentation.Profiles;

namespace Segmentation.Checks;

/// <summary>Whether the rows of the file are all accounted for.</summary>
static class RowChecks
{
    const double FewLeftOut = 0.05;
    const double ManyLeftOut = 0.5;

    public static Check Rows(RowAccount rows)
    {
        var reasons = rows.Reasons.Sum(reason => reason.Count);
        var sum = rows.Used + rows.Excluded + rows.SetApart;
        var isRight = rows.Read == sum && reasons == rows.Excluded;
        var apart = rows.SetApart > 0 ? $" + {rows.SetApart:#,0} set apart" : "";
        return new(
            "rows", "Every row is accounted for", isRight ? CheckStatus.Pass : CheckStatus.Fail,
            "Each row that was read is used, or left out for a reason that is named, or set apart as extreme.",
            $"{rows.Read:#,0} read; {rows.Used:#,0} used + {rows.Excluded:#,0} left out{apart} = {sum:#,0}; the "
                + $"reasons add up to {reasons:#,0}.",
            "Pass: read = used + left out + set apart, and the reasons add up to what was left out. Fail: anything "
                + "else.",
            "Arithmetic.")
        {
            Value = rows.Read - sum,
            Advice = isRight ? null : "Do not use this result; run it again, and report it if it stays so.",
        };
    }

    public static Check Sizes(SegmentationResult result)
    {
        var sum = result.Segments.Sum(segment => (long)segment.Size);
        var (used, share) = (result.Rows.Used, result.Segments.Sum(segment => segment.Share));
        var isRight = sum == used && Math.Abs(share - 1) <= 1e-9;
        return new(
            "sizes", "The sizes add up", isRight ? CheckStatus.Pass : CheckStatus.Fail,
            "Each used customer belongs to exactly one segment.",
            $"The {result.Segments.Count} segments have {sum:#,0} customers, {NumberText.Percent(share)} of the "
                + $"{used:#,0} used.",
            "Pass: the sizes add up to the rows used, and the shares to 1. Fail: anything else.", "Arithmetic.")
        {
            Value = sum - used,
            Advice = isRight ? null : "Do not use this result; run it again, and report it if it stays so.",
        };
    }

    public static Check LeftOut(RowAccount rows)
    {
        var share = rows.Read == 0 ? 0 : (double)rows.Excluded / rows.Read;
        var status = share <= FewLeftOut ? CheckStatus.Pass
            : share <= ManyLeftOut ? CheckStatus.Warn : CheckStatus.Fail;
        return new(
            "left-out", "Few rows are left out", status,
            "Customers with missing or unreadable values are in no segment. When they are many, those who are left "
                + "may not be like all.",
            $"{NumberText.Percent(share)} of the rows were left out: {rows.Excluded:#,0} of {rows.Read:#,0}.",
            $"Pass: up to {NumberText.Percent(FewLeftOut)}. Warn: up to {NumberText.Percent(ManyLeftOut)}. Fail: more.",
            "J. L. Schafer, Stat. Methods Med. Res. 8 (1999) 3–15: up to 5 % is of little consequence. Half of the "
                + "rows: a rule of this service.")
        {
            Value = share,
            Advice = status == CheckStatus.Pass
                ? null : "See Data for the reasons; mend the file, or let missing values be filled in with the median.",
        };
    }
}
