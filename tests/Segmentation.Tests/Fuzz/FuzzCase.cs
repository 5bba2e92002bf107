using System.Diagnostics;
using Segmentation.Tests.Input;

namespace Segmentation.Tests.Fuzz;

/// <summary>One changed file on its whole way: it is read and nothing of it is lost in silence, or it is refused in
/// words.</summary>
sealed class FuzzCase(string name, byte[] original, int seed)
{
    /// <summary>More than any of these small files takes, on a busy machine too.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    const int MostMutations = 3;
    const int OneRunOf = 10;

    readonly List<string> _mutations = [];

    public override string ToString() => $"{name}, seed {seed}: {string.Join(", then ", _mutations)}";

    /// <summary>The changed bytes.</summary>
    public byte[] Bytes()
    {
        var (bytes, chance) = (original, new Random(seed));
        _mutations.Clear();
        for (var i = chance.Next(1, MostMutations + 1); i > 0; i--)
        {
            var mutation = Mutation.All[chance.Next(Mutation.All.Count)];
            _mutations.Add(mutation.Name);
            bytes = mutation.Apply(bytes, chance);
        }
        return bytes;
    }

    /// <returns>Whether it was read, rather than refused.</returns>
    public async Task<bool> RunAsync()
    {
        using var arrived = new Source(Bytes());
        var watch = Stopwatch.StartNew();
        try
        {
            await ReadAsync(arrived).WaitAsync(Longest);
            return true;
        }
        catch (InvalidDatasetException refused)
        {
            Assert.NotEmpty(refused.Code);
            Assert.True(refused.Message.Length > 10 && !refused.Message.Contains("Exception"), refused.Message);
            Assert.DoesNotContain(arrived.Folder, refused.Message);
            return false;
        }
        finally
        {
            Assert.True(watch.Elapsed < Longest, $"It took {watch.Elapsed}.");
        }
    }

    async Task ReadAsync(Source arrived)
    {
        var source = await arrived.ReadAsync();
        var info = await source.InspectAsync(CancellationToken.None);
        CheckColumns(info);
        CheckRows(info, await File.ReadAllTextAsync(source.Path));
        if (seed % OneRunOf == 0) await SegmentAsync(source.Path, arrived.Folder, info);
    }

    /// <summary>Every column is used, or left out with a reason.</summary>
    static void CheckColumns(DatasetInfo info)
    {
        Assert.Equal(Enumerable.Range(0, info.Columns.Count), info.Columns.Select(column => column.Index));
        Assert.Equal(info.Columns.Count, info.Columns.Select(column => column.Name).Distinct().Count());
        Assert.All(info.Columns, column => Assert.True(
            column.Reason.Length > 0 && column.ReasonText.Length > 0 && column.Name.Length > 0, $"{column}"));
        Assert.Equal(
            info.Purchases is { } purchases
                ? purchases.Features.Select(each => each.Name).Intersect(info.Suggested.Features)
                : info.Columns.Where(column => column.Role == ColumnRole.Feature).Select(column => column.Name),
            info.Suggested.Features);
        // An encoding may show in the header alone.
        Assert.All(info.Issues, issue => Assert.True(
            (issue.Count > 0 || issue.Code == IssueCodes.EncodingGuessed) && issue.Message.Length > 0, issue.Code));
    }

    /// <summary>Every record below the header is a row, a blank line or the total: counted once more, character by
    /// character.</summary>
    static void CheckRows(DatasetInfo info, string csv)
    {
        var top = Math.Max(info.Dialect.HeaderRow, info.Dialect.SkippedRows);
        var (records, line, start, quoted) = (0L, 1L, 0, false);
        var startLine = 1L;
        for (var at = 0; at <= csv.Length; at++)
        {
            if (at < csv.Length && csv[at] == '"') quoted = !quoted;
            if (at < csv.Length && csv[at] != '\n') continue;
            line++;
            if (at < csv.Length && quoted) continue;
            var record = csv[start..at];
            if (record.EndsWith('\r')) record = record[..^1];
            if (startLine > top && record.Trim(' ', '\uFEFF').Length > 0) records++;
            (start, startLine) = (at + 1, line);
        }
        var totals = info.Issues.Count(issue => issue.Code == IssueCodes.TotalRow);
        Assert.Equal(records, info.Rows + totals);
    }

    static async Task SegmentAsync(string csv, string folder, DatasetInfo info)
    {
        var output = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName;
        var duplicates = info.Rows % 2 == 0 ? DuplicatePolicy.Keep : DuplicatePolicy.First;
        var spec = new SegmentationSpec
        {
            NInit = 1,
            KRange = [2, 3],
            MaxIterations = 20,
            Cleaning = new() { Duplicates = duplicates },
            Dates = info.Columns
                .Where(column => info.Kind == RowMeaning.Customers && column.Role == ColumnRole.Date)
                .ToDictionary(column => column.Name, _ => DateUse.Recency),
        };
        var result = await new LocalEngine().RunAsync(
            new(csv, "customers.csv", output, spec), new Progress<EngineEvent>(), CancellationToken.None);
        Assert.Equal(info.Rows, result.Purchases?.Read ?? result.Rows.Read);
        if (result.Purchases is { } purchases) CheckPurchases(purchases, result.Rows.Read);
        Assert.Equal(result.Rows.Read, result.Rows.Used + result.Rows.Excluded);
        Assert.Equal(result.Rows.Excluded, result.Rows.Reasons.Sum(reason => reason.Count));
        Assert.Equal(result.Rows.Used, result.Segments.Sum(segment => (long)segment.Size));
        var assignments = result.Files.Single(file => file.Name == "assignments.csv");
        Assert.Equal(result.Rows.Used, assignments.Rows);
    }

    /// <summary>Every line is one of a customer, or left out for a reason.</summary>
    static void CheckPurchases(PurchaseSummary purchases, long customers)
    {
        Assert.Equal(purchases.Read, purchases.Used + purchases.Excluded);
        Assert.Equal(purchases.Excluded, purchases.Reasons.Sum(reason => reason.Count));
        Assert.Equal(customers, purchases.Customers);
    }
}
