namespace Segmentation.Data;

/// <summary>Puts the roles and features of a request over the ones found.</summary>
static class RequestedRoles
{
    /// <exception cref="InvalidDatasetException">A column is not there or has no numbers.</exception>
    public static ColumnInfo[] Apply(Layout layout, SegmentationSpec spec) => Apply(
        layout.Columns, spec, column => layout.MayVary(column), column => layout.Samples[column].FirstText);

    /// <param name="found">Roles as they were found.</param>
    /// <param name="spec">What is asked for.</param>
    /// <param name="mayVary">Whether a column that looked constant may become a feature when all rows are read.</param>
    /// <param name="text">A cell of a column, by its index, that is no number; for the refusal.</param>
    /// <exception cref="InvalidDatasetException">A column is not there or has no numbers.</exception>
    public static ColumnInfo[] Apply(
        IReadOnlyList<ColumnInfo> found, SegmentationSpec spec, Predicate<ColumnInfo> mayVary, Func<int, string?> text)
    {
        ColumnInfo[] columns = [.. found];
        foreach (var (name, role) in spec.Roles ?? new Dictionary<string, ColumnRole>())
        {
            var i = IndexOf(columns, name);
            if (role == ColumnRole.Feature) RequireNumbers(found[i], text);
            // A column that may yet become a feature is left out for good when somebody asks for that.
            if (columns[i].Role == role && !mayVary(columns[i])) continue;
            if (role == ColumnRole.Id) LeaveOutId(columns);
            columns[i] = Requested(columns[i], role, "Asked for.");
        }
        if (spec.Features is { Count: > 0 } features)
        {
            var chosen = features.Select(name => IndexOf(columns, name)).ToHashSet();
            foreach (var i in chosen) RequireNumbers(found[i], text);
            Choose(columns, chosen, mayVary);
        }
        foreach (var name in spec.Dates?.Keys ?? []) Compare(columns, IndexOf(columns, name), found);
        foreach (var name in spec.Transform.ByFeature?.Keys ?? []) _ = IndexOf(columns, name);   // refuses others
        return columns;
    }

    /// <summary>Compares dates as days before a day.</summary>
    static void Compare(ColumnInfo[] columns, int i, IReadOnlyList<ColumnInfo> found)
    {
        if (found[i].Type != ColumnType.Date && found[i].Reason != Reasons.Dates)
            throw Refusals.ColumnNotDate(found[i]);
        columns[i] = columns[i] with
        {
            Role = ColumnRole.Feature,
            Reason = Reasons.Dates,
            ReasonText = "Asked for: the days from the date to a day.",
        };
    }

    static void Choose(ColumnInfo[] columns, HashSet<int> chosen, Predicate<ColumnInfo> mayVary)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (chosen.Contains(i) && columns[i].Role != ColumnRole.Feature)
                columns[i] = Requested(columns[i], ColumnRole.Feature, "Asked for.");
            else if (!chosen.Contains(i) && (columns[i].Role == ColumnRole.Feature || mayVary(columns[i])))
                columns[i] = Requested(columns[i], ColumnRole.Ignored, "Not among the columns asked for.");
        }
    }

    static void LeaveOutId(ColumnInfo[] columns)
    {
        for (var i = 0; i < columns.Length; i++)
            if (columns[i].Role == ColumnRole.Id)
                columns[i] = Requested(columns[i], ColumnRole.Ignored, "Another column is the id.");
    }

    static ColumnInfo Requested(ColumnInfo column, ColumnRole role, string why) =>
        column with { Role = role, Reason = Reasons.Requested, ReasonText = why };

    static void RequireNumbers(ColumnInfo column, Func<int, string?> text)
    {
        if (column.Type is ColumnType.Integer or ColumnType.Number) return;
        throw Refusals.ColumnNotNumeric(column, text(column.Index));
    }

    /// <summary>What is asked to be done to each feature before scaling.</summary>
    /// <param name="headers">The columns as they were found, with the names of the file.</param>
    /// <param name="features">Some of them; dates may have another name by now.</param>
    public static Transform[] TransformsOf(
        IReadOnlyList<ColumnInfo> headers, IReadOnlyList<ColumnInfo> features, TransformSpec asked)
    {
        var transforms = new Transform[features.Count];
        if (asked.All is { } all) Array.Fill(transforms, all);
        foreach (var (name, transform) in asked.ByFeature ?? new Dictionary<string, Transform>())
        {
            var index = headers[IndexOf(headers, name)].Index;
            for (var j = 0; j < transforms.Length; j++)
                if (features[j].Index == index) transforms[j] = transform;
        }
        return transforms;
    }

    /// <summary>The column of a name.</summary>
    /// <exception cref="InvalidDatasetException">There is none.</exception>
    public static int IndexOf(IReadOnlyList<ColumnInfo> columns, string name)
    {
        string[] names = [.. columns.Select(column => column.Name)];
        var exact = Array.IndexOf(names, name);
        if (exact >= 0) return exact;
        var alike = Array.FindIndex(names, each => each.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        return alike >= 0 ? alike : throw Refusals.ColumnNotFound(name, names);
    }
}
