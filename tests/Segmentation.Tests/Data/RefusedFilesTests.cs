using Segmentation.Data;

namespace Segmentation.Tests.Data;

/// <summary>Every file that ends at the upload, with its code and where the sentence points.</summary>
public sealed class RefusedFilesTests
{
    [Theory]
    [InlineData("refused_empty.csv", "EMPTY_FILE", "no bytes")]
    [InlineData("refused_header_only.csv", "NO_DATA_ROWS", "no rows below")]
    [InlineData("refused_header_and_blank_lines.csv", "NO_DATA_ROWS", "no rows below")]
    [InlineData("refused_carriage_returns.csv", "NO_DATA_ROWS", "carriage return")]
    [InlineData("refused_two_rows.csv", "TOO_FEW_ROWS", "2 data rows; at least 3")]
    [InlineData("refused_all_text.csv", "NO_NUMERIC_FEATURES", "\"name\"")]
    [InlineData("refused_only_constant.csv", "NO_NUMERIC_FEATURES", "Every value is 5.")]
    [InlineData("refused_png.csv", "NOT_TEXT", "PNG")]
    [InlineData("refused_xlsx.csv", "NOT_TEXT", "Excel workbook")]
    [InlineData("refused_unclosed_quote_line_4.csv", "UNCLOSED_QUOTE", "line 4")]
    [InlineData("refused_unclosed_quote_at_end.csv", "UNCLOSED_QUOTE", "line 4")]
    [InlineData("refused_stray_quote_line_3.csv", "STRAY_QUOTE", "Line 3")]
    [InlineData("refused_utf16le_bom.csv", "UNSUPPORTED_ENCODING", "UTF-16 (seen on line 1)")]
    [InlineData("refused_utf16be.csv", "UNSUPPORTED_ENCODING", "UTF-16 (seen on line 1)")]
    [InlineData("refused_cp1252_line_3.csv", "UNSUPPORTED_ENCODING", "Line 3")]
    [InlineData("refused_latin1_line_2.csv", "UNSUPPORTED_ENCODING", "Line 2")]
    [InlineData("refused_one_bad_byte_line_5.csv", "UNSUPPORTED_ENCODING", "Line 5 has a byte (0xFF)")]
    [InlineData("refused_1001_columns.csv", "TOO_MANY_COLUMNS", "1,001 columns; at most 1,000")]
    public void Is_refused_when_inspected_and_when_loaded(string file, string code, string sentence)
    {
        var path = CsvFile.Fixture(file);
        var inspected =
            Assert.Throws<InvalidDatasetException>(() => DatasetReader.Inspect(path, CancellationToken.None));
        var loaded =
            Assert.Throws<InvalidDatasetException>(() => DatasetReader.Load(path, new(), null, CancellationToken.None));

        Assert.Equal(code, inspected.Code);
        Assert.Contains(sentence, inspected.Message);
        Assert.Equal((code, inspected.Message), (loaded.Code, loaded.Message));
        Assert.DoesNotContain(path, inspected.Message);
    }

    [Fact]
    public void Another_encoding_is_told_how_to_be_saved()
    {
        var refused = Assert.Throws<InvalidDatasetException>(
            () => DatasetReader.Inspect(CsvFile.Fixture("refused_cp1252_line_3.csv"), CancellationToken.None));
        Assert.Contains("CSV UTF-8", refused.Message);
    }

    [Fact]
    public void A_zero_byte_far_behind_the_beginning_is_no_text()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i},{i * 2}\n")) + "7,\0\n";
        using var file = new CsvFile(text);
        var refused = file.Refused();
        Assert.Equal((DataErrors.NotText.Code, true), (refused.Code, refused.Message.Contains("Line 200,002")));
    }

    [Fact]
    public void A_cell_of_more_than_a_mebibyte_is_refused_with_its_place()
    {
        using var file = new CsvFile("a,b\n1,2\n3," + new string('x', (1 << 20) + 1) + "\n5,6\n7,8\n");
        var refused = file.Refused();
        Assert.Equal(DataErrors.FieldTooLong.Code, refused.Code);
        Assert.StartsWith("Line 3, column 2", refused.Message);
    }

    [Fact]
    public void A_cell_of_a_mebibyte_is_read()
    {
        var longest = new string('x', DatasetLimits.LongestCell);
        using var file = new CsvFile($"a,b,note\n1,2,\n3,5,{longest}\n5,6,\n7,8,\n");
        Assert.Equal(4, file.Inspect().Rows);
    }

    [Fact]
    public void A_quote_that_stays_open_for_megabytes_is_found_where_it_opened()
    {
        var rows = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},\"name {i}\",{i % 90}\n"));
        using var file = new CsvFile("a,name,b\n" + rows + "1,\"open,2\n" + rows);
        var refused = file.Refused();
        Assert.Equal(DataErrors.UnclosedQuote.Code, refused.Code);
        Assert.Contains("line 100,002", refused.Message);
    }

    [Fact]
    public void Rows_that_all_have_another_number_of_fields_are_refused()
    {
        using var file = new CsvFile("a,b,c\n1,2\n3,4\n5,6\n7,8\n");
        Assert.Equal(DataErrors.RaggedRow.Code, file.Refused().Code);
    }
}
