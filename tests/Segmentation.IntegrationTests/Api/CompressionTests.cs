using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.FileProviders;
using Segmentation.Api;

namespace Segmentation.IntegrationTests.Api;

/// <summary>What is compressed, how, and what stays as it is.</summary>
[Collection(ApiGroup.Name)]
public sealed class CompressionTests(ApiServer api)
{
    static readonly string[] Encodings = ["br", "gzip"];
    static readonly string[] Accepted = ["identity", .. Encodings];

    [Fact]
    public async Task Texts_come_in_the_encoding_that_is_asked_for_and_unpack_to_the_same_bytes()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        foreach (var path in new[]
        {
            "/", "/js/shell/api.js", "/js/shell/theme.js", "/css/base.css", "/favicon.svg",
            "/vendor/echarts.LICENSE.txt", "/openapi/v1.json", "/swagger/swagger-ui.css", "/problems", "/metrics",
            "/api/v1/limits", $"/api/v1/jobs/{job}", $"/api/v1/jobs/{job}/result", $"/api/analysis?job={job}",
            $"/api/v1/jobs/{job}/files/points.json", $"/api/v1/jobs/{job}/files/silhouette.json",
        })
        {
            var plain = await AskAsync(path);
            var bytes = await plain.Content.ReadAsByteArrayAsync();
            Assert.Null(plain.Header("Content-Encoding"));
            foreach (var encoding in Encodings)
            {
                var packed = await AskAsync(path, ("Accept-Encoding", encoding));
                Assert.Equal((path, encoding), (path, packed.Header("Content-Encoding")));
                Assert.Equal(plain.Content.Headers.ContentType, packed.Content.Headers.ContentType);
                Assert.Contains("Accept-Encoding", plain.Header("Vary") + packed.Header("Vary"));
                Assert.Equal(plain.Header("Vary"), packed.Header("Vary"));
                if (path == "/metrics") continue;   // other figures each time
                var unpacked = await UnpackAsync(packed);
                Assert.True(bytes.SequenceEqual(unpacked), path);
            }
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *;q=0.5", "gzip")]
    [InlineData("gzip;q=0.5, identity", null)]
    [InlineData("identity;q=0.5, gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("zstd, deflate", null)]
    [InlineData("", null)]
    [InlineData("no such; thing=?", null)]
    public async Task The_client_says_what_it_likes(string accepted, string? encoding)
    {
        foreach (var path in new[] { "/js/main.js", "/api/v1/limits" })
            Assert.Equal(encoding, (await AskAsync(path, ("Accept-Encoding", accepted))).Header("Content-Encoding"));
    }

    [Fact]
    public async Task Each_encoding_has_a_strong_etag_of_its_own_which_answers_304()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        foreach (var path in new[]
        {
            "/js/main.js", "/css/base.css", $"/api/analysis?job={job}", $"/api/v1/jobs/{job}/result",
            $"/api/v1/jobs/{job}/files/points.json",
        })
        {
            var tags = new List<string>();
            foreach (var encoding in Accepted)
            {
                var tag = (await AskAsync(path, ("Accept-Encoding", encoding))).Header("ETag")!;
                var again = await AskAsync(path, ("Accept-Encoding", encoding), ("If-None-Match", tag));
                var weak = await AskAsync(path, ("Accept-Encoding", encoding), ("If-None-Match", $"\"x\", W/{tag}"));

                Assert.Matches("^\"[^\"]+\"$", tag);
                Assert.Equal(encoding != "identity", tag.EndsWith($"-{encoding}\"", StringComparison.Ordinal));
                Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Header("ETag")));
                Assert.Equal("Accept-Encoding", again.Header("Vary"));
                Assert.Equal((path, HttpStatusCode.NotModified), (path, weak.StatusCode));
                tags.Add(tag);
            }

            Assert.Equal(3, tags.Distinct().Count());
            var other = await AskAsync(path, ("Accept-Encoding", "gzip"), ("If-None-Match", tags[1]));
            Assert.Equal((HttpStatusCode.OK, "gzip"), (other.StatusCode, other.Header("Content-Encoding")));
        }
    }

    [Fact]
    public async Task HEAD_says_what_GET_would()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        string[] names =
            ["Content-Encoding", "Content-Type", "ETag", "Vary", "Cache-Control", "Accept-Ranges", "Last-Modified"];
        string[] paths = ["/", "/js/main.js", "/js/kit/dom.js", $"/api/v1/jobs/{job}/files/points.json"];
        foreach (var (path, encoding) in paths.SelectMany(path => Accepted.Select(encoding => (path, encoding))))
        {
            var get = await AskAsync(path, ("Accept-Encoding", encoding));
            var head = await api.Client.SendAsync(
                ApiServer.Request(HttpMethod.Head, path, ("Accept-Encoding", encoding)));

            Assert.All(names, name => Assert.Equal((path, get.Header(name)), (path, head.Header(name))));
            // What is compressed while it is written has no length before.
            var length = get.Header("Transfer-Encoding") is null ? get.Content.Headers.ContentLength : null;
            Assert.Equal((path, encoding, length), (path, encoding, head.Content.Headers.ContentLength));
        }
    }

    [Fact]
    public async Task A_range_of_a_part_is_one_of_the_plain_bytes()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        var path = $"/api/v1/jobs/{job}/files/points.json";
        var whole = await AskAsync(path);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        var packed = await AskAsync(path, ("Accept-Encoding", "br"));

        var range = await PartAsync();
        var resumed = await PartAsync(("If-Range", whole.Header("ETag")!));
        var mixed = await PartAsync(("If-Range", packed.Header("ETag")!));

        foreach (var part in new[] { range, resumed })
        {
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Null(part.Header("Content-Encoding"));
            Assert.Equal(
                (whole.Header("ETag"), $"bytes 100-{bytes.Length - 1}/{bytes.Length}"),
                (part.Header("ETag"), part.Header("Content-Range")));
            Assert.Equal(bytes[100..], await part.Content.ReadAsByteArrayAsync());
        }

        // Bytes that were compressed cannot be continued with plain ones.
        Assert.Equal(HttpStatusCode.OK, mixed.StatusCode);
        Assert.Equal(bytes, await UnpackAsync(mixed));

        Task<HttpResponseMessage> PartAsync(params (string, string)[] more) =>
            AskAsync(path, [("Accept-Encoding", "br"), ("Range", "bytes=100-"), .. more]);
    }

    [Fact]
    public async Task Downloads_stay_as_they_are()
    {
        var job = await api.SucceededAsync(Csv.Mall, new { k = 4 });
        foreach (var path in new[]
        {
            $"/api/v1/jobs/{job}/files/assignments.csv", $"/api/v1/jobs/{job}/files/assignments.csv?delimiter=tab",
            $"/api/v1/jobs/{job}/files/assignments.json", $"/api/v1/jobs/{job}/files/profiles.json",
            $"/download-results/{job}", $"/download-results/{job}?format=json", "/sample-data?format=csv&name=mall",
        })
        {
            var plain = await AskAsync(path);
            var download = await AskAsync(path, ("Accept-Encoding", "br, gzip"));

            Assert.Equal((path, HttpStatusCode.OK), (path, download.StatusCode));
            Assert.Equal((null, null), (download.Header("Content-Encoding"), download.Header("Vary")));
            Assert.Equal(plain.Header("ETag"), download.Header("ETag"));
            Assert.Equal(
                await plain.Content.ReadAsByteArrayAsync(), await download.Content.ReadAsByteArrayAsync());
        }

        var part = await AskAsync(
            $"/api/v1/jobs/{job}/files/assignments.csv", ("Accept-Encoding", "br"), ("Range", "bytes=0-1999"));
        Assert.Equal((HttpStatusCode.PartialContent, null), (part.StatusCode, part.Header("Content-Encoding")));
        Assert.Equal(2_000, part.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Events_come_as_they_happen_and_uncompressed()
    {
        var job = await api.SucceededAsync(Csv.Mall);

        var stream = await api.Client.SendAsync(
            ApiServer.Request(HttpMethod.Get, $"/api/v1/jobs/{job}/events",
                ("Accept-Encoding", "br, gzip"), ("Accept", "text/event-stream")),
            HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType?.MediaType);
        Assert.Equal("identity", stream.Header("Content-Encoding"));
        Assert.Contains("event: done", await stream.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_problem_is_read_by_who_accepts_any_encoding()
    {
        foreach (var path in new[] { "/api/v1/jobs/job_1/result", "/api/v1/jobs/job_1" })
            await (await AskAsync(path, ("Accept-Encoding", "br, gzip"))).ProblemAsync(404, "JOB_NOT_FOUND");
        await (await AskAsync("/no/such/path", ("Accept-Encoding", "br"))).ProblemAsync(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Short_answers_and_those_about_keys_stay_uncompressed()
    {
        foreach (var path in new[] { "/api/v1/session", "/api/v1/keys", "/problems/job-not-found" })
            Assert.Null((await AskAsync(path, ("Accept-Encoding", "br"))).Header("Content-Encoding"));
    }

    [Fact]
    public async Task The_chart_libraries_are_kept_for_good_and_all_else_is_asked_for_again()
    {
        var vendor = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot", "vendor"), "*-*.*.min.js");

        Assert.All(["echarts-gl-", "echarts-"], name =>
            Assert.Contains(vendor, file => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal)));
        foreach (var file in vendor)
            Assert.Equal(
                "public, max-age=31536000, immutable", await CachingOfAsync($"/vendor/{Path.GetFileName(file)}"));
        foreach (var path in new[] { "/", "/js/main.js", "/css/base.css", "/vendor/echarts.LICENSE.txt" })
            Assert.Equal("no-cache", await CachingOfAsync(path));

        async Task<string?> CachingOfAsync(string path) =>
            (await AskAsync(path, ("Accept-Encoding", "br"))).Header("Cache-Control");
    }

    [Fact]
    public async Task Only_modules_and_styles_leave_the_policy_to_the_page_that_loads_them()
    {
        foreach (var path in new[] { "/", "/favicon.svg", "/api/v1/limits", "/no/such/path", "/swagger/index.html" })
            Assert.Contains("default-src 'self'", (await AskAsync(path)).Header("Content-Security-Policy"));
        foreach (var path in new[] { "/js/main.js", "/css/base.css" })
        {
            var response = await AskAsync(path);
            Assert.Null(response.Header("Content-Security-Policy"));
            Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
        }
    }

    [Fact]
    public void A_file_is_compressed_once_until_it_changes()
    {
        var folder = Directory.CreateTempSubdirectory("compressed");
        try
        {
            var path = Path.Combine(folder.FullName, "a.js");
            var text = string.Concat(Enumerable.Repeat("let a;\n", 99));
            File.WriteAllText(path, text);
            File.WriteAllText(Path.Combine(folder.FullName, "short.js"), "let a;");
            File.WriteAllBytes(Path.Combine(folder.FullName, "a.png"), new byte[2_000]);
            using var files = new PhysicalFileProvider(folder.FullName);
            var compressed = new CompressedFiles(files, "gzip");

            var first = compressed.GetFileInfo("/a.js");
            var second = compressed.GetFileInfo("/a.js");
            File.WriteAllText(path, text + "// more");
            var third = compressed.GetFileInfo("/a.js");

            Assert.Same(first, second);
            Assert.Equal(text + "// more", Text(third));
            Assert.Equal((text, first.Length), (Text(first), first.CreateReadStream().Length));
            Assert.All(["/short.js", "/a.png", "/none.js"], name => Assert.False(compressed.GetFileInfo(name).Exists));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static string Text(IFileInfo file)
        {
            using var reader = new StreamReader(new GZipStream(file.CreateReadStream(), CompressionMode.Decompress));
            return reader.ReadToEnd();
        }
    }

    Task<HttpResponseMessage> AskAsync(string path, params (string, string)[] headers) =>
        api.Client.SendAsync(ApiServer.Request(HttpMethod.Get, path, headers));

    static async Task<byte[]> UnpackAsync(HttpResponseMessage response)
    {
        await using var packed = await response.Content.ReadAsStreamAsync();
        await using Stream plain = response.Header("Content-Encoding") == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
