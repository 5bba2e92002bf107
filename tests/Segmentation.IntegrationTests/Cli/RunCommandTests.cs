using System.Diagnostics;
using System.Text.Json;
using Segmentation.Tests.Input;

namespace Segmentation.IntegrationTests.Cli;

public sealed class RunCommandTests : IDisposable
{
    static readonly string[] Files =
    [
        "assignments.csv", "candidates.json", "distributions.json", "excluded.csv", "points.json", "profiles.csv",
        "result.json", "silhouette.json", "trace.json",
    ];
    static readonly string Mall = Path.Combine(AppContext.BaseDirectory, "data", "Mall_Customers.csv");

    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-test-").FullName;

    string Out => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_prints_a_line_a_segment_and_writes_the_files()
    {
        var run = await SegmentationAsync(
            null, "run", Mall, "--features", "Annual Income (k$),Spending Score (1-100)", "--out", Out);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("5 segments of 200 customers, silhouette 0.5547 (exact)\n", run.Output);
        Assert.Contains("High income, low spending", run.Output);
        Assert.Equal(Files, Names());
        Assert.Equal(201, File.ReadLines(Path.Combine(Out, "assignments.csv")).Count());
    }

    [Fact]
    public async Task Rows_that_stand_alone_are_named_or_set_apart()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "data", "one_huge_value.csv");

        var kept = await SegmentationAsync(null, "run", file, "--transform", "visits=none", "--transform", "age=none");
        var apart = await SegmentationAsync(null, "run", file, "--features", "visits", "--extremes", "apart");

        Assert.Contains("recommended: line 2: visits 1,000,000, the next is 32.29. See", kept.Output);
        Assert.Contains(" (--extremes apart)\n", kept.Output);
        Assert.StartsWith("3 segments of 599 customers, silhouette 0.87", apart.Output);
        Assert.Contains("\n1 row set apart as extreme: line 2: visits 1,000,000, the next is 32.29\n", apart.Output);
    }

    [Fact]
    public async Task Json_is_the_result_alone_on_standard_output()
    {
        var run = await SegmentationAsync(null, "run", Mall, "--k", "2", "--json", "--out", Out);

        var result = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, result.GetProperty("metrics").GetProperty("k").GetInt32());
        Assert.Equal(run.Output.TrimEnd(), await File.ReadAllTextAsync(Path.Combine(Out, "result.json")));
    }

    [Fact]
    public async Task Dates_are_compared_and_repeated_rows_left_out_when_asked()
    {
        var file = Path.Combine(_folder, "orders.csv");
        var rows = Enumerable.Range(0, 30).Select(i => $"c{i},{1 + (i % 3 * 10)}.01.2026,{i % 3}\n");
        await File.WriteAllTextAsync(file, $"id,Last order,x\n{string.Concat(rows)}c0,1.1.2026,5\nc1,11.01.2026,1\n");

        var run = await SegmentationAsync(
            null, "run", file, "--dates", "Last order=recency", "--as-of", "2026-01-31", "--duplicates", "first",
            "--json");

        Assert.True(run.ExitCode == 0, run.Errors);
        var result = JsonDocument.Parse(run.Output).RootElement;
        var feature = result.GetProperty("features")[0];
        Assert.Equal("Last order (days before 2026-01-31)", feature.GetProperty("name").GetString());
        Assert.Equal(
            (10, 30), (feature.GetProperty("all").GetProperty("min").GetDouble(),
                feature.GetProperty("all").GetProperty("max").GetDouble()));
        var parameters = result.GetProperty("parameters");
        Assert.Equal("2026-01-31", parameters.GetProperty("asOf").GetString());
        Assert.Equal("""{"Last order":"recency"}""", parameters.GetProperty("dates").GetRawText());
        Assert.Equal("""["x"]""", parameters.GetProperty("features").GetRawText());
        Assert.Equal(
            ["DUPLICATE_ROW", "DUPLICATE_ID"],
            result.GetProperty("rows").GetProperty("reasons").EnumerateArray()
                .Select(reason => reason.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_values_of_the_charts_are_files_beside_the_result()
    {
        var run = await SegmentationAsync(null, "run", Mall, "--k", "2", "--json", "--out", Out);

        var (result, points, silhouette) =
            (JsonDocument.Parse(run.Output).RootElement, Parsed("points.json"), Parsed("silhouette.json"));
        Assert.False(result.TryGetProperty("points", out _) || result.TryGetProperty("silhouetteBands", out _));
        Assert.Equal(200, points.GetProperty("rows").GetArrayLength());
        Assert.Equal(
            result.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("size").GetInt32()),
            silhouette.GetProperty("bands").EnumerateArray()
                .Select(band => band.GetProperty("values").GetArrayLength()));
    }

    [Fact]
    public async Task Run_reads_a_sheet_of_a_workbook_says_so_and_leaves_no_csv()
    {
        var book = Path.Combine(_folder, "customers.bin");
        object?[][] rows =
        [
            ["age", "spend"],
            .. Enumerable.Range(0, 40).Select(i => new object?[] { (i % 2 * 30) + (i % 5), (i % 2 * 500.5) + (i % 7) }),
        ];
        await File.WriteAllBytesAsync(book, Workbook.Of(("Notes", [["x", "y"], ["a", "b"]]), ("Customers", rows)));

        var run = await SegmentationAsync(null, "run", book, "--sheet", "Customers", "--k", "2", "--out", Out);
        var other = await SegmentationAsync(null, "run", book, "--sheet", "Orders", "--out", Out);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.StartsWith("2 segments of 40 customers", run.Output);
        Assert.Contains("Read as the sheet \"Customers\" of an Excel workbook", run.Errors);
        Assert.Equal(Files, Names());
        Assert.Equal(3, other.ExitCode);
        Assert.Contains("\"Notes\", \"Customers\"", other.Errors);
    }

    [Fact]
    public async Task Validate_says_what_a_text_in_another_encoding_was_read_as()
    {
        var german = Path.Combine(AppContext.BaseDirectory, "data", "i19_latin1.csv");

        var guessed = await SegmentationAsync(null, "validate", german);
        var asked = await SegmentationAsync(null, "validate", german, "--encoding", "cp1250", "--json");

        Assert.Contains("48 rows, 4 columns, delimiter ;\nRead as text in windows-1252", guessed.Output);
        var format = JsonDocument.Parse(asked.Output).RootElement.GetProperty("format");
        Assert.Equal("windows-1250", format.GetProperty("encoding").GetString());
    }

    [Fact]
    public async Task A_file_is_read_as_the_options_say()
    {
        const string Text = "Report;2026\nx;day\n";
        var rows = string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 9}.23{i % 7};03/04/2026\n"));
        string[] reading =
        [
            "--delimiter", "semicolon", "--decimal", "comma", "--thousands", ".", "--header-row", "2",
            "--date-order", "dmy", "--missing-words", "8231,x",
        ];

        var found = await SegmentationAsync(Text + rows, ["validate", "-", "--json", .. reading]);
        var run = await SegmentationAsync(Text + rows, ["run", "-", "--k", "2", "--json", .. reading]);
        var wrong = await SegmentationAsync(Text + rows, "run", "-", "--decimal", "dot");
        var beyond = await SegmentationAsync(Text + rows, "validate", "-", "--header-row", "40");

        var dialect = JsonDocument.Parse(found.Output).RootElement.GetProperty("dialect");
        Assert.Equal((",", ".", 2, "dmy"), (dialect.GetProperty("decimal").GetString(),
            dialect.GetProperty("thousands").GetString(), dialect.GetProperty("headerRow").GetInt32(),
            dialect.GetProperty("dateOrder").GetString()));
        var result = JsonDocument.Parse(run.Output).RootElement;
        // One row has 8.231.
        Assert.Equal((30, 29), (result.GetProperty("rows").GetProperty("read").GetInt32(),
            result.GetProperty("rows").GetProperty("used").GetInt32()));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("--decimal is dot; allowed: point or comma.", wrong.Errors);
        Assert.Equal(3, beyond.ExitCode);
        Assert.Contains("Line 40 cannot be the header: the file ends before it.", beyond.Errors);
    }

    [Fact]
    public async Task A_dash_reads_standard_input()
    {
        var run = await SegmentationAsync(await File.ReadAllTextAsync(Mall), "run", "-", "--k", "3");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("3 segments of 200 customers", run.Output);
    }

    [Fact]
    public async Task Quiet_prints_nothing()
    {
        var run = await SegmentationAsync(null, "run", Mall, "--k", "3", "--quiet");

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task The_second_run_replaces_the_files_and_says_so()
    {
        await SegmentationAsync(null, "run", Mall, "--k", "3", "--out", Out);
        var again = await SegmentationAsync(null, "run", Mall, "--k", "4", "--out", Out);

        Assert.Contains($"({Files.Length} replaced)", again.Errors);
        Assert.Equal(Files, Names());
    }

    [Fact]
    public async Task A_file_that_cannot_be_segmented_ends_with_3_and_leaves_earlier_files_alone()
    {
        var file = Path.Combine(_folder, "empty.csv");
        await File.WriteAllTextAsync(file, "Name,Age\n");
        await SegmentationAsync(null, "run", Mall, "--k", "3", "--out", Out);
        var before = await File.ReadAllBytesAsync(Path.Combine(Out, "result.json"));

        var run = await SegmentationAsync(null, "run", file, "--out", Out);

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain(" at ", run.Errors);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(Out, "result.json")));
        Assert.Equal(Files, Names());
    }

    [Theory]
    [InlineData("run", "there-is-no-such-file.csv")]
    [InlineData("run", "x.csv", "--k", "51")]
    [InlineData("run", "x.csv", "--k", "many")]
    [InlineData("run", "x.csv", "--engine", "spark")]
    [InlineData("run", "x.csv", "--unknown")]
    [InlineData("validate")]
    public async Task Wrong_words_end_with_2_and_a_sentence(params string[] words)
    {
        var run = await SegmentationAsync(null, words);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public async Task Validate_says_what_each_column_is()
    {
        var run = await SegmentationAsync(null, "validate", Mall, "--json");

        var info = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(200, info.GetProperty("rows").GetInt32());
        Assert.Equal(
            ["id", "category", "feature", "feature", "feature"],
            info.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task Validate_of_a_binary_file_ends_with_3()
    {
        var file = Path.Combine(_folder, "picture.csv");
        await File.WriteAllBytesAsync(file, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]);

        Assert.Equal(3, (await SegmentationAsync(null, "validate", file)).ExitCode);
    }

    JsonElement Parsed(string name) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, name))).RootElement;

    string[] Names() => [.. Directory.GetFileSystemEntries(Out).Select(path => Path.GetFileName(path)).Order()];

    static async Task<(int ExitCode, string Output, string Errors)> SegmentationAsync(
        string? input, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Segmentation.Cli.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
