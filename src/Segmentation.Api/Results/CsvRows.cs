using System.Runtime.CompilerServices;
using System.Text;

namespace Segmentation.Api;

/// <summary>Reads the CSV files this service wrote itself: RFC 4180, never malformed.</summary>
static class CsvRows
{
    const int BufferSize = 64 * 1024;

    /// <summary>Every row with its cells unquoted, the header first.</summary>
    public static async IAsyncEnumerable<List<string>> ReadAsync(
        TextReader reader, char delimiter, [EnumeratorCancellation] CancellationToken ct)
    {
        var row = new RowBuilder(delimiter);
        var buffer = new char[BufferSize];
        for (int read; (read = await reader.ReadAsync(buffer, ct)) > 0;)
        {
            for (var i = 0; i < read; i++)
                if (row.Take(buffer[i]) is { } done) yield return done;
        }

        if (row.End() is { } last) yield return last;
    }

    sealed class RowBuilder(char delimiter)
    {
        readonly StringBuilder _cell = new();
        List<string> _cells = [];
        bool _quoted, _afterQuote;

        public List<string>? Take(char c)
        {
            if (_quoted && !_afterQuote)
            {
                if (c == '"') _afterQuote = true;
                else _cell.Append(c);
                return null;
            }

            if (c == '"' && (_afterQuote || _cell.Length == 0))
            {
                // The second of two quotes is a quote; the first of a cell opens it.
                if (_afterQuote) _cell.Append('"');
                (_quoted, _afterQuote) = (true, false);
                return null;
            }

            (_quoted, _afterQuote) = (false, false);
            return Plain(c);
        }

        public List<string>? End() => _cell.Length > 0 || _cells.Count > 0 ? Row() : null;

        List<string>? Plain(char c)
        {
            if (c == '\n') return End();
            if (c == delimiter) Cell();
            else if (c != '\r') _cell.Append(c);
            return null;
        }

        void Cell()
        {
            _cells.Add(_cell.ToString());
            _cell.Clear();
        }

        List<string> Row()
        {
            Cell();
            var row = _cells;
            _cells = new(row.Count);
            return row;
        }
    }
}
