namespace Segmentation.Features;

/// <summary>ln(1 + x), which shortens long right tails and keeps 0 at 0.</summary>
static class Log1p
{
    /// <summary>ln(1 + x) for x ≥ 0, accurate for small x too.</summary>
    /// <remarks>The rounding of 1 + x cancels out. Source: W. Kahan, as given by D. Goldberg, ACM Comput. Surv. 23
    /// (1991), theorem 4, doi:10.1145/103162.103163.</remarks>
    public static double Of(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>exp(y) − 1.</summary>
    public static double Inverse(double y)
    {
        if (Math.Abs(y) > 0.5) return Math.Exp(y) - 1;
        var half = Math.Sinh(y / 2);
        return 2 * half * Math.Exp(y / 2);
    }
}
