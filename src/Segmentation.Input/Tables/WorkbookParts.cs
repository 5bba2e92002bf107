using System.IO.Compression;
using System.Xml;

namespace Segmentation.Input;

/// <summary>What is looked at in a workbook before it is read.</summary>
static class WorkbookParts
{
    const long MostTexts = 256L << 20;   // bytes of the texts that cells share, which are all held in memory

    /// <summary>Refuses what would take too much memory or time.</summary>
    /// <exception cref="InvalidDatasetException">A part is too large or too dense.</exception>
    public static void Check(ZipArchive workbook)
    {
        foreach (var part in workbook.Entries)
        {
            if (part.IsEncrypted) throw Refused.Encrypted("The workbook");
            Unpacked.Check(part.Length, part.CompressedLength);
            if (part.Name.Equals("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) && part.Length > MostTexts)
                throw Refused.TooManyTexts(part.Length, MostTexts);
        }
    }

    /// <summary>The names of the sheets in their order.</summary>
    public static IReadOnlyList<string> Sheets(ZipArchive workbook)
    {
        var names = new List<string>();
        using var part = workbook.GetEntry("xl/workbook.xml")!.Open();
        using var xml = XmlReader.Create(part, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && xml.GetAttribute("name") is { } name)
                names.Add(name);
        return names;
    }
}
