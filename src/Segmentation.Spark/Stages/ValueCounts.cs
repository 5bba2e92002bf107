using Segmentation.Features;
using Segmentation.Numerics;
using Segmentation.Spark.Sql;

namespace Segmentation.Spark.Stages;

/// <summary>Counts how often each value of a feature occurs in each segment: enough to describe the feature
/// exactly.</summary>
sealed class ValueCounts(FeatureScale feature, int k)
{
    const int PerQuery = 8;   // Spark copies the rows for each feature, and each makes the code longer

    readonly SortedDictionary<double, long[]> _rows = [];

    /// <summary>Measures features over all rows of the view <c>assigned</c>.</summary>
    public static async Task<MeasuredFeature[]> MeasureAsync(
        SparkRun spark, IReadOnlyList<FeatureScale> features, int k)
    {
        var measured = new List<MeasuredFeature>();
        foreach (var some in features.Chunk(PerQuery))
        {
            var here = Array.ConvertAll(some, feature => new ValueCounts(feature, k));
            var columns = Array.ConvertAll(some, feature => $"v{feature.Source}");
            var which = string.Concat(columns.Select((column, j) => $" when {column} is not null then {j}"));
            var (all, sets) = (string.Join(", ", columns), SqlText.Each(columns, column => $"(g, {column})"));
            var rows = await spark.AskAsync(
                $"select g, case{which} end j, coalesce({all}) v, n "
                + $"from (select g, {all}, count(1) n from assigned group by grouping sets ({sets}))",
                "Counting values by segment");
            foreach (var row in rows) here[row.Int("j")].Add(row.Double("v"), row.Int("g"), row.Long("n"));
            measured.AddRange(here.Select(counts => counts.Measured()));
        }
        return [.. measured];
    }

    void Add(double value, int segment, long rows)
    {
        if (!_rows.TryGetValue(value, out var counts)) _rows[value] = counts = new long[k];
        counts[segment] += rows;
    }

    MeasuredFeature Measured()
    {
        var segments = Arrays.Generate(k, Describe);
        var all = _rows.Select(value => (value.Key, value.Value.Sum()));
        return new(segments, Arrays.Generate(k, Scaled), QuartilesOf([.. all]),
            Array.ConvertAll(segments, segment => Rank(segment.Median)));
    }

    Distribution Describe(int segment)
    {
        var here = _rows.Where(value => value.Value[segment] > 0)
            .Select(value => (value.Key, value.Value[segment])).ToArray();
        var (mean, deviation) = Moments(here, value => value);
        var quartiles = QuartilesOf(here);
        return new(mean, deviation, here[0].Key, quartiles[0], quartiles[1], quartiles[2], here[^1].Key);
    }

    (double Mean, double Deviation) Scaled(int segment) =>
        Moments([.. _rows.Select(value => (value.Key, value.Value[segment]))], feature.OfFile);

    double Rank(double value)
    {
        var (below, rows) = (0.0, 0L);
        foreach (var (one, counts) in _rows)
        {
            var here = counts.Sum();
            below += one < value ? here : one == value ? here / 2.0 : 0;
            rows += here;
        }
        return below / rows;
    }

    static (double Mean, double Deviation) Moments((double Value, long Rows)[] counts, Func<double, double> of)
    {
        var (rows, sum, squares) = (0L, 0.0, 0.0);
        foreach (var (value, count) in counts) (rows, sum) = (rows + count, sum + (of(value) * count));
        var mean = sum / rows;
        foreach (var (value, count) in counts) squares += (of(value) - mean) * (of(value) - mean) * count;
        return (mean, Math.Sqrt(squares / rows));
    }

    static double[] QuartilesOf((double Value, long Rows)[] counts)
    {
        var rows = counts.Sum(count => count.Rows);
        return Array.ConvertAll(QuantileSql.Shares, share =>
        {
            var position = (rows - 1) * share;
            var place = (long)position;
            var (low, rest) = (At(counts, place), position - place);
            return rest > 0 ? low + ((At(counts, place + 1) - low) * rest) : low;
        });
    }

    static double At((double Value, long Rows)[] counts, long place)
    {
        foreach (var (value, rows) in counts)
        {
            if (place < rows) return value;
            place -= rows;
        }
        return counts[^1].Value;
    }
}
