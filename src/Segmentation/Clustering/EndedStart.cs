using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>A start that has ended.</summary>
/// <param name="Start">From 0.</param>
/// <param name="Centres">Shape [k × d]: means of the segments.</param>
/// <param name="Trace">Its steps.</param>
sealed record EndedStart(int Start, double[] Centres, LloydTrace Trace)
{
    /// <summary>Starts whose steps are kept until all have ended; after these only a better one's.</summary>
    public const int MostKept = 100;

    const int MostOthers = 4;
    const double SameEnd = 1e-6;   // of the inertia

    double Between => Trace.Last!.Between;

    /// <summary>By inertia, of equals the first. Of the same rows, the start with the largest sum between its segments
    /// has the lowest.</summary>
    public static int Compare(EndedStart a, EndedStart b) =>
        b.Between.CompareTo(a.Between) is not 0 and var order ? order : a.Start.CompareTo(b.Start);

    /// <summary>The best start and up to four that show how others ended: in different ways if there are such, from the
    /// next best to the worst, evenly.</summary>
    /// <param name="all">Sorted.</param>
    /// <param name="squares">Of the rows around their mean.</param>
    /// <returns>Sorted.</returns>
    public static EndedStart[] Spread(EndedStart[] all, double squares)
    {
        var ends = new List<EndedStart>();
        foreach (var start in all)
            if (ends is not [.., var last] || !start.EndedLike(last, squares)) ends.Add(start);
        if (ends.Count > MostOthers)
            return [ends[0], .. Arrays.Generate(MostOthers, i => ends[1 + (i * (ends.Count - 2) / (MostOthers - 1))])];

        var like = Array.FindAll(all, start => !ends.Contains(start));
        ends.AddRange(like[..Math.Min(like.Length, MostOthers + 1 - ends.Count)]);
        ends.Sort(Compare);
        return [.. ends];
    }

    /// <param name="squares">Of the rows around their mean.</param>
    public StartSteps ToSteps(double squares) => new(
        Start + 1, squares - Between, Arrays.Indices(Trace.Last!.Sizes.Length), Trace.Steps, Centres)
    {
        Squares = squares,
    };

    bool EndedLike(EndedStart better, double squares) =>
        better.Between - Between <= (SameEnd * (squares - better.Between)) + (1e-12 * squares);
}
