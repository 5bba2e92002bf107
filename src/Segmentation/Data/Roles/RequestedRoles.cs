namespace Segmentation.Data;

/// <summary>Puts the roles and features of a request over the ones found.</summary>
static class RequestedRoles
{
    /// <exception cref="InvalidDatasetException">A column is not there or has no numbers.</exception>
    public static ColumnInfo[] Apply(Layout layout, SegmentationSpec spec)
    {
        var columns = (ColumnInfo[])layout.Columns.Clone();
        foreach (var (name, role) in spec.Roles ?? new Dictionary<string, ColumnRole>())
        {
            var i = IndexOf(layout.Names, name);
            if (role == ColumnRole.Feature) RequireNumbers(layout, i);
            if (columns[i].Role == role) continue;
            if (role == ColumnRole.Id) LeaveOutId(columns);
            columns[i] = columns[i] with { Role = role, Reason = Reasons.Requested, ReasonText = "Asked for." };
        }
        if (spec.Features is { Count: > 0 } features) Choose(layout, columns, features);
        return columns;
    }

    static void Choose(Layout layout, ColumnInfo[] columns, IReadOnlyList<string> features)
    {
        var chosen = features.Select(name => IndexOf(layout.Names, name)).ToHashSet();
        foreach (var i in chosen) RequireNumbers(layout, i);
        for (var i = 0; i < columns.Length; i++)
        {
            if (chosen.Contains(i) && columns[i].Role != ColumnRole.Feature)
                columns[i] = columns[i] with { Role = ColumnRole.Feature, Reason = Reasons.Requested, ReasonText = "Asked for." };
            else if (!chosen.Contains(i) && (columns[i].Role == ColumnRole.Feature || LoadedFeatures.MayVary(layout, columns[i])))
                columns[i] = columns[i] with
                {
                    Role = ColumnRole.Ignored,
                    Reason = Reasons.Requested,
                    ReasonText = "Not among the columns asked for.",
                };
        }
    }

    static void LeaveOutId(ColumnInfo[] columns)
    {
        for (var i = 0; i < columns.Length; i++)
            if (columns[i].Role == ColumnRole.Id)
                columns[i] = columns[i] with { Role = ColumnRole.Ignored, Reason = Reasons.Requested, ReasonText = "Another column is the id." };
    }

    static void RequireNumbers(Layout layout, int i)
    {
        if (layout.Columns[i].Type is ColumnType.Integer or ColumnType.Number) return;
        throw Refusals.ColumnNotNumeric(layout.Columns[i], layout.Samples[i].FirstText);
    }

    static int IndexOf(string[] names, string name)
    {
        var exact = Array.IndexOf(names, name);
        if (exact >= 0) return exact;
        var alike = Array.FindIndex(names, known => known.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        return alike >= 0 ? alike : throw Refusals.ColumnNotFound(name, names);
    }
}
