using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>Rows, their segments, and a bound for each row that tells when it must be measured again.</summary>
/// <remarks>
/// One number for each row instead of Hamerly's two: the distance to the second nearest centre minus that to the own
/// one, plus the drift of the own centre so far. The drift of a centre grows in each iteration by its own move and the
/// largest move of the others, so a row whose number is above its centre's drift cannot have changed and is not
/// measured again. Five bytes for each row in all. Source: G. Hamerly, SDM 2010, doi:10.1137/1.9781611972801.12.
/// </remarks>
sealed class Assignment
{
    /// <summary>The segment of a row that has none yet.</summary>
    public const byte None = byte.MaxValue;

    const double Rounding = 1.0 / (1L << 53);
    // Lowers a sum by more than rounding to float can raise it.
    public const double RoundDown = 1 - 1.0 / (1 << 23);

    readonly double[] _drift;
    readonly float[] _thresholds = new float[None + 1];
    readonly bool _bounds;
    double _farthest;

    public Assignment(Matrix points, int k, bool bounds)
    {
        (Points, K, _bounds) = (points, k, bounds);
        Chunks = Chunks.Of(points.Rows);
        Labels = new byte[points.Rows];
        Slack = new float[points.Rows];
        Centres = new double[k * points.Columns];
        _drift = new double[k];
        Changes = new ChunkChange[Chunks.Count];
        for (var chunk = 0; chunk < Changes.Length; chunk++) Changes[chunk] = new(k, points.Columns);
    }

    public Matrix Points { get; }
    public int K { get; }
    public Chunks Chunks { get; }
    /// <summary>Shape [n]: 0 to k − 1, or <see cref="None"/> before the first pass.</summary>
    public byte[] Labels { get; }
    /// <summary>Shape [n]: how much drift of its centre a row allows before it must be measured again, rounded
    /// down.</summary>
    public float[] Slack { get; }
    /// <summary>Shape [k × d].</summary>
    public double[] Centres { get; }
    /// <summary>The changes of the last pass, by chunk.</summary>
    public ChunkChange[] Changes { get; }
    /// <summary>Shape [k].</summary>
    public ReadOnlySpan<double> Drift => _drift;
    /// <summary>By label: rows whose slack is at most this are measured.</summary>
    public ReadOnlySpan<float> Thresholds => _thresholds;
    /// <summary>No row has a segment yet.</summary>
    public bool Fresh { get; private set; } = true;

    /// <summary>Starts again: no row has a segment.</summary>
    public void Reset(ReadOnlySpan<double> centres)
    {
        centres.CopyTo(Centres);
        Labels.AsSpan().Fill(None);
        Array.Clear(_drift);
        (_farthest, Fresh) = (0, true);
        _thresholds.AsSpan().Fill(float.PositiveInfinity);
    }

    /// <summary>Assigns every row to its nearest centre, of equally near ones to the lower number.</summary>
    /// <returns>How many rows changed.</returns>
    public int Pass(int threads, CancellationToken ct)
    {
        ParallelLoop.Run(Chunks.Count, threads, (_, chunk) => AssignKernel.Run(this, chunk), ct);
        var changed = 0;
        var far = 0.0;
        foreach (var change in Changes)
        {
            changed += change.Rows;
            far = Math.Max(far, change.FarthestSecond);
        }
        _farthest = Math.Max(_farthest, Math.Sqrt(far));
        Fresh = false;
        return changed;
    }

    /// <summary>Moves the centres and updates the drift.</summary>
    public void Move(ReadOnlySpan<double> next)
    {
        var d = Points.Columns;
        Span<double> moves = stackalloc double[K];
        var (largest, second, at) = (0.0, 0.0, -1);
        for (var c = 0; c < K; c++)
        {
            moves[c] = Moved(Centres.AsSpan(c * d, d), next.Slice(c * d, d));
            if (moves[c] > largest) (second, largest, at) = (largest, moves[c], c);
            else second = Math.Max(second, moves[c]);
        }
        next.CopyTo(Centres);

        _farthest += largest;
        // Covers the rounding of the distances, when the slack was measured and when it is used.
        var margin = 16 * (d + 4) * Rounding * _farthest;
        for (var c = 0; c < K; c++)
        {
            _drift[c] += moves[c] + (c == at ? second : largest);
            _thresholds[c] = _bounds ? MathF.BitIncrement((float)(_drift[c] + margin)) : float.PositiveInfinity;
        }
    }

    static double Moved(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        var sum = 0.0;
        for (var j = 0; j < from.Length; j++) sum += (to[j] - from[j]) * (to[j] - from[j]);
        return Math.Sqrt(sum) * (1 + 1e-10);   // never less than the true move
    }
}
