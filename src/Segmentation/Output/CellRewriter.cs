using System.Buffers;
using Segmentation.Data;

namespace Segmentation.Output;

/// <summary>Writes cells with another delimiter and decimal mark, and defuses formulas.</summary>
sealed class CellRewriter(Dialect dialect, VariantOptions options)
{
    readonly ArrayBufferWriter<byte> _output = new(1 << 17);
    readonly byte _mark = (byte)dialect.Decimal;
    readonly byte _newMark = (byte)options.Decimal;
    readonly byte _delimiter = (byte)options.Delimiter;

    public ReadOnlyMemory<byte> Written => _output.WrittenMemory;

    public void Clear() => _output.ResetWrittenCount();
    public void Append(ReadOnlySpan<byte> bytes) => _output.Write(bytes);
    public void AppendDelimiter() => _output.Write([_delimiter]);

    /// <param name="cell">With its quotes, if it has any.</param>
    public void Add(ReadOnlySpan<byte> cell)
    {
        var content = CellText.Content(cell);
        if (_mark != _newMark && content.ContainsAny(_mark, _newMark) && SafeCsv.IsNumber(content, _mark))
            AddNumber(content);
        else if (options.Safe && SafeCsv.IsRisky(content, _mark)) Quote("'"u8, content);
        else if (content.Length == cell.Length && cell.Contains(_delimiter)) Quote(default, content);
        else _output.Write(cell);
    }

    /// <summary>Point and comma change places, so thousands marks stay apart from decimal marks.</summary>
    void AddNumber(ReadOnlySpan<byte> number)
    {
        Span<byte> swapped = stackalloc byte[number.Length];
        for (var i = 0; i < number.Length; i++)
            swapped[i] = number[i] == _mark ? _newMark : number[i] == _newMark ? _mark : number[i];
        if (swapped.Contains(_delimiter)) Quote(default, swapped);
        else _output.Write(swapped);
    }

    void Quote(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> content)
    {
        _output.Write("\""u8);
        _output.Write(prefix);
        _output.Write(content);
        _output.Write("\""u8);
    }
}
