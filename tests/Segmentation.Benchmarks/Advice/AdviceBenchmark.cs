using Segmentation.Choice;
using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Benchmarks.Advice;

/// <summary>How often groups are claimed where there are none, found where there are some, and with the right
/// k.</summary>
static class AdviceBenchmark
{
    const int Seed = 20_261_130;

    public static void Run(Options options, Document document)
    {
        var rows = options.Rows is [var first, ..] ? first : 250;
        List<Table> tables =
        [
            Claims("Kinds without groups that the rule was made with", Families.Known, rows, options),
            Claims("Kinds without groups that nothing was adjusted to", Families.Unseen, rows, options),
            Power(rows, options),
        ];
        if (options.PublicSets is { } folder) tables.Add(PublicSets.Run(folder));
        tables.Add(AdviceTime.Measure());
        document.Put("advice", tables);
    }

    static Table Claims(string title, IEnumerable<Family> families, int rows, Options options)
    {
        var table = new Table(
            $"{title}: {options.Repeats} sets of {rows} rows each, seed {Seed}", "data", "claimed",
            "99 % interval");
        foreach (var family in families)
        {
            var judged = Judge(family, rows, options.Repeats);
            var claimed = judged.Count(one => one.Claimed);
            var (low, high) = Interval(claimed, judged.Length);
            table.Add(family.Name, $"{(double)claimed / judged.Length:P1}", $"{low:P1} to {high:P1}");
        }
        return table;
    }

    static Table Power(int rows, Options options)
    {
        var table = new Table(
            $"Mixtures: {options.Repeats} sets of {rows} rows each, seed {Seed}", "data", "claimed",
            "right k where claimed", "right k by silhouette", "by Calinski–Harabasz", "by Davies–Bouldin", "by knee");
        var (all, easier) = (new List<Judged>(), new List<Judged>());
        foreach (var family in Families.Mixtures)
        {
            var judged = Judge(family, rows, options.Repeats);
            all.AddRange(judged);
            if (!family.IsHardest) easier.AddRange(judged);
            Add(table, family.Name, judged);
        }
        Add(table, "all", all);
        Add(table, "without the two hardest", easier);
        return table;
    }

    static void Add(Table table, string name, IReadOnlyCollection<Judged> judged)
    {
        var claimed = judged.Where(one => one.Claimed).ToArray();
        table.Add(
            name, $"{(double)claimed.Length / judged.Count:P1}",
            claimed.Length == 0 ? "–" : $"{(double)claimed.Count(one => one.K == one.Groups) / claimed.Length:P1}",
            Right(judged, one => one.BySilhouette), Right(judged, one => one.ByCalinskiHarabasz),
            Right(judged, one => one.ByDaviesBouldin), Right(judged, one => one.ByKnee ?? 0));
    }

    static string Right(IReadOnlyCollection<Judged> judged, Func<Judged, int> k) =>
        $"{(double)judged.Count(one => k(one) == one.Groups) / judged.Count:P1}";

    static Judged[] Judge(Family family, int rows, int sets)
    {
        var judged = new Judged[sets];
        for (var set = 0; set < sets; set++)
            judged[set] = Judged.Of(family.Make(new Draws(unchecked(Seed + set * 7_919 + Name(family))), rows), family);
        Console.Error.WriteLine($"{family.Name}: {judged.Count(one => one.Claimed)} of {sets} claimed");
        return judged;
    }

    // string.GetHashCode differs in every process.
    static int Name(Family family) => family.Name.Aggregate(17, (hash, letter) => unchecked(hash * 31 + letter));

    /// <summary>Between which shares the true one lies.</summary>
    /// <remarks>E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212, doi:10.1080/01621459.1927.10502953.</remarks>
    static (double Low, double High) Interval(int claimed, int sets)
    {
        const double Z = 2.5758;
        var share = (double)claimed / sets;
        var (middle, width) = (
            share + Z * Z / (2 * sets), Z * Math.Sqrt(share * (1 - share) / sets + Z * Z / (4.0 * sets * sets)));
        var scale = 1 + Z * Z / sets;
        return (Math.Max(0, (middle - width) / scale), (middle + width) / scale);
    }
}

/// <summary>What was said of one set.</summary>
/// <param name="Groups">What is right.</param>
sealed record Judged(int Groups, bool Claimed, int K)
{
    public int BySilhouette { get; private init; }
    public int ByCalinskiHarabasz { get; private init; }
    public int ByDaviesBouldin { get; private init; }
    public int? ByGap { get; private init; }
    public int? ByKnee { get; private init; }
    public int? RunnerUp { get; private init; }

    public static Judged Of(Matrix rows, Family family) => Of(rows, family.Groups, [2, 10]);

    public static Judged Of(Matrix rows, int groups, int[] range, bool withGap = false)
    {
        var scaled = Scaler.Scale(rows, Scaling.Standard, Transform.None, default).Values;
        var (spec, events) = (new SegmentationSpec { KRange = range }, new Progress<EngineEvent>());
        var choice = KChooser.Choose(scaled, spec, events, default);
        var allowed = choice.Sweep.Candidates.Where(one => one.Allowed).DefaultIfEmpty(choice.Sweep.Candidates[0]);
        return new(groups, choice.Structure.Claimed, choice.Sweep.Chosen)
        {
            BySilhouette = allowed.MaxBy(one => one.Silhouette)!.K,
            ByCalinskiHarabasz = allowed.MaxBy(one => one.CalinskiHarabasz)!.K,
            ByDaviesBouldin = allowed.MinBy(one => one.DaviesBouldin)!.K,
            ByGap = withGap ? GapStatistic.Choose(scaled, choice.Sweep.Candidates) : null,
            ByKnee = choice.Sweep.Knee,
            RunnerUp = choice.Structure.RunnerUp,
        };
    }
}
