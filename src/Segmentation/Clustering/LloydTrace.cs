namespace Segmentation.Clustering;

/// <summary>Keeps the steps of one run of Lloyd's iteration: the first ones, then every n-th, and the last.</summary>
/// <remarks>n grows with the run, so that memory does not. Adding a step costs O(k · d), whatever the number of
/// rows.</remarks>
sealed class LloydTrace(int k, int d)
{
    const int Numbers = 16_000;   // of k × d centres: with more features and segments, fewer steps are kept
    const int Fewest = 9;
    const int Most = 29;

    readonly List<FitStep> _first = [];
    readonly List<FitStep> _later = [];
    readonly int _most = MostSteps(k, d);
    int _every = 1;
    bool _isKept;   // the last one is in one of the lists

    /// <summary>Most steps of a start that are kept.</summary>
    public static int MostSteps(int k, int d) => Math.Clamp(Numbers / (k * d), Fewest, Most);

    /// <summary>The last step; null before the first.</summary>
    public FitStep? Last { get; private set; }

    /// <summary>Every step that is kept.</summary>
    public FitStep[] Steps => _isKept ? [.. _first, .. _later] : [.. _first, .. _later, Last!];

    /// <param name="moved">Rows that changed their segment.</param>
    /// <param name="sizes">Shape [k], after the assignment.</param>
    /// <param name="centres">Shape [k × d], before they move.</param>
    /// <param name="sums">Shape [k × d]: of the rows, after the assignment.</param>
    public void Add(int moved, int[] sizes, double[] centres, double[] sums)
    {
        var iteration = (Last?.Iteration ?? 0) + 1;
        Last = FitStep.Of(
            iteration, moved, Array.ConvertAll(sizes, size => (long)size), (double[])centres.Clone(), sums);
        var first = FirstOf(_most);
        _isKept = iteration <= first || (iteration - first) % _every == 0;
        if (_isKept) (iteration <= first ? _first : _later).Add(Last);
        if (_later.Count < _most - first) return;
        _every *= 2;
        _later.RemoveAll(step => (step.Iteration - first) % _every != 0);
        _isKept = _later[^1] == Last;
    }

    /// <summary>At most so many of the steps: the first ones, then every n-th, and the last.</summary>
    public static FitStep[] Thin(FitStep[] steps, int most)
    {
        if (steps.Length <= most) return steps;
        var first = FirstOf(most);
        var later = most - first - 1;
        var every = (steps.Length - first + later - 1) / later;
        var kept = new List<FitStep>(most);
        for (var i = 0; i < steps.Length; i++)
            if (i < first || i == steps.Length - 1 || (i - first + 1) % every == 0) kept.Add(steps[i]);
        return [.. kept];
    }

    // Two thirds: most of what can be seen happens at the beginning.
    static int FirstOf(int most) => Math.Min(most * 2 / 3, most - 2);
}
