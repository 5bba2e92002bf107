using System.Buffers.Binary;
using System.Text;
using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Tests.Data;

public sealed class RepeatedRowsTests
{
    static readonly CleaningSpec First = new() { Duplicates = DuplicatePolicy.First };

    [Fact]
    public void Of_customers_who_stand_twice_the_first_stays()
    {
        using var table = DatasetReader.Load(
            CsvFile.Fixture("every_customer_twice.csv"), new(), null, CancellationToken.None);
        var clean = table.Clean(First, CancellationToken.None);

        Assert.Equal((50, 25, 25), (clean.Rows.Read, clean.Rows.Used, clean.Rows.Excluded));
        Assert.Equal([new ReasonCount(IssueCodes.DuplicateRow, null, 25)], clean.Rows.Reasons);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => (long)i), Enumerable.Range(0, 25).Select(clean.DataRow));
        Assert.Equal(25, clean.Excluded.Count);
        Assert.Equal(
            new(27, null, null, IssueCodes.DuplicateRow, "The row is the same as one before in every cell."),
            clean.Excluded[0]);
    }

    [Fact]
    public void They_are_rows_like_the_others_unless_asked_otherwise()
    {
        using var table = DatasetReader.Load(
            CsvFile.Fixture("every_customer_twice.csv"), new(), null, CancellationToken.None);
        Assert.Equal(50, table.Clean(new(), CancellationToken.None).Rows.Used);
        Assert.All(
            DatasetReader.Inspect(CsvFile.Fixture("every_customer_twice.csv"), CancellationToken.None).Issues
                .Where(issue => issue.Code is IssueCodes.DuplicateRows or IssueCodes.DuplicateId),
            issue => Assert.Contains("cleaning.duplicates", issue.Hint));
    }

    // The first "b" cannot be used, so the second one is the first that can.
    [Fact]
    public void A_row_that_cannot_be_used_takes_nobody_s_place()
    {
        using var file = new CsvFile(
            "id,x,y\na,1,10\nb,,11\nb,2,11\nb,3,12\na,1,10\nc,4,12\n,5,13\n-,6,14\n,7,15\nd,8,16\n");
        using var table = file.Load(
            new() { Roles = new Dictionary<string, ColumnRole> { ["id"] = ColumnRole.Id } });
        var clean = table.Clean(First, CancellationToken.None);

        Assert.Equal(
            [
                (3L, "x", "", IssueCodes.MissingValue), (5L, "id", "b", IssueCodes.DuplicateId),
                (6L, null, null, IssueCodes.DuplicateRow),
            ],
            clean.Excluded.Select(row => (row.Row, row.Column, row.Value, row.Code)));
        Assert.Equal("\"id\" has \"b\", which stands in a row before.", clean.Excluded[1].Message);
        Assert.Equal([1, 2, 4, 5, 6, 7, 8], clean.Values.Column(0).ToArray());
        Assert.Equal(clean.Rows.Read, clean.Rows.Used + clean.Rows.Reasons.Sum(reason => reason.Count));
    }

    [Fact]
    public void Different_ids_of_one_hash_are_no_repeat()
    {
        var (one, other) = OfOneHash();
        Assert.Equal(Hash.Of(Encoding.ASCII.GetBytes(one)), Hash.Of(Encoding.ASCII.GetBytes(other)));
        using var file = new CsvFile($"id,x\n{one},1\n{other},2\n{one},3\nc,4\nd,5\ne,6\n");
        using var table = file.Load(
            new() { Roles = new Dictionary<string, ColumnRole> { ["id"] = ColumnRole.Id } });
        Assert.Equal([1, 2, 4, 5, 6], table.Clean(First, CancellationToken.None).Values.Column(0).ToArray());
    }

    /// <summary>Two texts of 16 letters and digits whose hashes are equal: the second half makes up for the
    /// first.</summary>
    static (string One, string Other) OfOneHash()
    {
        const ulong start = unchecked(16 * 0x9E3779B97F4A7C15);   // what Hash begins with for 16 bytes
        var chance = new Random(1);
        while (true)
        {
            var (a, b, c) = (Some(), Some(), Some());
            var bytes = BitConverter.GetBytes(Number(b) ^ Hash.Mix(start ^ Number(a)) ^ Hash.Mix(start ^ Number(c)));
            if (Array.TrueForAll(bytes, value => char.IsAsciiLetterOrDigit((char)value)))
                return (a + b, c + Encoding.ASCII.GetString(bytes));
        }

        static ulong Number(string half) => BinaryPrimitives.ReadUInt64LittleEndian(Encoding.ASCII.GetBytes(half));

        string Some() => new(chance.GetItems("abcdefghijklmnopqrstuvwxyz0123456789".AsSpan(), 8));
    }

    [Fact]
    public void Rows_that_are_all_alike_leave_too_few()
    {
        using var file = new CsvFile("x,y\n1,2\n1,2\n1,2\n3,4\n3,4\n");
        using var table = file.Load();
        var refused = Assert.Throws<InvalidDatasetException>(() => table.Clean(First, CancellationToken.None));
        Assert.Equal(DataErrors.TooFewRows.Code, refused.Code);
        Assert.Contains("3 × the same as a row before", refused.Message);
    }
}
