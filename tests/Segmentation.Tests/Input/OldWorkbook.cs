using System.Buffers.Binary;
using System.Text;

namespace Segmentation.Tests.Input;

/// <summary>Makes workbooks as Excel wrote them until 2003: records (BIFF8) in a compound file.</summary>
static class OldWorkbook
{
    const int Sector = 512;
    const int SmallestStream = 4_096;   // shorter ones would lie elsewhere
    const uint Free = 0xFFFFFFFF, EndOfChain = 0xFFFFFFFE, Fat = 0xFFFFFFFD;

    public static byte[] Of(string sheet, object?[][] rows)
    {
        var globals = Record(0x0809, [0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var begin = globals.Length + 4 + 8 + sheet.Length + 4;
        byte[] name = [.. Int(begin), 0, 0, (byte)sheet.Length, 0, .. Encoding.Latin1.GetBytes(sheet)];
        byte[] cells = [.. rows.SelectMany((row, i) => row.SelectMany((value, j) => Cell(i, j, value)))];
        return Compound(("Workbook",
        [
            .. globals, .. Record(0x0085, name), .. Record(0x000A, []),
            .. Record(0x0809, [0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            .. cells, .. Record(0x000A, []),
        ]));
    }

    /// <summary>A compound file with these streams, each padded with zeros.</summary>
    public static byte[] Compound(params (string Name, byte[] Bytes)[] streams)
    {
        var (fat, directory, data) = (new List<uint> { Fat, EndOfChain }, new List<byte>(), new List<byte>());
        directory.AddRange(Entry("Root Entry", 5, EndOfChain, 0, child: 1));
        for (var i = 0; i < streams.Length; i++)
        {
            var size = Math.Max(SmallestStream, (streams[i].Bytes.Length + Sector - 1) / Sector * Sector);
            var next = i + 1 < streams.Length ? i + 2 : -1;
            directory.AddRange(Entry(streams[i].Name, 2, (uint)fat.Count, size, child: -1, right: next));
            for (var left = size / Sector; left > 0; left--) fat.Add(left == 1 ? EndOfChain : (uint)fat.Count + 1);
            data.AddRange([.. streams[i].Bytes, .. new byte[size - streams[i].Bytes.Length]]);
        }
        while (fat.Count < Sector / 4) fat.Add(Free);
        while (directory.Count < Sector) directory.AddRange(new byte[128]);
        return [.. Header(), .. fat.SelectMany(sector => Int((int)sector)), .. directory, .. data];
    }

    static byte[] Header()
    {
        var header = new byte[Sector];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(header, 0);
        Put16(header, 24, 0x3E);
        Put16(header, 26, 3);
        Put16(header, 28, 0xFFFE);
        Put16(header, 30, 9);
        Put16(header, 32, 6);
        Put32(header, 44, 1);                 // sectors of the table
        Put32(header, 48, 1);                 // where the directory begins
        Put32(header, 56, SmallestStream);
        Put32(header, 60, EndOfChain);
        Put32(header, 68, EndOfChain);
        Put32(header, 76, 0);                 // the table is sector 0
        header.AsSpan(80).Fill(0xFF);
        return header;
    }

    static byte[] Entry(string name, byte type, uint start, int size, int child, int right = -1)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        Put16(entry, 64, (ushort)((name.Length + 1) * 2));
        (entry[66], entry[67]) = (type, 1);
        Put32(entry, 68, Free);
        Put32(entry, 72, (uint)right);
        Put32(entry, 76, (uint)child);
        Put32(entry, 116, start);
        Put32(entry, 120, (uint)size);
        return entry;
    }

    static byte[] Cell(int row, int column, object? value)
    {
        byte[] place = [(byte)row, (byte)(row >> 8), (byte)column, 0, 0, 0];
        return value switch
        {
            null => [],
            bool flag => Record(0x0205, [.. place, (byte)(flag ? 1 : 0), 0]),
            string text => Record(
                0x0204, [.. place, (byte)text.Length, 0, 1, .. Encoding.Unicode.GetBytes(text)]),
            _ => Record(0x0203, [.. place, .. BitConverter.GetBytes(Convert.ToDouble(value))]),
        };
    }

    static byte[] Record(ushort id, byte[] data) =>
        [(byte)id, (byte)(id >> 8), (byte)data.Length, (byte)(data.Length >> 8), .. data];

    static byte[] Int(int value) => BitConverter.GetBytes(value);

    static void Put16(byte[] bytes, int at, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), value);

    static void Put32(byte[] bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
}
