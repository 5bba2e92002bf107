namespace Segmentation.Output;

/// <summary>The small tables beside the assignments: profiles, rows left out, issues.</summary>
static class Reports
{
    /// <summary>One row a segment.</summary>
    public static CsvReport Profiles(IReadOnlyList<SegmentProfile> segments)
    {
        string[] measures = ["mean", "deviation", "min", "q25", "median", "q75", "max", "z", "difference_share"];
        string[] money = segments.Any(segment => segment.Money is not null) ? ["revenue_sum", "revenue_share"] : [];
        string[] bought = segments.Any(segment => segment.Purchases is not null)
            ? ["lines", "purchases", "average_purchase", "items"] : [];
        var report = new CsvReport([
            "segment", "segment_name", "customers", "share", "silhouette", "within_ss", "mean_distance",
            .. money, .. bought,
            .. segments[0].Features.SelectMany(feature => measures.Select(measure => $"{feature.Name} {measure}"))]);
        foreach (var segment in segments)
            report.Add([
                segment.Number, segment.Name, segment.Size, segment.Share, segment.Silhouette, segment.WithinSs,
                segment.MeanDistance, .. Money(segment.Money)[..money.Length],
                .. Bought(segment.Purchases)[..bought.Length], .. segment.Features.SelectMany(Cells)]);
        return report;
    }

    /// <summary>The first 1,000 rows that were left out; line 1 is the header.</summary>
    public static CsvReport Excluded(IReadOnlyList<ExcludedRow> rows)
    {
        var report = new CsvReport("line", "column", "value", "code", "reason");
        foreach (var row in rows) report.Add(row.Row, row.Column, row.Value, row.Code, row.Message);
        return report;
    }

    /// <summary>One row an issue, with its first case.</summary>
    public static CsvReport Issues(IReadOnlyList<Issue> issues)
    {
        var report = new CsvReport("severity", "code", "column", "line", "value", "count", "message", "hint");
        foreach (var issue in issues)
            report.Add(
                EnumWord.Of(issue.Severity), issue.Code, issue.Column, issue.Row, issue.Value,
                issue.Count, issue.Message, issue.Hint);
        return report;
    }

    static object?[] Money(SegmentMoney? all) => [all?.Sum, all?.Share];

    static object?[] Bought(SegmentPurchases? all) => [all?.Lines, all?.Orders, all?.AverageOrder, all?.Items];

    static IEnumerable<object?> Cells(SegmentFeature feature) =>
    [
        feature.Here.Mean, feature.Here.Deviation, feature.Here.Min, feature.Here.Q25, feature.Here.Median,
        feature.Here.Q75, feature.Here.Max, feature.Z, feature.DifferenceShare,
    ];
}
