using Segmentation.Choice;
using Segmentation.Data;
using Segmentation.Evaluation;
using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Progress;

namespace Segmentation.Profiles;

/// <summary>Everything that is found out about the segments once they stand.</summary>
sealed record Findings(
    IReadOnlyList<SegmentProfile> Segments, IReadOnlyList<FeatureInfo> Features, Metrics Metrics, Pca Pca,
    PointSample Points)
{
    const int Steps = 4;

    /// <summary>Of each segment, descending.</summary>
    public required SilhouetteBands Bands { get; init; }

    /// <summary>Of the k that were tried and not used.</summary>
    public required CandidateFits Candidates { get; init; }

    /// <summary>How the values of the features are spread.</summary>
    public required FeatureBins Bins { get; init; }

    /// <summary>The steps of k-means; null when they were not recorded.</summary>
    public required FitTrace? Trace { get; init; }

    /// <summary>Features that were left out because all used rows have the same value.</summary>
    public IReadOnlyList<Issue> Dropped { get; init; } = [];

    /// <summary>What was found about the rows and features once they were scaled.</summary>
    public IReadOnlyList<Issue> Issues => [.. Extremes?.Issues ?? [], .. Dropped];

    /// <summary>Rows that stand alone; null when there are none.</summary>
    public Extremes? Extremes { get; init; }

    /// <summary>Measures indices, profiles and samples.</summary>
    public static Findings Measure(
        CleanTable table, Scaled scaled, KChoice choice, int seed, StageClock clock, CancellationToken ct)
    {
        var (columns, fit) = (table.Source.FeatureColumns, choice.Fit);
        var rows = new SegmentedRows(
            [.. scaled.Features.Select(feature => columns[feature.Source].Name)],
            table.Values.Select(Arrays.Generate(scaled.Features.Count, j => scaled.Features[j].Source)),
            scaled.Values, fit.Centres, fit.Labels);

        clock.Step(0, Steps, "Measuring each segment's values");
        var distributions = Distributions.Measure(rows.Values, rows.Labels, rows.K, ct);
        var histograms = BinCounter.Count(rows, scaled.Features, distributions, ct);
        clock.Step(1, Steps, "Counting categories");
        var categories = table.CountCategories(rows.Labels, rows.K, ct);
        clock.Step(2, Steps, "Finding the main directions");
        var pca = PrincipalComponents.Of(rows.Scaled, ct);
        clock.Step(3, Steps, "Comparing the segments");
        var names = new RowNames(table.DataRow, drawn => table.Ids(drawn));
        return Of(new(scaled.Features, distributions, histograms, categories, pca), rows, names, choice, seed, ct) with
        {
            Dropped = [.. scaled.Dropped.Select(dropped => LeftOut(columns[dropped.Source].Name, dropped.Reason))],
        };
    }

    /// <summary>What follows from measurements of all rows.</summary>
    /// <param name="rows">All used rows, or a sample of them when there are more than can be measured exactly.</param>
    /// <param name="choice">Its sums are of all rows, its labels of <paramref name="rows"/>.</param>
    public static Findings Of(
        Measured all, SegmentedRows rows, RowNames names, KChoice choice, int seed, CancellationToken ct)
    {
        var sums = choice.Fit.Sums;
        var features = FeatureFindings.Of(rows, all.Scales, all.Distributions, sums, ct);
        var numbers = ProfileBuilder.Build(rows, sums, all, choice.Silhouette.SegmentMeans);
        var pca = Describe(all.Pca);
        var segments = MoneyShares.Fill(Words.Describe(numbers, features, pca), features);
        var drawn = ChartSample.Draw(rows, seed);
        return new(segments, features, Score(choice, rows.K), pca,
            ChartSample.Points(names, rows, drawn, sums.Rows, all.Pca))
        {
            Candidates = CandidateProfiles.Describe(choice.Others, rows, drawn, all, ct),
            Bins = new(all.Histograms),
            Trace = choice.Fit.ToTrace(),
            Bands = ChartSample.Bands(choice.Silhouette, rows, segments) with
            {
                Least = UnsureCustomers.Find(choice.Silhouette, rows, names),
            },
        };
    }

    /// <summary>All of it, with what was found before; without timings.</summary>
    /// <param name="clusterer">What found the centres.</param>
    public SegmentationResult ToResult(
        SegmentationSpec spec, EngineKind engine, SourceFacts source, KChoice choice, IReadOnlyList<OutputFile> files,
        Clusterer clusterer = Clusterer.Lloyd) => new()
        {
            Parameters = spec with
            {
                Features = [.. Features.Select(feature => feature.Name).Except(DatesOf(source.Columns))],
                K = choice.Sweep.Chosen,
                NInit = choice.Fit.Starts,
                Clusterer = clusterer,
            },
            Engine = engine,
            Rows = source.Rows,
            Dialect = source.Dialect,
            Columns = source.Columns,
            Issues = [.. source.Issues, .. Issues],
            Features = Features,
            Sweep = choice.Sweep,
            Extremes = Extremes?.Rows,
            Structure = choice.Structure,
            Stability = choice.Stability,
            Metrics = Metrics,
            Segments = MoneyShares.WithUnits(Segments, source.Columns),
            Pca = Pca,
            Files = files,
            Timings = [],
        };

    /// <summary>The features that are dates: they are asked for by their own setting.</summary>
    public static IEnumerable<string> DatesOf(IReadOnlyList<ColumnInfo> columns) => columns
        .Where(column => column is { Role: ColumnRole.Feature, Reason: Reasons.Dates }).Select(column => column.Name);

    static Metrics Score(KChoice choice, int k)
    {
        var (sums, silhouette) = (choice.Fit.Sums, choice.Silhouette);
        var (between, within) = (sums.Between().Sum(), sums.Inertia);
        return new()
        {
            K = k,
            Inertia = within,
            Iterations = choice.Fit.Iterations,
            Starts = choice.Fit.Starts,
            Silhouette = silhouette.Mean,
            SilhouetteMethod = silhouette.Sampled ? "sampled" : "exact",
            SilhouetteRows = silhouette.Rows.Length,
            SilhouetteError = silhouette.Error,
            SilhouetteSeed = silhouette.Seed,
            CalinskiHarabasz = CalinskiHarabasz.Of(sums),
            DaviesBouldin = DaviesBouldin.Of(sums),
            BetweenShare = between / (between + within),
        };
    }

    static Pca Describe(PrincipalComponents pca) => new(
        Arrays.Generate(pca.Components.Rows, c => Arrays.Generate(pca.Components.Columns, j => pca.Components[c, j])),
        pca.Variance, pca.Share);

    /// <summary>Said of a feature that was left out.</summary>
    public static Issue LeftOut(string column, string reason) => new()
    {
        Severity = Severity.Warning,
        Code = IssueCodes.ConstantColumn,
        Column = column,
        Count = 1,
        Message = $"{column} is not compared. {reason}",
    };
}

/// <summary>What was measured over all used rows.</summary>
sealed record Measured(
    IReadOnlyList<FeatureScale> Scales, FeatureDistributions[] Distributions, FeatureHistogram[] Histograms,
    IReadOnlyList<CategoryCounts> Categories, PrincipalComponents Pca);

/// <summary>What is known of the file a result is made from.</summary>
sealed record SourceFacts(
    RowAccount Rows, Dialect Dialect, IReadOnlyList<ColumnInfo> Columns, IReadOnlyList<Issue> Issues);
