using System.Text;

namespace Segmentation.Input;

/// <summary>Writes text of another encoding as UTF-8, a block at a time.</summary>
sealed class Transcoder(OutputFile output)
{
    const int Block = 1 << 17;   // bytes
    const int Shown = 5;

    readonly List<long> _lines = [];
    long _unreadable;
    long _line = 1;

    /// <returns>What the encoding cannot read; null when it reads everything.</returns>
    public UnreadableText? Run(Stream text, Encoding encoding, CancellationToken ct)
    {
        if (SingleByteTable.Of(encoding) is { } table) RunTable(text, table, ct);
        else RunDecoder(text, encoding, ct);
        return _unreadable == 0 ? null : new(_unreadable, _lines);
    }

    void RunTable(Stream text, SingleByteTable table, CancellationToken ct)
    {
        var from = new byte[Block];
        var to = new byte[(Block * SingleByteTable.Growth) + SingleByteTable.Slack];
        for (int read; (read = text.ReadAtLeast(from, Block, throwOnEndOfStream: false)) > 0;)
        {
            ct.ThrowIfCancellationRequested();
            var block = from.AsSpan(0, read);
            var (written, lacking) = table.Decode(block, to);
            output.Write(to.AsSpan(0, written));
            if (lacking) Note(block, (byte)'\n', table.Lacks);
            else _line += block.Count((byte)'\n');
        }
    }

    void RunDecoder(Stream text, Encoding encoding, CancellationToken ct)
    {
        var (decoder, encoder) = (encoding.GetDecoder(), Encoding.UTF8.GetEncoder());
        var from = new byte[Block];
        var characters = new char[encoding.GetMaxCharCount(Block)];
        var to = new byte[Encoding.UTF8.GetMaxByteCount(characters.Length)];
        for (var ended = false; !ended;)
        {
            ct.ThrowIfCancellationRequested();
            var read = text.ReadAtLeast(from, Block, throwOnEndOfStream: false);
            ended = read < Block;
            var count = decoder.GetChars(from.AsSpan(0, read), characters, flush: ended);
            var block = characters.AsSpan(0, count);
            output.Write(to.AsSpan(0, encoder.GetBytes(block, to, flush: ended)));
            if (block.Contains('\uFFFD')) Note(block, '\n', character => character == '\uFFFD');
            else _line += block.Count('\n');
        }
    }

    void Note<T>(ReadOnlySpan<T> block, T lineEnd, Func<T, bool> isUnreadable)
        where T : IEquatable<T>
    {
        foreach (var value in block)
        {
            if (value.Equals(lineEnd)) _line++;
            if (!isUnreadable(value)) continue;
            _unreadable++;
            if (_lines.Count < Shown && (_lines is [] || _lines[^1] != _line)) _lines.Add(_line);
        }
    }
}
