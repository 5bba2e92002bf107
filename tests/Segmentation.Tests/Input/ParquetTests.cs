using Parquet;
using Parquet.Schema;

namespace Segmentation.Tests.Input;

public sealed class ParquetTests
{
    // By DuckDB's COPY of the flat columns, which writes a blank between date and time, and zeros at the end.
    static readonly string Expected =
        File.ReadAllText(Data.CsvFile.Fixture("types.csv")).Replace("-01 10:", "-01T10:").Replace(".0000,", ",");

    [Fact]
    public async Task Each_kind_of_column_is_written_as_text_and_nested_ones_are_left_out()
    {
        using var source = Source.Fixture("types.parquet");
        var arrived = await source.ReadAsync();

        Assert.Equal(Expected, await File.ReadAllTextAsync(arrived.Path));
        Assert.Equal((SourceKind.Parquet, null), (arrived.Format.Kind, arrived.Format.Encoding));
        Assert.Equal(["orders", "address"], arrived.Format.Skipped.Select(part => part.Name));
        var info = await arrived.InspectAsync(CancellationToken.None);
        Assert.Equal(
            ["orders", "address"],
            info.Issues.Where(issue => issue.Code == IssueCodes.NestedColumn).Select(issue => issue.Column));
    }

    [Fact]
    public async Task Missing_and_infinite_numbers_are_said_so()
    {
        var schema = new ParquetSchema(new DataField<double?>("a"), new DataField<float>("b"));
        var bytes = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(schema, bytes))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<double>(schema.DataFields[0], new double?[] { 1, null, double.NaN });
            await group.WriteAsync<float>(schema.DataFields[1], new[] { float.PositiveInfinity, 2.5f, float.NaN });
        }
        using var source = new Source(bytes.ToArray());

        Assert.Equal("a,b\n1,inf\n,2.5\n,\n", await source.TextAsync());
    }

    [Fact]
    public async Task A_damaged_file_ends_in_a_refusal_or_a_table_never_in_a_fault()
    {
        var whole = await File.ReadAllBytesAsync(Data.CsvFile.Fixture("types.parquet"));
        for (var i = 4; i < whole.Length; i += 7)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0xA5;
            using var source = new Source(damaged);
            try
            {
                await source.ReadAsync();
            }
            catch (InvalidDatasetException)
            {
                Assert.Empty(source.Left);
            }
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_off_is_damaged()
    {
        var whole = await File.ReadAllBytesAsync(Data.CsvFile.Fixture("types.parquet"));
        using var source = new Source(whole[..(whole.Length / 2)]);
        Assert.Equal(DataErrors.BrokenFile, (await source.RefusedAsync()).Error);
    }
}
