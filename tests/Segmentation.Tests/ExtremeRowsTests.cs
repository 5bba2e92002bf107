using Segmentation.Checks;

namespace Segmentation.Tests;

/// <summary>Rows that stand alone: named, or set apart.</summary>
public sealed class ExtremeRowsTests : IDisposable
{
    static readonly SegmentationSpec Apart = new() { Cleaning = new() { Extremes = ExtremesPolicy.Apart } };

    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Row 1 of the file has 1,000,000 visits, all others 7.72 to 32.29.
    [Theory]
    [InlineData(Transform.None)]
    [InlineData(Transform.Auto)]
    public async Task One_row_that_keeps_any_k_from_being_recommended_is_named(Transform transform)
    {
        var result = await RunAsync("one_huge_value.csv", new() { Transform = transform });

        Assert.Null(result.Sweep.Recommended);
        Assert.Equal([new ExtremeRow(2, null, "visits", 1_000_000, 32.29)], result.Extremes!.Rows);
        Assert.Equal((1, 0), (result.Extremes.Count, result.Extremes.SetApart));
        Assert.Equal("line 2: visits 1,000,000, the next is 32.29", result.Extremes.Rows[0].Describe());
        var doubt = Assert.Single(result.Doubts, doubt => doubt.Code == DoubtCodes.ExtremeRows);
        Assert.Contains("line 2: visits 1,000,000, the next is 32.29.", doubt.Message);
        Assert.Equal(ExtremesPolicy.Apart, doubt.Change!.Settings.Cleaning!.Extremes);
        Assert.Equal((600, 600, 0), (result.Rows.Read, result.Rows.Used, result.Rows.SetApart));
        Assert.DoesNotContain(Lines("assignments.csv"), line => line.Contains(ExtremeRows.SegmentName));
    }

    // scikit-learn's KMeans on the 599 others: silhouette 0.879, sizes 210, 195, 194.
    [Fact]
    public async Task Without_it_there_are_three_clear_groups()
    {
        var result = await RunAsync("one_huge_value.csv", Apart with { Features = ["visits"] });

        Assert.Equal((true, 3), (result.Structure.Claimed, result.Sweep.Recommended));
        Assert.Equal(0.879, result.Metrics.Silhouette, 0.0005);
        Assert.Equal([210, 195, 194], result.Segments.Select(segment => segment.Size));
        Assert.Equal([new ExtremeRow(2, null, "visits", 1_000_000, 32.29)], result.Extremes!.Rows);
        Assert.Equal((1, 1), (result.Extremes.Count, result.Extremes.SetApart));
        // Scaled anew: no long tail is left.
        Assert.Equal((Transform.None, 32.29), (result.Features[0].Transform, result.Features[0].All.Max));
    }

    [Fact]
    public async Task What_was_found_with_it_stands_beside()
    {
        var features = new[] { "visits" };
        var kept = await RunAsync("one_huge_value.csv", new() { Features = features });
        var apart = await RunAsync("one_huge_value.csv", Apart with { Features = features });

        Assert.Null(kept.Extremes!.Before);
        // The row is a segment of its own.
        Assert.Equal(new(kept.Metrics.K, kept.Metrics.Silhouette, 1), apart.Extremes!.Before);
        Assert.Equal(1, kept.Segments.Min(segment => segment.Size));
    }

    [Fact]
    public async Task A_row_set_apart_stands_in_the_file_without_a_segment_and_all_counts_add_up()
    {
        var result = await RunAsync("one_huge_value.csv", Apart with { Features = ["visits"] });

        Assert.Equal(
            (600, 599, 0, 1), (result.Rows.Read, result.Rows.Used, result.Rows.Excluded, result.Rows.SetApart));
        Assert.Equal(599, result.Segments.Sum(segment => segment.Size));
        var lines = Lines("assignments.csv");
        Assert.Equal(601, lines.Length);
        Assert.Equal("1000000.0,5.19,,Extreme values,,", lines[1]);
        Assert.Equal(599, lines.Skip(2).Count(line => line.Split(',')[2] is "1" or "2" or "3"));
        Assert.Equal(600, result.Files.Single(file => file.Name == "assignments.csv").Rows);
        var checks = RunChecks.Of(result, new());
        Assert.Equal(CheckStatus.Pass, checks.Single(check => check.Id == "rows").Status);
        Assert.StartsWith(
            "600 read; 599 used + 0 left out + 1 set apart = 600;", checks.Single(check => check.Id == "rows").Found);
        Assert.Equal(CheckStatus.Pass, checks.Single(check => check.Id == "sizes").Status);
    }

    // Of the others: spend to 128.92, visits to 130.04.
    [Fact]
    public async Task Three_rows_are_named_the_farthest_first()
    {
        var result = await RunAsync("three_extreme_rows.csv", new());

        Assert.All(result.Sweep.Candidates, candidate => Assert.False(candidate.Allowed));
        Assert.Equal(
            [new(2, null, "spend", 5_000, 128.92), new(3, null, "spend", 5_200, 128.92),
                new(4, null, "visits", 7_000, 130.04)],
            result.Extremes!.Rows.OrderBy(row => row.Line));
        // One of 7,000 visits is farther from 130 than two of 5,000 are from 129, in deviations.
        Assert.Equal(4, result.Extremes.Rows[0].Line);
    }

    [Fact]
    public async Task Without_the_three_there_is_one_cloud()
    {
        var result = await RunAsync("three_extreme_rows.csv", Apart);

        Assert.Equal((600, 597, 3), (result.Rows.Read, result.Rows.Used, result.Rows.SetApart));
        Assert.Equal((true, false), (result.Structure.Tested, result.Structure.Claimed));
        Assert.Equal((3, 3), (result.Extremes!.Count, result.Extremes.SetApart));
        Assert.Equal(3, Lines("assignments.csv").Count(line => line.EndsWith(",,Extreme values,,")));
        // scikit-learn's KMeans on the 597 others.
        Assert.Equal(0.3226, result.Sweep.Candidates[0].Silhouette, 0.0005);
    }

    [Fact]
    public async Task Rows_that_were_left_out_and_ids_and_line_ends_are_kept_in_their_places()
    {
        var lines = File.ReadAllLines(Fixture("one_huge_value.csv"));
        var file = Path.Combine(_folder, "own.csv");
        // The extreme row last, without a line end, behind rows that are left out.
        var others = lines.Skip(2).Select((line, i) => $"C{i},{line}");
        await File.WriteAllTextAsync(
            file, string.Join("\r\n", ["id,visits,age", "X1,,5", .. others, "X2,9", "C999,1000000.0,5.19"]));

        var result = await RunAsync(file, Apart with { Features = ["visits"] });

        Assert.Equal(
            (602, 599, 2, 1), (result.Rows.Read, result.Rows.Used, result.Rows.Excluded, result.Rows.SetApart));
        Assert.Equal([new ExtremeRow(603, "C999", "visits", 1_000_000, 32.29)], result.Extremes!.Rows);
        var written = await File.ReadAllTextAsync(Path.Combine(_folder, "out", "assignments.csv"));
        Assert.EndsWith("\r\nC999,1000000.0,5.19,,Extreme values,,\r\n", written);
        Assert.Equal(601, written.Split('\n').Length - 1);
    }

    // More than 5 % of the rows: 40 of 640 stand 1,000 deviations away, in pieces below the floor of 10.
    [Fact]
    public async Task Too_many_are_kept_and_that_is_said()
    {
        var near = Enumerable.Range(0, 600).Select(i => $"{i % 25},{i / 25}");
        var far = Enumerable.Range(0, 40).Select(i => $"{1e4 * Math.Cos(i)},{1e4 * Math.Sin(i)}");
        var file = Path.Combine(_folder, "own.csv");
        await File.WriteAllLinesAsync(file, ["a,b", .. near, .. far]);

        var result = await RunAsync(file, Apart with { KRange = [8, 10], Transform = Transform.None });

        if (result.Extremes is null) Assert.Fail("No rows stand alone.");
        Assert.Equal((640, 0, 0), (result.Rows.Used, result.Rows.SetApart, result.Extremes.SetApart));
        var said = Assert.Single(result.Issues, issue => issue.Code == IssueCodes.ExtremesKept);
        Assert.StartsWith("The rows that stand alone were not set apart: ", said.Message);
        Assert.All(result.Doubts, doubt => Assert.Null(doubt.Change?.Settings.Cleaning));
    }

    [Theory]
    [InlineData("Mall_Customers.csv")]
    [InlineData("customers_3k.csv")]
    [InlineData("skewed_spend.csv")]
    public async Task Where_a_k_is_allowed_no_row_stands_alone(string file)
    {
        var result = await RunAsync(file, Apart);

        Assert.Null(result.Extremes);
        Assert.Equal(result.Rows.Read, result.Rows.Used);
    }

    [Fact]
    public async Task With_a_k_that_was_asked_for_every_row_is_kept()
    {
        var result = await RunAsync("one_huge_value.csv", Apart with { K = 3 });

        Assert.Null(result.Extremes);
        Assert.Equal(600, result.Rows.Used);
    }

    [Fact]
    public async Task A_run_canceled_in_its_second_round_ends_without_a_result()
    {
        using var cancel = new CancellationTokenSource();
        var events = new Recorder { Heard = () => cancel.Cancel() };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync("one_huge_value.csv", Apart with { Features = ["visits"] }, events, cancel.Token));
        Assert.False(File.Exists(Path.Combine(_folder, "out", "assignments.csv")));
    }

    string[] Lines(string file) => File.ReadAllLines(Path.Combine(_folder, "out", file));

    static string Fixture(string file) => Path.Combine(AppContext.BaseDirectory, "data", file);

    Task<SegmentationResult> RunAsync(
        string file, SegmentationSpec spec, IProgress<EngineEvent>? events = null, CancellationToken ct = default)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "out")).FullName;
        return new LocalEngine().RunAsync(
            new(Fixture(file), Path.GetFileName(file), folder, spec), events ?? new Recorder(), ct);
    }

    /// <summary>Hears when the first k is tried a second time.</summary>
    sealed class Recorder : IProgress<EngineEvent>
    {
        int _first;

        public Action Heard { get; init; } = () => { };

        public void Report(EngineEvent value)
        {
            if (value is EngineEvent.CandidateDone { Candidate.K: 2 } && ++_first == 2) Heard();
        }
    }
}
