using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Segmentation.Tests.Input;

/// <summary>Makes Excel workbooks: an archive of the XML that Excel writes, with as little in it as Excel
/// takes.</summary>
static class Workbook
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>A number with a format of Excel: 14 is a date, 21 a time, 10 per cent, 164 a currency.</summary>
    public sealed record Formatted(double Value, int Format);

    /// <summary>A formula with the value that was stored with it.</summary>
    public sealed record Formula(string Text, double Stored);

    /// <summary>An error such as #N/A.</summary>
    public sealed record Error(string Text);

    static readonly int[] Formats = [0, 14, 21, 22, 10, 164];

    public static byte[] Of(params (string Name, object?[][] Rows)[] sheets)
    {
        var texts = new List<string>();
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", Types(sheets.Length));
            Add(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" "
                + $"Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
                + Each(sheets.Length, i => $"<sheet name=\"{Xml(sheets[i].Name)}\" sheetId=\"{i + 1}\" r:id=\"s{i}\"/>")
                + "</sheets></workbook>");
            Add(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">"
                + Each(sheets.Length, i => $"<Relationship Id=\"s{i}\" Type=\"{Relations}/worksheet\" "
                    + $"Target=\"worksheets/sheet{i + 1}.xml\"/>")
                + $"<Relationship Id=\"styles\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/>"
                + $"<Relationship Id=\"texts\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                + "</Relationships>");
            Add(zip, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
                + "formatCode=\"#,##0.00 &quot;EUR&quot;\"/></numFmts><cellXfs>"
                + string.Concat(Formats.Select(format => $"<xf numFmtId=\"{format}\"/>")) + "</cellXfs></styleSheet>");
            for (var i = 0; i < sheets.Length; i++)
                Add(zip, $"xl/worksheets/sheet{i + 1}.xml", Sheet(sheets[i].Rows, texts));
            Add(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">"
                + string.Concat(texts.Select(text => $"<si><t xml:space=\"preserve\">{Xml(text)}</t></si>"))
                + "</sst>");
        }
        return bytes.ToArray();
    }

    static string Types(int sheets) => $"<Types xmlns=\"{Package}/content-types\">"
        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Override PartName=\"/xl/workbook.xml\" "
        + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
        + Each(sheets, i => $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" "
            + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")
        + "</Types>";

    static string Sheet(object?[][] rows, List<string> texts)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        for (var i = 0; i < rows.Length; i++)
        {
            xml.Append($"<row r=\"{i + 1}\">");
            for (var j = 0; j < rows[i].Length; j++)
                if (rows[i][j] is { } value) xml.Append(Cell($"{Column(j)}{i + 1}", value, texts));
            xml.Append("</row>");
        }
        return xml.Append("</sheetData></worksheet>").ToString();
    }

    static string Cell(string place, object value, List<string> texts)
    {
        switch (value)
        {
            case string text:
                texts.Add(text);
                return $"<c r=\"{place}\" t=\"s\"><v>{texts.Count - 1}</v></c>";
            case bool flag:
                return $"<c r=\"{place}\" t=\"b\"><v>{(flag ? 1 : 0)}</v></c>";
            case Formatted(var number, var format):
                return $"<c r=\"{place}\" s=\"{Array.IndexOf(Formats, format)}\"><v>{Number(number)}</v></c>";
            case Formula(var text, var stored):
                return $"<c r=\"{place}\"><f>{Xml(text)}</f><v>{Number(stored)}</v></c>";
            case Error(var text):
                return $"<c r=\"{place}\" t=\"e\"><v>{text}</v></c>";
            default:
                return $"<c r=\"{place}\"><v>{Number(Convert.ToDouble(value, CultureInfo.InvariantCulture))}</v></c>";
        }
    }

    static string Column(int index) =>
        index < 26 ? $"{(char)('A' + index)}" : $"{(char)('A' + (index / 26) - 1)}{(char)('A' + (index % 26))}";

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static string Xml(string text) => SecurityElement.Escape(text);

    static string Each(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));

    static void Add(ZipArchive zip, string name, string xml)
    {
        using var part = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        part.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml);
    }
}
