namespace Segmentation.Tests.Input;

/// <summary>What no table is read from: said by its content, whatever it is called.</summary>
public sealed class OtherFileTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A", "a PNG picture")]
    [InlineData("255044462D312E37", "a PDF document")]
    [InlineData("FFD8FFE000104A46", "a JPEG picture")]
    [InlineData("377ABCAF271C0004", "a 7-Zip archive")]
    [InlineData("53514C69746520666F726D6174203300", "an SQLite database")]
    [InlineData("3C21444F43545950452068746D6C3E3C", "a page of HTML or XML")]
    public async Task Is_refused_by_what_it_is(string start, string name)
    {
        using var source = new Source([.. Convert.FromHexString(start), .. new byte[500]]);
        var refused = await source.RefusedAsync();

        Assert.Equal(DataErrors.NotText, refused.Error);
        Assert.Contains(name, refused.Message);
    }

    [Fact]
    public async Task Bytes_without_sense_are_refused()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var bytes = new byte[1 + (seed * 41)];
            new Random(seed).NextBytes(bytes);
            using var source = new Source(bytes);
            try
            {
                await (await source.ReadAsync()).InspectAsync(CancellationToken.None);
                Assert.Fail("Random bytes are no customers.");
            }
            catch (InvalidDatasetException refused)
            {
                Assert.InRange(refused.Error.Status, 400, 499);
            }
        }
    }

    [Fact]
    public async Task An_empty_file_is_empty_packed_or_not()
    {
        using var plain = new Source([]);
        using var packed = new Source(Source.Gzip([]));

        Assert.Equal(DataErrors.EmptyFile, (await plain.RefusedAsync()).Error);
        Assert.Equal(DataErrors.EmptyFile, (await packed.RefusedAsync()).Error);
    }
}
