using System.Buffers;
using System.Globalization;
using System.Text;

namespace Segmentation.Input;

/// <summary>Writes cells as CSV: commas, line feeds, quotes where they are needed; numbers and dates as every machine
/// writes them.</summary>
/// <param name="output">Is not ended here.</param>
sealed class CsvText(OutputFile output)
{
    const int BufferBytes = 1 << 17;
    const int LongestValue = 64;                  // bytes of a number or a date
    const double LastWhole = 9_007_199_254_740_992;  // 2^53: up to here each whole number is a double

    static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n");

    readonly byte[] _buffer = new byte[BufferBytes];
    int _used;
    int _cells;
    bool _emptyRow = true;

    /// <summary>A cell without a value.</summary>
    public void Empty() => Delimit();

    public void Text(ReadOnlySpan<char> text)
    {
        Delimit();
        if (text.IsEmpty) return;
        _emptyRow = false;
        if (text.ContainsAny(Quoted) || text[0] == ' ' || text[^1] == ' ') Quote(text);
        else Put(text);
    }

    /// <summary>A number as its shortest text that reads as the same number; nothing where it is none.</summary>
    public void Number(double value)
    {
        if (double.IsNaN(value)) Empty();
        else if (double.IsInfinity(value)) Text(value > 0 ? "inf" : "-inf");
        // Ids are whole numbers of up to 16 digits: never with an exponent.
        else if (Math.Abs(value) < LastWhole && value == Math.Floor(value)) Value((long)value);
        else Value(value);
    }

    /// <summary>What formats itself in the invariant culture.</summary>
    public void Value<T>(T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        Delimit();
        _emptyRow = false;
        Reserve(LongestValue);
        if (!value.TryFormat(_buffer.AsSpan(_used), out var written, format, CultureInfo.InvariantCulture))
            throw new FormatException("A value is longer than values are.");
        _used += written;
    }

    public void Flag(bool value) => Text(value ? "true" : "false");

    /// <summary>ISO 8601: the date alone at midnight, else with the time, in as many digits as it has.</summary>
    public void Time(DateTime value)
    {
        if (value.TimeOfDay == TimeSpan.Zero) Value(value, "yyyy-MM-dd");
        else if (value.Ticks % TimeSpan.TicksPerSecond == 0) Value(value, "yyyy-MM-ddTHH:mm:ss");
        else Value(value, "yyyy-MM-ddTHH:mm:ss.FFFFFFF");
    }

    public void EndRow()
    {
        Reserve(3);
        // A blank line would be no row.
        if (_emptyRow && _cells == 1) "\"\""u8.CopyTo(_buffer.AsSpan(Use(2)));
        _buffer[Use(1)] = (byte)'\n';
        (_cells, _emptyRow) = (0, true);
    }

    /// <summary>A line without cells.</summary>
    public void BlankLine()
    {
        Reserve(1);
        _buffer[Use(1)] = (byte)'\n';
    }

    public void Flush()
    {
        output.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    void Delimit()
    {
        if (_cells++ == 0) return;
        Reserve(1);
        _buffer[Use(1)] = (byte)',';
    }

    void Quote(ReadOnlySpan<char> text)
    {
        Put("\"");
        for (int quote; (quote = text.IndexOf('"')) >= 0; text = text[(quote + 1)..])
        {
            Put(text[..(quote + 1)]);
            Put("\"");
        }
        Put(text);
        Put("\"");
    }

    void Put(ReadOnlySpan<char> text)
    {
        const int most = BufferBytes / 4;
        while (text.Length > most)
        {
            // Both halves of a character stay together.
            var cut = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
            Put(text[..cut]);
            text = text[cut..];
        }
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
    }

    void Reserve(int bytes)
    {
        if (_buffer.Length - _used < bytes) Flush();
    }

    int Use(int bytes)
    {
        var at = _used;
        _used += bytes;
        return at;
    }
}
