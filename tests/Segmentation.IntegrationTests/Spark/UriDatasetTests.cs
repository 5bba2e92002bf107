using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Segmentation.IntegrationTests.Api;
using Segmentation.IntegrationTests.Support;

namespace Segmentation.IntegrationTests.Spark;

public sealed class UriDatasetTests(LakeServer lake) : IClassFixture<LakeServer>
{
    static readonly string[] Features = ["Age", "Spend", "Recency", "Frequency"];

    static string Customers { get; } = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "data", "customers_3k.csv"));

    [Fact]
    public async Task A_file_and_a_folder_of_files_give_the_result_of_the_upload()
    {
        var file = await lake.DatasetAtAsync(await lake.WriteAsync(Customers, "lake", "same", "customers.csv"));
        foreach (var (i, part) in Parts(Customers, 3).Index()) await lake.WriteAsync(
            part, "lake", "same", "parts", $"{i}.csv");
        await lake.WriteAsync("not,read\n", "lake", "same", "parts", "_notes.csv");
        var folder = await lake.DatasetAtAsync(lake.Uri("lake", "same", "parts"));
        Assert.Equal(("customers.csv", "parts"), (file.Text("fileName"), folder.Text("fileName")));
        Assert.True(folder.GetProperty("rowsEstimated").GetBoolean());
        Assert.InRange(folder.Number("rows"), 2_950, 3_050);
        Assert.Equal(JsonValueKind.Null, folder.GetProperty("sha256").ValueKind);
        Assert.Equal(Encoding.UTF8.GetByteCount(Customers), file.Number("bytes"));

        var upload = await lake.SegmentAsync(Job(await lake.DatasetAsync(Customers), "spark"));
        foreach (var dataset in (JsonElement[])[file, folder])
        {
            var run = await lake.SegmentAsync(Job(dataset.Text("id"), "auto"));
            Assert.Equal(("spark", "the data is on the cluster"), (
                run.Job.GetProperty("engine").Text("used"), run.Job.GetProperty("engine").Text("reason")));
            Assert.Equal(upload.Result.GetProperty("rows").ToString(), run.Result.GetProperty("rows").ToString());
            Assert.Equal(upload.Segments.OrderBy(pair => pair.Key), run.Segments.OrderBy(pair => pair.Key));
            var (expected, inertia) = (Inertia(upload.Result), Inertia(run.Result));
            Assert.True(Math.Abs(expected - inertia) <= 1e-9 * expected, $"{expected:R} {inertia:R}");
        }
    }

    [Fact]
    public async Task Results_lie_on_the_cluster_in_parts_and_come_as_one_stream()
    {
        foreach (var (i, part) in Parts(Customers, 2).Index()) await lake.WriteAsync(part, "pond", $"{i}.csv");
        var dataset = (await lake.DatasetAtAsync(lake.Uri("pond"))).Text("id");
        var (job, result, segments) = await lake.SegmentAsync(Job(dataset, "spark"));
        var id = job.Text("id");

        var location = job.GetProperty("summary").Text("location");
        Assert.StartsWith(lake.Uri("pond", $"segmentation-{id}") + "/", location);
        var written = result.GetProperty("files").EnumerateArray()
            .Single(file => file.Text("name") == "assignments.csv");
        Assert.Equal(location, written.Text("location"));

        var path = $"/api/v1/jobs/{id}/files/assignments.csv?safe=false";
        var all = await lake.Client.GetByteArrayAsync(path);
        var lines = Encoding.UTF8.GetString(all).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var parts = Directory.GetFiles(location["file://".Length..], "part-*").Select(File.ReadAllLines).ToArray();
        Assert.Equal(2, parts.Length);
        Assert.All(parts, part => Assert.Equal(lines[0], part[0]));
        Assert.Equal(
            lines.Skip(1).Order(StringComparer.Ordinal),
            parts.SelectMany(part => part.Skip(1)).Order(StringComparer.Ordinal));

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new(all.Length / 3, all.Length / 2);
        using var range = await lake.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
        Assert.Equal(all[(all.Length / 3)..((all.Length / 2) + 1)], await range.Content.ReadAsByteArrayAsync());

        // Its own results are in the folder by now, and are not read.
        var again = await lake.SegmentAsync(Job(dataset, "spark"));
        Assert.Equal(segments, again.Segments);
        Assert.NotEqual(location, again.Job.GetProperty("summary").Text("location"));
    }

    [Fact]
    public async Task A_large_file_is_known_by_its_first_lines_and_its_size()
    {
        var text = Csv.Rows(
            "id,spend,visits", 60_000, i => string.Create(CultureInfo.InvariantCulture, $"c{i},{i % 977},{i % 13}"));
        var dataset = await lake.DatasetAtAsync(await lake.WriteAsync(text, "lake", "large.csv"));
        Assert.Equal(text.Length, dataset.Number("bytes"));
        Assert.True(dataset.GetProperty("rowsEstimated").GetBoolean());
        Assert.InRange(dataset.Number("rows"), 55_000, 75_000);
        Assert.Equal(["id", "feature", "feature"], dataset.GetProperty("columns").EnumerateArray().Select(column =>
            column.Text("role")));
        var preview = await lake.GetAsync($"/api/v1/datasets/{dataset.Text("id")}/preview?rows=2");
        Assert.Equal(["c1", "1", "1"], preview.GetProperty("rows")[0].GetProperty("cells").EnumerateArray()
            .Select(cell => cell.GetString()));
        Assert.Equal(2, preview.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task A_large_folder_is_read_file_by_file_and_all_its_headers_are_looked_at()
    {
        var text = Csv.Rows("id,spend,visits", 60_000, i => string.Create(CultureInfo.InvariantCulture,
            $"c{i:D6},{(i % 3 * 1_000) + (i % 97)}.{i % 10},{(i % 3 * 50) + (i % 7)}"));
        foreach (var (i, part) in Parts(text, 11).Index()) await lake.WriteAsync(
            part, "lake", "many", $"part-{i:D2}.csv");
        var dataset = (await lake.DatasetAtAsync(lake.Uri("lake", "many"))).Text("id");
        var body = new { datasetId = dataset, engine = "spark", k = 3, features = (string[])["spend", "visits"] };
        var (_, result, segments) = await lake.SegmentAsync(body);
        Assert.Equal((60_000, 60_000), (result.GetProperty("rows").Number("used"), segments.Count));
        Assert.Equal([20_000, 20_000, 20_000], result.GetProperty("segments").EnumerateArray().Select(segment =>
            (int)segment.Number("size")));
        Assert.Equal(
            3, segments.Select(pair => (int.Parse(pair.Key[1..], CultureInfo.InvariantCulture) % 3, pair.Value))
                .Distinct().Count());

        await lake.WriteAsync("id,visits,spend\nc1,1,2\n", "lake", "many", "part-99.csv");
        var job = await lake.EndAsync(await lake.JobAsync(body));
        Assert.Equal(("failed", "DIFFERENT_HEADERS"), (job.Text("state"), job.GetProperty("problem").Text("code")));
        Assert.StartsWith(
            "The first line of part-99.csv is not that of part-00.csv.", job.GetProperty("problem").Text("detail"));
    }

    [Fact]
    public async Task The_engine_local_is_refused_and_a_deleted_dataset_leaves_the_file()
    {
        var dataset = (await lake.DatasetAtAsync(await lake.WriteAsync(Csv.Shop, "lake", "shop.csv"))).Text("id");
        await IsAsync(422, "NEEDS_SPARK", await lake.StartAsync(Job(dataset, "local")));

        using var deleted = await lake.Client.DeleteAsync($"/api/v1/datasets/{dataset}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await IsAsync(410, "DELETED", await lake.Client.GetAsync($"/api/v1/datasets/{dataset}"));
        Assert.Equal(Csv.Shop, await File.ReadAllTextAsync(lake.Path("lake", "shop.csv")));
    }

    [Fact]
    public async Task A_job_whose_file_has_gone_says_so()
    {
        var uri = await lake.WriteAsync(Csv.Shop, "lake", "gone.csv");
        var dataset = (await lake.DatasetAtAsync(uri)).Text("id");
        File.Delete(lake.Path("lake", "gone.csv"));
        var job = await lake.EndAsync(await lake.JobAsync(Job(dataset, "auto", ["Spend", "Age"])));
        Assert.Equal(("failed", "URI_NOT_FOUND"), (job.Text("state"), job.GetProperty("problem").Text("code")));
    }

    [Fact]
    public async Task What_is_not_allowed_is_refused_alike_whether_it_is_there_or_not()
    {
        await lake.WriteAsync(Csv.Shop, "lakes", "there.csv");
        await lake.WriteAsync(Csv.Shop, "lake", "here.csv");
        var there = await IsAsync(403, "URI_NOT_ALLOWED", await lake.NameAsync(lake.Uri("lakes", "there.csv")));
        var nothing = await IsAsync(403, "URI_NOT_ALLOWED", await lake.NameAsync(lake.Uri("lakes", "nothing.csv")));
        Assert.Equal(there.Text("detail"), nothing.Text("detail"));
        foreach (var uri in (string[])
            [
                lake.Uri("lake") + "/../lakes/there.csv", lake.Uri("lake") + "/%2e%2e/lakes/there.csv",
                lake.Uri("lake") + "/*.csv", lake.Uri("lake") + "/h[a-z]re.csv", "hdfs://" + lake.Path("lake"),
                lake.Path("lake", "here.csv"),
                "file:///", "here.csv",
            ])
            await IsAsync(403, "URI_NOT_ALLOWED", await lake.NameAsync(uri));
        await IsAsync(
            400, "MALFORMED_REQUEST", await lake.Client.PostAsJsonAsync("/api/v1/datasets", new { name = "no URI" }));
    }

    [Fact]
    public async Task What_cannot_be_segmented_is_refused_as_an_upload_is_and_nothing_stays()
    {
        var before = await lake.CountAsync("datasets");
        await RefusesAsync(lake.Uri("lake", "nothing.csv"), 404, "URI_NOT_FOUND");
        await RefusesAsync(await lake.WriteAsync("", "lake", "bad", "empty.csv"), 422, "EMPTY_FILE");
        await RefusesAsync(await lake.WriteAsync(Packed.Gzip(""), "lake", "bad", "empty.csv.gz"), 422, "EMPTY_FILE");
        await RefusesAsync(await lake.WriteAsync("\n \n", "lake", "bad", "blank.csv"), 422, "EMPTY_FILE");
        await RefusesAsync(
            await lake.WriteAsync("a,b\nx,y\nz,y\nx,z\n", "lake", "bad", "text.csv"), 422, "NO_NUMERIC_FEATURES");
        await lake.WriteAsync("a,b\n1,2\n3,4\n", "lake", "mixed", "a.csv");
        await lake.WriteAsync("a,c\n1,2\n3,4\n", "lake", "mixed", "b.csv");
        var mixed = await RefusesAsync(lake.Uri("lake", "mixed"), 422, "DIFFERENT_HEADERS");
        Assert.StartsWith("The first line of b.csv is not that of a.csv.", mixed.Text("detail"));
        Assert.Equal(before, await lake.CountAsync("datasets"));
        Assert.Equal(0, await lake.CountAsync("inspections"));
    }

    [Fact]
    public async Task Packed_files_give_the_result_of_the_upload_and_their_totals_are_left_out()
    {
        var parts = Parts(Customers, 3).ToArray();
        foreach (var (i, part) in parts.Index())
            await lake.WriteAsync(
                Packed.Gzip(part + (i == 1 ? "" : "Total,1,2,3,4,5\n\n")), "lake", "packed", $"{i}.csv.gz");
        var folder = await lake.DatasetAtAsync(lake.Uri("lake", "packed"));
        Assert.InRange(folder.Number("rows"), 2_500, 3_500);
        var upload = await lake.SegmentAsync(Job(await lake.DatasetAsync(Customers), "spark"));
        var run = await lake.SegmentAsync(Job(folder.Text("id"), "spark"));
        Assert.Equal(upload.Result.GetProperty("rows").ToString(), run.Result.GetProperty("rows").ToString());
        Assert.Equal(upload.Segments.OrderBy(pair => pair.Key), run.Segments.OrderBy(pair => pair.Key));
        var total = run.Result.GetProperty("issues").EnumerateArray()
            .Single(issue => issue.Text("code") == "TOTAL_ROW");
        Assert.Equal(
            [parts[0].Count(c => c == '\n') + 1, parts[2].Count(c => c == '\n') + 1],
            total.GetProperty("examples").EnumerateArray().Select(example => (int)example.Number("row")));
    }

    [Fact]
    public async Task A_large_packed_file_is_one_split_and_its_rows_are_all_there()
    {
        var text = Csv.Rows("id,spend,visits", 120_000, i => string.Create(CultureInfo.InvariantCulture,
            $"c{i:D6},{(i % 3 * 1_000) + (i % 97)}.{i % 10},{(i % 3 * 50) + (i % 7)}")) + "Summe,1,2\n";
        var uri = await lake.WriteAsync(Packed.Gzip(text), "lake", "packed", "large.csv.gz");
        var dataset = await lake.DatasetAtAsync(uri);
        Assert.InRange(dataset.Number("rows"), 60_000, 240_000);
        var body = new { datasetId = dataset.Text("id"), k = 3, features = (string[])["spend", "visits"] };
        var (_, result, segments) = await lake.SegmentAsync(body);
        Assert.Equal((120_000, 120_000), (result.GetProperty("rows").Number("used"), segments.Count));
    }

    [Fact]
    public async Task Other_formats_and_encodings_are_refused_in_words()
    {
        byte[][] files =
        [
            [.. "PAR1"u8, 21, 4, 21, 255, 10, 0, 1], [.. "PK\u0003\u0004"u8, 20, 0, 8, 10, 0, 255],
            Packed.Gzip("a,b\n1,2\n"),
        ];
        foreach (var (i, file) in files.Index())
        {
            var refused = await RefusesAsync(await lake.WriteAsync(file, "lake", "other", $"{i}.csv"), 422, "NOT_TEXT");
            Assert.Contains("On the cluster, UTF-8 CSV is read", refused.Text("detail"));
        }
        var latin = await RefusesAsync(
            await lake.WriteAsync(Encoding.Latin1.GetBytes("a,b\n1,2\nMünchen,3\n"), "lake", "other", "l.csv"),
            422, "UNSUPPORTED_ENCODING");
        Assert.StartsWith("Line 3 has", latin.Text("detail"));
        await RefusesAsync(
            await lake.WriteAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n")], "lake", "other", "u.csv"),
            422, "UNSUPPORTED_ENCODING");
    }

    [Fact]
    public async Task The_command_line_names_a_folder_whose_files_end_without_a_line_end()
    {
        foreach (var (i, part) in Parts(Csv.Shop, 2).Index())
            await lake.WriteAsync(part.TrimEnd('\n').Replace("\n", "\r\n"), "lake", "windows", $"{i}.csv");
        var run = await ProgramRun.ToEndAsync(
            [
                "submit", lake.Uri("lake", "windows"),
                "--features", "Spend,Recency", "--k", "3", "--wait", "--quiet", "--server", lake.Address.ToString()]);
        Assert.True(run.ExitCode == 0, run.Error);
        var id = run.Output.Trim();

        var lines = (await lake.Client.GetStringAsync($"/api/v1/jobs/{id}/files/assignments.csv")).Split("\r\n");
        Assert.Equal((14, ""), (lines.Length, lines[^1]));
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        var status = await ProgramRun.ToEndAsync(["status", id, "--server", lake.Address.ToString()]);
        Assert.Contains(lake.Uri("lake", $"segmentation-{id}"), status.Output);
    }

    [Fact]
    public async Task The_limits_name_the_places() => Assert.Equal(
        [lake.Uri("lake"), lake.Uri("pond")],
        (await lake.GetAsync("/api/v1/limits")).GetProperty("datasetRoots").EnumerateArray()
            .Select(root => root.GetString()));

    static object Job(string dataset, string engine, string[]? features = null) =>
        new { datasetId = dataset, engine, k = 4, nInit = 20, features = features ?? Features };

    static double Inertia(JsonElement result) => result.GetProperty("metrics").Number("inertia");

    static IEnumerable<string> Parts(string csv, int count)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var part in lines.Skip(1).Chunk(((lines.Length - 1) / count) + 1))
            yield return Csv.Lines([lines[0], .. part]);
    }

    /// <summary>A busy cluster refuses later, at the address of the dataset, where the refusal stays until it is
    /// deleted.</summary>
    async Task<JsonElement> RefusesAsync(string uri, int status, string code)
    {
        var answer = await lake.NameAsync(uri);
        if (answer.StatusCode != HttpStatusCode.Accepted) return await IsAsync(status, code, answer);
        var place = answer.Headers.Location;
        answer.Dispose();
        await Eventually.IsAsync(async () => (await lake.Client.GetAsync(place)).StatusCode,
            seen => seen != HttpStatusCode.Accepted, TimeSpan.FromMinutes(2));
        var problem = await IsAsync(status, code, await lake.Client.GetAsync(place));
        using var gone = await lake.Client.DeleteAsync(place);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        return problem;
    }

    static async Task<JsonElement> IsAsync(int status, string code, HttpResponseMessage answer)
    {
        using (answer)
        {
            var problem = await ApiServer.JsonAsync(answer);
            Assert.True((int)answer.StatusCode == status && problem.Text("code") == code, problem.ToString());
            Assert.DoesNotContain("Exception", problem.ToString());
            return problem;
        }
    }
}
