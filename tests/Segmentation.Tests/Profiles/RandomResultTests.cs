namespace Segmentation.Tests.Profiles;

/// <summary>300 results at random: nothing is said that the numbers do not say.</summary>
public sealed class RandomResultTests
{
    const int Tables = 300;

    [Fact]
    public void Every_word_of_a_name_rests_on_the_values() => Each((columns, labels, segments) =>
    {
        for (var s = 0; s < segments.Length; s++)
        {
            var backed = new BackedWords(columns, labels, s);
            foreach (var (part, i) in segments[s].Name.Split(", ").Select((part, i) => (part, i)))
                if (i > 0 || !backed.IsRfm(part)) backed.AssertName(part);
        }
    });

    [Fact]
    public void Every_highlight_rests_on_the_values() => Each((columns, labels, segments) =>
    {
        for (var s = 0; s < segments.Length; s++)
            Assert.All(segments[s].Highlights, new BackedWords(columns, labels, s).AssertHighlight);
    });

    [Fact]
    public void Highlights_of_a_segment_have_one_form() => Each((_, _, segments) =>
        Assert.All(segments, segment => Assert.True(
            segment.Highlights.Where(text => !text.Contains(" of all do)")).Select(Form).Distinct().Count() <= 1,
            string.Join(" | ", segment.Highlights))));

    [Fact]
    public void A_fact_stands_behind_every_highlight() => Each((_, _, segments) => Assert.All(segments, segment =>
    {
        Assert.Equal(segment.Facts.Count, segment.Highlights.Count(text => !text.StartsWith("Close to")));
        Assert.All(segment.Facts, fact =>
            Assert.Equal(fact.Value > fact.All, fact.Direction == FactDirection.Above));
    }));

    [Fact]
    public void No_two_segments_have_the_same_words_in_whatever_order() => Each((_, _, segments) =>
    {
        var names = segments.Select(segment => string.Join('|', segment.Name.ToLowerInvariant().Split(", ").Order()));
        Assert.Equal(segments.Length, names.Distinct().Count());
    });

    [Fact]
    public void No_name_speaks_of_a_column_twice_nor_of_its_copy() => Each((columns, _, segments) =>
        Assert.All(segments, segment =>
        {
            var spoken = columns.Where(column => segment.Name.Contains(column.Name)).ToArray();
            Assert.All(spoken, column => Assert.Equal(2, segment.Name.Split(column.Name).Length));
            foreach (var copy in spoken.Where(column => column.Name == "Copy"))
                Assert.DoesNotContain(spoken, other => other != copy && Math.Abs(Correlation(copy, other)) > 0.951);
        }));

    [Fact]
    public void No_number_is_written_as_programs_write_them() => Each((_, _, segments) => Assert.All(
        segments, segment => Assert.DoesNotMatch("[0-9][Ee][-+]?[0-9]|NaN|∞|Infinity",
            $"{segment.Name} {segment.Description} {string.Join(' ', segment.Highlights)}")));

    static void Each(Action<Column[], byte[], SegmentProfile[]> check)
    {
        for (var seed = 0; seed < Tables; seed++)
        {
            var (columns, labels) = RandomTable.Make(seed);
            if (columns.Length > 0) check(columns, labels, Beside.Described(columns, labels));
        }
    }

    static string Form(string text) =>
        text.Contains(" times ") ? "times" : text.Contains(" % ") ? "per cent"
        : text.Contains(" deviations ") ? "deviations" : "difference";

    static double Correlation(Column a, Column b)
    {
        var (x, y) = (a.Compared, b.Compared);
        var (meanX, meanY) = (x.Average(), y.Average());
        var products = x.Zip(y, (one, other) => (one - meanX) * (other - meanY)).Sum();
        return products / Math.Sqrt(x.Sum(one => (one - meanX) * (one - meanX)))
            / Math.Sqrt(y.Sum(other => (other - meanY) * (other - meanY)));
    }
}
