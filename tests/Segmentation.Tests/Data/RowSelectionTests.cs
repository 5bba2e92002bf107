using Segmentation.Data;

namespace Segmentation.Tests.Data;

public sealed class RowSelectionTests
{
    [Fact]
    public void Finds_rows_both_ways()
    {
        const int Slots = 5_003;
        var random = new Random(3);
        var (used, blank) = (new ulong[(Slots + 63) / 64], new ulong[(Slots + 63) / 64]);
        List<(int Slot, int DataRow)> rows = [];
        var dataRow = 0;
        for (var slot = 0; slot < Slots; slot++)
        {
            var kind = slot is > 1_000 and < 2_100 ? 1 : random.Next(3);   // a gap longer than one count
            if (kind == 0) rows.Add((slot, dataRow));
            if (kind == 0) used[slot >> 6] |= 1UL << (slot & 63);
            if (kind == 2) blank[slot >> 6] |= 1UL << (slot & 63);
            else dataRow++;
        }
        var selection = new RowSelection(Slots, used, blank);

        Assert.Equal(rows.Count, selection.Used);
        Assert.Equal(rows.Select(row => row.Slot), Enumerable.Range(0, rows.Count).Select(selection.SlotOf));
        Assert.Equal(rows.Select(row => (long)row.DataRow), Enumerable.Range(0, rows.Count).Select(selection.DataRow));
        Assert.Equal(Enumerable.Range(0, rows.Count), rows.Select(row => selection.UsedBefore(row.Slot)));
        Assert.Equal(rows.Count, selection.UsedBefore(Slots));
    }

    [Fact]
    public void A_row_beyond_the_last_is_a_wrong_call() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RowSelection.All(3).SlotOf(3));
}
