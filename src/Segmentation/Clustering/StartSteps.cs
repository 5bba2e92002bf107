using Segmentation.Numerics;

namespace Segmentation.Clustering;

/// <summary>The recorded steps of one start of k-means.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Inertia">With which it ended, over the rows of its steps.</param>
/// <param name="Order">Shape [k]: the segment of each centre, in the order in which the centres were drawn.</param>
/// <param name="Centres">Shape [k × d]: where the centres ended.</param>
sealed record StartSteps(int Number, double Inertia, int[] Order, FitStep[] Steps, double[] Centres)
{
    const int MostOfAll = 10;   // steps over all rows when there are steps on a sample before them

    /// <summary>Squares of the rows of the first step around their mean.</summary>
    public required double Squares { get; init; }

    /// <summary>Steps over all rows, which follow those on a sample.</summary>
    public FitStep[] Further { get; init; } = [];

    /// <summary>Squares of the rows of <see cref="Further"/> around their mean.</summary>
    public double FurtherSquares { get; init; }

    /// <summary>The same start with its segments in another order.</summary>
    /// <param name="order">Shape [k]: the present number at each new one.</param>
    public StartSteps Renumber(int[] order) => this with
    {
        Order = Array.ConvertAll(Order, c => Array.IndexOf(order, c)),
        Steps = Array.ConvertAll(Steps, step => step.Renumber(order)),
        Centres = FitStep.Renumber(Centres, order),
    };

    /// <summary>The starts in the final order, the best of them with its steps over all rows.</summary>
    /// <param name="starts">On a sample, the best one first.</param>
    /// <param name="further">Over all rows, from where the best start ended; its segments are those of the
    /// result.</param>
    public static StartSteps[] GoOn(StartSteps[] starts, StartSteps further)
    {
        var order = Arrays.Generate(further.Order.Length, c => Array.IndexOf(further.Order, c));
        var renumbered = Array.ConvertAll(starts, start => start.Renumber(order));
        renumbered[0] = renumbered[0].Then(further);
        return renumbered;
    }

    StartSteps Then(StartSteps further)
    {
        var most = LloydTrace.MostSteps(Order.Length, Centres.Length / Order.Length);
        return this with
        {
            Steps = LloydTrace.Thin(Steps, most * 2 / 3),
            Further = Array.ConvertAll(
                LloydTrace.Thin(further.Steps, Math.Min(MostOfAll, most / 3)),
                step => step with { Iteration = step.Iteration + Steps[^1].Iteration }),
            FurtherSquares = further.Squares,
            Centres = further.Centres,
        };
    }

    /// <summary>The order that gives the segments the numbers of the nearest centres, one to one, the nearest pair
    /// first.</summary>
    /// <param name="centres">Shape [k × d].</param>
    public int[] OrderLike(double[] centres)
    {
        var k = Order.Length;
        var (order, taken) = (new int[k], new bool[k]);
        order.AsSpan().Fill(-1);
        var distances = Arrays.Generate(k * k, i => Distance(i / k, i % k, centres));
        for (var matched = 0; matched < k; matched++)
        {
            var nearest = -1;
            for (var i = 0; i < distances.Length; i++)
                if (!taken[i / k] && order[i % k] < 0 && (nearest < 0 || distances[i] < distances[nearest]))
                    nearest = i;
            (order[nearest % k], taken[nearest / k]) = (nearest / k, true);
        }
        return order;
    }

    double Distance(int own, int other, double[] centres)
    {
        var (d, sum) = (Centres.Length / Order.Length, 0.0);
        for (var j = 0; j < d; j++)
        {
            var difference = Centres[(own * d) + j] - centres[(other * d) + j];
            sum += difference * difference;
        }
        return sum;
    }

    /// <summary>For the file of the result.</summary>
    public StartTrace ToTrace()
    {
        TraceStep[] steps =
        [
            .. Array.ConvertAll(Steps, step => ToTrace(step, Squares)),
            .. Array.ConvertAll(Further, step => ToTrace(step, FurtherSquares)),
        ];
        return new(
            Number, steps[0].Of, Inertia, steps[^1].Iteration, steps[^1].Moved == 0,
            Array.ConvertAll(Order, c => c + 1), steps, ByRow(Centres, Order.Length));
    }

    static TraceStep ToTrace(FitStep step, double squares) => new(
        step.Iteration, step.Rows, step.Moved, step.Inertia(squares), step.Sizes,
        ByRow(step.Centres, step.Sizes.Length));

    static double[][] ByRow(double[] centres, int k) =>
        Arrays.Generate(k, c => centres.AsSpan(c * (centres.Length / k), centres.Length / k).ToArray());
}
