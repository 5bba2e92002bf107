using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Segmentation.Data;

namespace Segmentation.Tests.Data;

public sealed class RecordReaderTests
{
    /// <summary>Chunks of 64 bytes put a border into everything: quotes, line ends, records longer than a
    /// chunk.</summary>
    [Fact]
    public void Finds_in_small_chunks_what_a_plain_reader_finds()
    {
        var cell = Gen.OneOf(
            Gen.Elements("", "1", "12.5", "text", new string('x', 90)),
            Gen.Elements(
                "\"\"", "\"a,b\"",
                "\"line\nbreak\"", "\"two \"\"words\"\"\"", "\"\r\n\r\n\"", "\"" + new string('y', 150) + ",\n\""));
        var line = cell.ListOf().Where(cells => cells.Count > 0).Select(cells => string.Join(',', cells));
        var text = line.ListOf().SelectMany(_ => Gen.Elements("\n", "\r\n"), (lines, end) => string.Join(end, lines));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(text.ToArbitrary(), Agree));
    }

    static bool Agree(string text)
    {
        if (text.Length == 0) return true;
        using var csv = new CsvFile(text);
        using var file = new MappedFile(csv.Path);
        var found = new List<(long Record, string[] Fields)>();
        var scan = FileScan.Run(file, CancellationToken.None, chunkBytes: 64);
        for (var chunk = 0; chunk < scan.Chunks; chunk++)
        {
            var sink = new Collector(found);
            RecordReader.Read(scan, chunk, (byte)',', keep: 100, ref sink);
        }
        var expected = Plain(text);
        Assert.Equal(expected.Count, scan.Records);
        Assert.Equal(Enumerable.Range(0, expected.Count).Select(i => (long)i), found.Select(pair => pair.Record));
        Assert.Equal(expected, found.Select(pair => pair.Fields));
        return true;
    }

    /// <summary>One character after the other.</summary>
    static List<string[]> Plain(string text)
    {
        List<string[]> records = [];
        List<string> fields = [];
        var (field, inside) = (new StringBuilder(), false);
        foreach (var c in text)
        {
            if (c == '"') inside = !inside;
            if (inside || c is not (',' or '\n')) field.Append(c);
            else if (c == ',') Take();
            else End();
        }
        if (text[^1] != '\n' || inside) End();
        return records;

        void Take()
        {
            fields.Add(field.ToString());
            field.Clear();
        }

        void End()
        {
            if (field.Length > 0 && field[^1] == '\r') field.Length--;
            Take();
            records.Add([.. fields]);
            fields.Clear();
        }
    }

    readonly unsafe struct Collector(List<(long, string[])> found) : IRecordSink
    {
        public bool Take(byte** ends, int fields, byte* next, long record)
        {
            var texts = new string[fields];
            for (var i = 0; i < fields; i++)
                texts[i] = Encoding.UTF8.GetString(ends[i] + 1, (int)(ends[i + 1] - ends[i] - 1));
            found.Add((record, texts));
            return true;
        }
    }
}
