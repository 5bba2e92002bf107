using Segmentation.Features;
using Segmentation.Numerics;

namespace Segmentation.Tests.Features;

public sealed class ScalerTests
{
    public static TheoryData<string> Every => Reference.Every;

    [Theory]
    [MemberData(nameof(Every))]
    public void Standard_scaling_is_that_of_scikit_learn(string name)
    {
        var reference = Reference.Load(name);
        var scaled = Scaler.Scale(reference.Raw, Scaling.Standard, Transform.None, default);

        Near.Relative(reference.Numbers("standard/mean"), Centres(scaled), 1e-12);
        Near.Relative(reference.Numbers("standard/scale"), Scales(scaled), 1e-12);
        Near.Relative(reference.Numbers("standard/first_row"), FirstRow(scaled), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Min_max_scaling_is_that_of_scikit_learn(string name)
    {
        var reference = Reference.Load(name);
        var scaled = Scaler.Scale(reference.Raw, Scaling.MinMax, Transform.None, default);

        Near.Relative(reference.Numbers("minmax/min"), Centres(scaled), 1e-12);
        Near.Relative(reference.Numbers("minmax/range"), Scales(scaled), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Robust_scaling_is_that_of_scikit_learn(string name)
    {
        var reference = Reference.Load(name);
        var scaled = Scaler.Scale(reference.Raw, Scaling.Robust, Transform.None, default);

        Near.Relative(reference.Numbers("robust/center"), Centres(scaled), 1e-12);
        Near.Relative(reference.Numbers("robust/scale"), Scales(scaled), 1e-12);
    }

    // By hand: mean 3, deviations −2, −1, 0, 3; population variance 14 / 4.
    [Fact]
    public void Standard_scaling_divides_by_the_population_deviation()
    {
        var scaled = Scaler.Scale(Matrix.FromRows([[1], [2], [3], [6]]), Scaling.Standard, Transform.None, default);

        Near.Relative([-2 / Math.Sqrt(3.5), -1 / Math.Sqrt(3.5), 0, 3 / Math.Sqrt(3.5)],
            scaled.Values.Column(0).ToArray(), 1e-12);
    }

    // By hand: median 3, quartiles 2 and 4.
    [Fact]
    public void Robust_scaling_uses_median_and_quartiles()
    {
        var scaled = Scaler.Scale(
            Matrix.FromRows([[5], [1], [100], [2], [3]]), Scaling.Robust, Transform.None, default);

        Assert.Equal((3.0, 3.0), (scaled.Features[0].Centre, scaled.Features[0].Scale));   // quartiles 2 and 5
        Near.Relative([2 / 3.0, -2 / 3.0, 97 / 3.0, -1 / 3.0, 0], scaled.Values.Column(0).ToArray(), 1e-12);
    }

    [Fact]
    public void Robust_scaling_falls_back_to_the_deviation_where_the_quartiles_are_equal()
    {
        var scaled = Scaler.Scale(Matrix.FromRows([[0], [0], [0], [0], [5]]), Scaling.Robust, Transform.None, default);

        Assert.Equal(0, scaled.Features[0].Centre);
        Assert.Equal(2.0, scaled.Features[0].Scale, 1e-12);
    }

    [Fact]
    public void Without_scaling_the_values_stay_as_they_are()
    {
        var scaled = Scaler.Scale(Matrix.FromRows([[1, 7], [2, -4]]), Scaling.None, Transform.Auto, default);

        Assert.Equal([1.0, 2.0], scaled.Values.Column(0).ToArray());
        Assert.Equal([7.0, -4.0], scaled.Values.Column(1).ToArray());
    }

    [Fact]
    public void A_constant_feature_is_left_out_and_said()
    {
        var scaled = Scaler.Scale(Matrix.FromRows([[0.1, 1], [0.1, 2]]), Scaling.Standard, Transform.None, default);

        Assert.Equal(1, scaled.Values.Columns);
        Assert.Equal(1, Assert.Single(scaled.Features).Source);
        var dropped = Assert.Single(scaled.Dropped);
        Assert.Equal(0, dropped.Source);
        Assert.Contains("0.1", dropped.Reason);
    }

    [Fact]
    public void Values_too_near_to_compute_with_count_as_one()
    {
        var rows = Matrix.FromRows([[1, 0], [2, 1e-170], [3, 0], [10, 2e-170]]);

        var scaled = Scaler.Scale(rows, Scaling.Standard, Transform.None, default);

        Assert.Equal(0, Assert.Single(scaled.Features).Source);
        Assert.Equal(
            "The values of the 4 used rows, from 0 to 2E-170, differ by less than can be computed with.",
            Assert.Single(scaled.Dropped).Reason);
    }

    // 0 to n − 1 has the variance (n² − 1) / 12; beside 1e15 it is 3.5e11 deviations away.
    [Fact]
    public void A_spread_far_from_zero_keeps_its_digits()
    {
        const int Rows = 10_000;
        var rows = new Matrix([[.. Enumerable.Range(0, Rows).Select(i => 1e15 + i)]]);

        var scaled = Scaler.Scale(rows, Scaling.Standard, Transform.None, default);

        Near.Relative(Math.Sqrt((1e8 - 1) / 12), scaled.Features[0].Scale, 1e-14);
        Assert.Equal(1e15 + 4_999.5, scaled.Features[0].Centre);
    }

    [Fact]
    public void Nothing_but_constant_features_is_refused()
    {
        var error = Assert.Throws<InvalidDatasetException>(
            () => Scaler.Scale(Matrix.FromRows([[3], [3], [3]]), Scaling.Standard, Transform.None, default));

        Assert.Equal(DataErrors.NoNumericFeatures.Code, error.Code);
    }

    [Theory]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.Robust)]
    [InlineData(Scaling.None)]
    public void Logs_are_taken_of_features_without_negative_values_only(Scaling scaling)
    {
        var raw = Matrix.FromRows([[0, -1], [9, 2], [99, 3], [999, 7]]);
        var scaled = Scaler.Scale(raw, scaling, Transform.Log1p, default);

        Assert.Equal(Transform.Log1p, scaled.Features[0].Transform);
        Assert.Equal(Transform.None, scaled.Features[1].Transform);
        for (var i = 0; i < 4; i++)
        {
            var feature = scaled.Features[0];
            Assert.Equal(i * Math.Log(10), scaled.Values[i, 0] * feature.Scale + feature.Centre, 1e-12);
            Assert.Equal(raw[i, 0], feature.ToFile(scaled.Values[i, 0]), 1e-9);
            Assert.Equal(raw[i, 1], scaled.Features[1].ToFile(scaled.Values[i, 1]), 1e-12);
        }
    }

    // Skewness of two values, one of them in a share p of the rows: (1 − 2p) / √(p (1 − p)). In chunks apart.
    [Theory]
    [InlineData(300_001, 1_000)]
    [InlineData(300_001, 150_000)]
    [InlineData(11, 2)]
    public void Skewness_of_all_chunks_is_that_of_the_rows(int rows, int high)
    {
        var values = new double[rows];
        values.AsSpan(rows - high).Fill(7);
        var p = (double)high / rows;

        var moments = FeatureMoments.Of(new Matrix([values]), 0, default);

        Near.Relative((1 - (2 * p)) / Math.Sqrt(p * (1 - p)), moments.Skewness, 1e-9);
    }

    [Fact]
    public void Auto_takes_logarithms_of_long_tails_alone()
    {
        // Powers of ten: skewed, their logarithms are not. A flag: as skewed after a logarithm. The last is no tail.
        var raw = Matrix.FromRows([.. Enumerable.Range(0, 12).Select(i =>
            new[] { Math.Pow(10, i), i == 3 ? 1 : 0, -Math.Pow(10, i), i })]);

        var scaled = Scaler.Scale(raw, Scaling.Standard, Transform.Auto, default);

        Assert.Equal(
            [Transform.Log1p, Transform.None, Transform.None, Transform.None],
            scaled.Features.Select(feature => feature.Transform));
        // Looked at where the skewness is above 2 and nothing is negative: (1 − 2/12) / √(11/144) = 3.015.
        Assert.Equal([true, true, false, false], scaled.Features.Select(feature => feature.LogSkew is not null));
        Near.Relative(10 / Math.Sqrt(11), scaled.Features[1].Skew, 1e-12);
    }

    [Fact]
    public void Without_scaling_auto_takes_no_logarithm()
    {
        var raw = Matrix.FromRows([.. Enumerable.Range(0, 12).Select(i => new[] { Math.Pow(10, i) })]);

        var feature = Assert.Single(Scaler.Scale(raw, Scaling.None, Transform.Auto, default).Features);

        Assert.Equal((Transform.None, null), (feature.Transform, feature.LogSkew));
    }

    [Fact]
    public void Logarithms_that_are_all_the_same_are_not_taken()
    {
        var raw = Matrix.FromRows([[1e16], [1e16 + 2], [1e16 + 2], [1e16 + 4]]);

        var feature = Assert.Single(Scaler.Scale(raw, Scaling.Standard, Transform.Log1p, default).Features);

        Assert.Equal(Transform.None, feature.Transform);
    }

    [Fact]
    public void Logs_of_small_numbers_keep_their_digits() => Near.Relative(1e-12 - 5e-25, Log1p.Of(1e-12), 1e-15);

    [Theory]
    [InlineData(128, 1)]
    [InlineData(256, 2)]
    [InlineData(512, 7)]
    public void The_bits_do_not_depend_on_width_or_threads(int width, int threads)
    {
        var raw = Some.Blobs(rows: 9_001, columns: 3, clusters: 4, seed: 8);
        var expected = Scaler.Scale(raw, Scaling.Standard, Transform.None, default);

        using var forced = Forced.To(width, threads);
        var scaled = Scaler.Scale(raw, Scaling.Standard, Transform.None, default);

        Assert.Equal(expected.Features, scaled.Features);
        Assert.Equal(Some.Flat(expected.Values), Some.Flat(scaled.Values));
    }

    // By hand: 0-based position 0.25 · 3 = 0.75 between 1 and 2.
    [Fact]
    public void Quantiles_interpolate_linearly()
    {
        var quantiles = Quantiles.Of(new double[] { 4, 1, 3, 2 }, 0, 0.25, 0.5, 1);

        Assert.Equal([1, 1.75, 2.5, 4], quantiles);
    }

    [Fact]
    public void Quantiles_of_many_values_are_those_of_the_sorted_ones()
    {
        var values = Some.Blobs(rows: 10_001, columns: 1, clusters: 3, seed: 2).Column(0).ToArray();
        var sorted = values.Order().ToArray();

        Assert.Equal([sorted[1_000], sorted[5_000], sorted[9_900]], Quantiles.Of(values, 0.1, 0.5, 0.99));
    }

    static double[] Centres(Scaled scaled) => [.. scaled.Features.Select(f => f.Centre)];
    static double[] Scales(Scaled scaled) => [.. scaled.Features.Select(f => f.Scale)];
    static double[] FirstRow(Scaled scaled) =>
        [.. Enumerable.Range(0, scaled.Values.Columns).Select(j => scaled.Values[0, j])];
}
