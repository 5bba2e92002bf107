using System.Text;
using Segmentation.Output;

namespace Segmentation.Tests.Output;

public sealed class PartedStreamTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Parts_are_one_file_in_ordinal_order_and_nothing_else_belongs_to_it()
    {
        Write(
            ("header", "h\n"), ("part-00010", "3\n"), ("part-00002", "2\n"), ("part-00000", "1\n"), ("part-00001", ""),
            ("_SUCCESS", "x"), (".part-00000.crc", "x"), ("other", "x"));

        Assert.Equal("h\n1\n2\n3\n", await ReadAsync(WrittenFile.Open(_folder)));
        Assert.Equal(8, WrittenFile.Open(_folder).Length);
    }

    [Fact]
    public async Task A_file_is_read_as_it_is()
    {
        Write(("assignments.csv", "a\nb\n"));

        Assert.Equal("a\nb\n", await ReadAsync(WrittenFile.Open(Path.Combine(_folder, "assignments.csv"))));
    }

    [Fact]
    public void A_folder_without_a_header_is_no_file_of_a_result()
    {
        Write(("part-0", "1\n"));

        Assert.False(WrittenFile.Exists(_folder));
        Write(("header", ""));
        Assert.True(WrittenFile.Exists(_folder));
        Assert.False(WrittenFile.Exists(Path.Combine(_folder, "none.csv")));
    }

    [Fact]
    public async Task Every_range_is_what_stands_there_in_the_whole()
    {
        const string Whole = "head\nabcdefghij";
        Write(("header", "head\n"), ("part-0", "abc"), ("part-1", ""), ("part-2", "d"), ("part-3", "efghij"));
        await using var stream = WrittenFile.Open(_folder);

        for (var from = 0; from <= Whole.Length; from++)
        {
            for (var to = from; to <= Whole.Length; to++)
            {
                stream.Seek(from, SeekOrigin.Begin);
                var bytes = new byte[to - from];
                await stream.ReadExactlyAsync(bytes);
                Assert.Equal(Whole[from..to], Encoding.UTF8.GetString(bytes));
                Assert.Equal(to, stream.Position);
            }
        }
    }

    [Fact]
    public async Task Reading_and_seeking_go_on_from_where_the_stream_stands()
    {
        Write(("header", "0123"), ("part-0", "4567"), ("part-1", "89"));
        await using var stream = WrittenFile.Open(_folder);
        var one = new byte[1];

        Assert.Equal(9, stream.Seek(-1, SeekOrigin.End));
        Assert.Equal((1, (byte)'9'), (stream.Read(one), one[0]));
        Assert.Equal(0, stream.Read(one));
        Assert.Equal(3, stream.Seek(-7, SeekOrigin.Current));
        Assert.Equal((1, (byte)'3'), (await stream.ReadAsync(one), one[0]));
        Assert.Equal((1, (byte)'4'), (stream.Read(one, 0, 1), one[0]));
        stream.Position = 1_000;
        Assert.Equal(0, await stream.ReadAsync(one));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Seek(-1, SeekOrigin.Begin));
    }

    [Fact]
    public async Task A_part_that_became_shorter_is_an_error_and_not_an_early_end()
    {
        Write(("header", "h\n"), ("part-0", "1234"));
        await using var stream = WrittenFile.Open(_folder);
        Write(("part-0", "1"));

        await Assert.ThrowsAsync<EndOfStreamException>(() => ReadAsync(stream));
    }

    [Fact]
    public void Nothing_can_be_written()
    {
        Write(("header", "h\n"));
        using var stream = WrittenFile.Open(_folder);

        Assert.Equal((true, true, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.WriteByte(1));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
    }

    [Fact]
    public async Task Parts_are_handed_out_in_another_form_as_one_file_is()
    {
        Write(("header", "a,b\n"), ("part-0", "1.5,\"x\ny\"\n2.5,=z"), ("part-1", "\n3.5,w\n"));
        using var written = new MemoryStream();

        await AssignmentsVariant.WriteAsync(
            WrittenFile.Open(_folder), new Dialect(), new(';', ',', Bom: false, Safe: true), written,
            CancellationToken.None);

        Assert.Equal(
            "a;b\n1,5;\"x\ny\"\n2,5;'=z\n3,5;w\n",
            Encoding.UTF8.GetString(written.ToArray()).Replace("\"'=z\"", "'=z"));
    }

    void Write(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(_folder, name), text);
    }

    static async Task<string> ReadAsync(Stream stream)
    {
        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            return Encoding.UTF8.GetString(bytes.ToArray());
        }
    }
}
