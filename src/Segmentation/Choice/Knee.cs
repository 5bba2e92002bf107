namespace Segmentation.Choice;

/// <summary>Finds the knee of the inertia curve: more segments help much before it and little after it.</summary>
static class Knee
{
    const double LeastBend = 0.1;
    const double Sharper = 1.25;

    /// <summary>The k farthest below the straight line from the first to the last point of the curve.</summary>
    /// <param name="inertia">By k, ascending and without gaps; both axes are brought to 0…1 first.</param>
    /// <returns>Null when there are fewer than 3 points, when the curve stays within 0.1 of the line, or when the ratio
    /// of the drop before the knee to the drop after it is less than 1.25 times that of the curve 1 / k, which has no
    /// knee.</returns>
    /// <remarks>Source: V. Satopää, J. Albrecht, D. Irwin, B. Raghavan, ICDCSW 2011,
    /// doi:10.1109/ICDCSW.2011.20.</remarks>
    public static int? Of(IReadOnlyList<(int K, double Inertia)> inertia)
    {
        if (inertia.Count < 3) return null;
        var (first, last) = (inertia[0], inertia[^1]);
        var fall = first.Inertia - last.Inertia;
        if (fall <= 0) return null;

        var (knee, farthest) = (0, 0.0);
        for (var i = 1; i < inertia.Count - 1; i++)
        {
            var across = (double)(inertia[i].K - first.K) / (last.K - first.K);
            var below = 1 - across - (inertia[i].Inertia - last.Inertia) / fall;
            if (below > farthest) (knee, farthest) = (i, below);
        }
        if (farthest < LeastBend) return null;

        var before = inertia[knee - 1].Inertia - inertia[knee].Inertia;
        var after = inertia[knee].Inertia - inertia[knee + 1].Inertia;
        double k = inertia[knee].K;
        return before >= Sharper * (k + 1) / (k - 1) * after ? (int)k : null;
    }
}
