namespace Segmentation.Checks;

/// <summary>Whether other runs on the same file found the same.</summary>
static class OtherRunChecks
{
    const double Same = 1e-9;
    const int Shown = 12;   // digits of a hash

    public static Check SameBytes(SegmentationResult result, OtherRuns others)
    {
        var (status, found) = others.Same switch
        {
            null => (CheckStatus.NotChecked, "No other finished run has this file, these settings and this engine."),
            { Hash: null } or { OtherHash: null } =>
                (CheckStatus.NotChecked, "Another run has this file and settings, but the files of one are gone."),
            var same when same.Hash == same.OtherHash =>
                (CheckStatus.Pass, $"assignments.csv has the SHA-256 {same.Hash[..Shown]}…, as that of {same.Job}."),
            var same => (
                // Sums on a cluster are added in the order in which its machines answer.
                result.Engine == EngineKind.Spark ? CheckStatus.Warn : CheckStatus.Fail,
                $"assignments.csv has the SHA-256 {same.Hash[..Shown]}…, "
                    + $"that of {same.Job} {same.OtherHash[..Shown]}…."),
        };
        return new(
            "same-bytes", "The same again, byte for byte", status,
            "The same file and settings give the same segments for every customer: nothing depends on chance.",
            found,
            "Pass: the SHA-256 of both files are equal. Fail: they differ; on Spark, where sums have no fixed order, "
                + "that only warns.",
            "SHA-256, FIPS 180-4.")
        {
            Advice = status switch
            {
                CheckStatus.Pass => null,
                CheckStatus.NotChecked => "Run it again; this page then compares the two.",
                _ => "See whether both were made by the same version of the service. Run it again and compare.",
            },
        };
    }

    public static Check Engines(SegmentationResult result, SegmentationResult? other)
    {
        var (status, found, value) = Compare(result, other);
        return new(
            "engines", "Both engines agree", status,
            "The local engine and Spark find the same segments of the same file with the same settings.",
            found,
            "Pass: equal sizes, and centres equal to 1e-9. Warn: the centres differ by more, or the sizes do and the "
                + "starts ran on samples of their own. Fail: other sizes or another k on the same rows.",
            "A rule of this service: both engines are held to the same numbers.")
        {
            Value = value,
            Advice = status switch
            {
                CheckStatus.Pass => null,
                CheckStatus.NotChecked => "Run it with the other engine and the clusterer lloyd to compare them.",
                _ => "Compare the two before either is used; see whether one version of the service made both.",
            },
        };
    }

    static (CheckStatus Status, string Found, double? Value) Compare(
        SegmentationResult result, SegmentationResult? other)
    {
        var here = EnumWord.Of(result.Engine);
        if (other is null)
            return (CheckStatus.NotChecked, $"Only the {here} engine ran this file with these settings.", null);
        if (result.Parameters.Clusterer != other.Parameters.Clusterer)
            return (
                CheckStatus.NotChecked,
                $"The other engine used {EnumWord.Of(other.Parameters.Clusterer)}, not "
                    + $"{EnumWord.Of(result.Parameters.Clusterer)}: two methods need not agree.", null);

        var (sizes, theirs) = (Sizes(result), Sizes(other));
        if (!sizes.SequenceEqual(theirs))
        {
            var sampled = result.Sweep.Rows < result.Rows.Used;
            var text = $"The sizes are {List(sizes)} here and {List(theirs)} with {EnumWord.Of(other.Engine)}"
                + (sampled ? ", whose starts ran on another sample." : ".");
            return (sampled ? CheckStatus.Warn : CheckStatus.Fail, text, null);
        }
        var difference = result.Segments.Zip(other.Segments).Max(pair => Furthest(pair.First, pair.Second));
        return (
            difference <= Same ? CheckStatus.Pass : CheckStatus.Warn,
            $"All {sizes.Length} sizes are equal; the centres differ by at most {difference:0.0e+0}.", difference);
    }

    static double Furthest(SegmentProfile one, SegmentProfile other) => one.ScaledCentre.Zip(other.ScaledCentre)
        .Max(pair => Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.First)));

    static int[] Sizes(SegmentationResult result) => [.. result.Segments.Select(segment => segment.Size)];

    static string List(int[] sizes) => string.Join(", ", sizes.Take(Shown).Select(size => size.ToString("#,0")))
        + (sizes.Length > Shown ? " …" : "");
}
