namespace Segmentation.Output;

/// <summary>Rewrites records block by block: fill, rewrite, write, until there is nothing more.</summary>
sealed class RecordRewriter
{
    const int BlockBytes = 1 << 17;

    readonly byte _from;
    readonly CellRewriter _cells;
    readonly bool _bom;
    byte[] _input = new byte[BlockBytes];
    int _filled;
    bool _ended;
    bool _started;

    public RecordRewriter(Dialect dialect, VariantOptions options)
    {
        (_from, _bom) = ((byte)dialect.Delimiter, options.Bom);
        _cells = new(dialect, options);
    }

    public Memory<byte> RoomMemory => _input.AsMemory(_filled);
    public Span<byte> Room => _input.AsSpan(_filled);

    /// <summary>Takes note of what was read into the room; false when all was rewritten.</summary>
    public bool Fill(int read)
    {
        if (_ended) return false;
        _ended = read == 0;
        _filled += read;
        return !_ended || _filled > 0;
    }

    public ReadOnlySpan<byte> Rewrite() => RewriteMemory().Span;

    /// <summary>The whole records of the block, rewritten. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> RewriteMemory()
    {
        _cells.Clear();
        var taken = 0;
        if (!_started && !Start(ref taken)) return default;
        while (RecordEnd(taken) is var end && end > taken)
        {
            Record(_input.AsSpan(taken, end - taken));
            taken = end;
        }
        _input.AsSpan(taken, _filled - taken).CopyTo(_input);
        _filled -= taken;
        if (_filled == _input.Length) Array.Resize(ref _input, 2 * _input.Length);   // one record longer than the block
        return _cells.Written;
    }

    bool Start(ref int taken)
    {
        if (_filled < 3 && !_ended) return false;
        if (_input.AsSpan(0, _filled).StartsWith("\uFEFF"u8)) taken = 3;
        if (_bom) _cells.Append("\uFEFF"u8);
        return _started = true;
    }

    /// <summary>Behind the line end of the record that begins at <paramref name="from"/>; <paramref name="from"/> when
    /// it is not whole.</summary>
    int RecordEnd(int from)
    {
        var (inside, at) = (false, from);
        while (at < _filled)
        {
            var found = inside
                ? _input.AsSpan(at, _filled - at).IndexOf((byte)'"')
                : _input.AsSpan(at, _filled - at).IndexOfAny((byte)'"', (byte)'\n');
            if (found < 0) break;
            at += found + 1;
            if (_input[at - 1] == '\n') return at;
            inside = !inside;
        }
        return _ended ? _filled : from;
    }

    void Record(ReadOnlySpan<byte> record)
    {
        var end = record.Length;
        if (end > 0 && record[end - 1] == '\n') end--;
        if (end > 0 && record[end - 1] == '\r') end--;
        var newline = record[end..];
        var fields = record[..end];
        while (true)
        {
            var length = FieldLength(fields);
            _cells.Add(fields[..length]);
            if (length == fields.Length) break;
            _cells.AppendDelimiter();
            fields = fields[(length + 1)..];
        }
        _cells.Append(newline);
    }

    int FieldLength(ReadOnlySpan<byte> fields)
    {
        var at = fields.IndexOfAnyExcept((byte)' ');
        if (at >= 0 && fields[at] == '"')
        {
            for (at++; at < fields.Length; at++)
            {
                if (fields[at] != '"') continue;
                if (at + 1 < fields.Length && fields[at + 1] == '"') at++;
                else break;
            }
        }
        var rest = fields[Math.Clamp(at, 0, fields.Length)..].IndexOf(_from);
        return rest < 0 ? fields.Length : Math.Max(at, 0) + rest;
    }
}
