using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>Checks before a job is queued that its settings fit the data, and decides which engine runs it.</summary>
sealed class JobValidation(WorkerSessions workers)
{
    /// <returns>The spec with its features filled in, as a request may name them, and the engine.</returns>
    /// <exception cref="ProblemException">The settings do not fit the file, or no engine can run the job.</exception>
    public async Task<(SegmentationSpec Filled, EngineUse Engine)> CheckAsync(
        Dataset dataset, SegmentationSpec spec, CancellationToken ct)
    {
        var (file, ofPurchases) = (dataset.Info, PurchaseForecast.Applies(dataset.Info, spec));
        var features = ofPurchases ? FeaturesOfPurchases(file, spec) : Features(file, spec);
        var customers = ofPurchases ? file.Purchases?.Customers ?? file.Rows : file.Rows;
        if (spec.K >= customers && !file.RowsEstimated)
            throw new ProblemException(TooManySegments(spec.K.Value, customers, ofPurchases));
        var filled = ofPurchases
            ? spec with { Rows = RowMeaning.Purchases } : spec with { Features = Named(file, spec, features) };
        return (filled, await EngineAsync(dataset, spec, features.Count, ct));
    }

    /// <summary>Roles are of columns of the file; features and their transforms of the customers.</summary>
    static IReadOnlyList<string> FeaturesOfPurchases(DatasetInfo file, SegmentationSpec spec)
    {
        foreach (var name in spec.Roles?.Keys ?? []) Find(file, name, "/roles");
        var compared = ComparedFeatures.Of(file, spec);
        // Other roles may give other numbers: only reading the file tells.
        if (file.Purchases is not { } known || spec.Roles is { Count: > 0 }) return compared;
        string[] names = [.. known.Features.Select(feature => feature.Name)];
        foreach (var name in compared.Where(name => !names.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase)))
            throw new ProblemException(Problems.InvalidSetting(DataErrors.ColumnNotFound, "/features",
                $"The customers have no «{name}». What is known of them: {string.Join(", ", names)}."));
        return compared.Count > 0 ? compared : throw new ProblemException(Problems.InvalidSetting(
            DataErrors.NoNumericFeatures, "/rfm/features",
            "The columns of the file give none of these. They give "
            + $"{Listed([.. known.Features.Select(feature => EnumWord.Of(feature.Feature))])}."));
    }

    static string Listed(string[] words) => string.Join(" and ", string.Join(", ", words[..^1]), words[^1]);

    /// <summary>Dates are compared because of <c>dates</c>; a request names them nowhere else. Without others, the
    /// features stay as they were asked for: roles have left all others out.</summary>
    static IReadOnlyList<string>? Named(DatasetInfo file, SegmentationSpec spec, IReadOnlyList<string> features)
    {
        if (spec.Dates is not { Count: > 0 } dates) return features;
        var asDates = dates.Keys.Select(name => ComparedFeatures.HeaderOf(file, name)).ToHashSet();
        string[] others = [.. features.Where(name => !asDates.Contains(name))];
        return others.Length > 0 ? others : spec.Features;
    }

    async Task<EngineUse> EngineAsync(Dataset dataset, SegmentationSpec spec, int features, CancellationToken ct)
    {
        var (file, onCluster) = (dataset.Info, dataset.Uri is not null);
        if (onCluster && spec.Engine == EngineKind.Local) throw new ProblemException(Problems.NeedsSpark());
        var live = await workers.LiveAsync(ct);
        var abilities = live.Select(worker =>
            new WorkerAbility(worker.MemoryBytes, worker.Engines.Contains(EngineKind.Spark)));
        var needed = EngineChoice.EstimateBytes(file.Bytes, file.Rows, features);
        var decision = onCluster
            ? EngineChoice.DecideForUri(spec.Engine, [.. abilities])
            : EngineChoice.Decide(spec.Engine, needed, [.. abilities], spec.Clusterer);
        return decision switch
        {
            EngineDecision.Run run => run.Engine,
            EngineDecision.Refuse { Why: EngineRefusal.Unavailable } refuse =>
                throw new ProblemException(Problems.EngineUnavailable(refuse.Reason)),
            EngineDecision.Refuse refuse =>
                throw new ProblemException(Problems.TooLargeForLocal(refuse.Reason, refuse.Needed, refuse.Available)),
            var other => throw new InvalidOperationException($"Unknown decision {other}."),
        };
    }

    static IReadOnlyList<string> Features(DatasetInfo file, SegmentationSpec spec)
    {
        foreach (var name in spec.Roles?.Keys ?? []) Find(file, name, "/roles");
        foreach (var name in spec.Transform.ByFeature?.Keys ?? []) Find(file, name, "/transform");
        foreach (var name in spec.Features ?? []) RequireNumbers(Find(file, name, "/features"), "/features");
        foreach (var (name, role) in spec.Roles ?? new Dictionary<string, ColumnRole>())
            if (role == ColumnRole.Feature) RequireNumbers(Find(file, name, "/roles"), "/roles");

        var chosen = ComparedFeatures.Of(file, spec);
        return chosen.Count > 0 ? chosen : throw new ProblemException(Problems.InvalidSetting(
            DataErrors.NoNumericFeatures, "/roles",
            "No column is left to compare. Give at least one numeric column the role feature."));
    }

    static ColumnInfo Find(DatasetInfo file, string name, string pointer) =>
        file.Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new ProblemException(Problems.InvalidSetting(DataErrors.ColumnNotFound, pointer,
            $"There is no column «{name}» in the file. Its columns: {Listed(file)}."));

    static void RequireNumbers(ColumnInfo column, string pointer)
    {
        if (column.Type is ColumnType.Integer or ColumnType.Number) return;
        throw new ProblemException(Problems.InvalidSetting(DataErrors.ColumnNotNumeric, pointer,
            $"The column «{column.Name}» has no numbers to compare ({column.ReasonText}). "
            + "Take it out of the features."));
    }

    static string Listed(DatasetInfo file)
    {
        const int Shown = 20;
        var names = string.Join(", ", file.Columns.Take(Shown).Select(column => column.Name));
        return file.Columns.Count > Shown ? $"{names} and {file.Columns.Count - Shown} more" : names;
    }

    static Problem TooManySegments(int k, long rows, bool ofPurchases) => new(DataErrors.KTooLarge,
        $"k = {k} is too large: the file has {rows} {(ofPurchases ? "customers" : "rows")}, "
        + $"so that at most {rows - 1} segments are possible. "
        + "Ask for fewer.")
    {
        Errors = [new("/k", DataErrors.KTooLarge.Code, $"At most {rows - 1}.")],
        Numbers = new Dictionary<string, long> { ["rows"] = rows, ["largestK"] = rows - 1 },
    };
}
