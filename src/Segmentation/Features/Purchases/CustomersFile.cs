using System.Buffers;
using System.Globalization;
using System.Text;

namespace Segmentation.Features;

/// <summary>Writes customers.csv: a customer a row, as the file of the purchases is written: its delimiter, decimal
/// mark, line ends and byte order mark, and the ids under its header.</summary>
static class CustomersFile
{
    public const string FileName = "customers.csv";

    const int BufferBytes = 1 << 16;

    /// <summary>How the file is read again: nothing of it is found out.</summary>
    public static FileReading Reading(Dialect dialect) => new()
    {
        Delimiter = dialect.Delimiter switch
        {
            ';' => FieldDelimiter.Semicolon,
            '\t' => FieldDelimiter.Tab,
            '|' => FieldDelimiter.Pipe,
            _ => FieldDelimiter.Comma,
        },
        Decimal = dialect.Decimal == ',' ? DecimalMark.Comma : DecimalMark.Point,
        Thousands = ThousandsMark.None,
        HeaderRow = 1,
    };

    /// <param name="dialect">Of the file of the purchases.</param>
    public static OutputFile Write(
        string folder, Dialect dialect, PurchaseSummary summary, GroupedPurchases grouped, CancellationToken ct)
    {
        var path = Path.Combine(folder, FileName);
        var features = summary.Features.Select(each => each.Feature).ToArray();
        var asOf = summary.AsOf is { } day ? PurchaseDay.Of(day) : 0;
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes))
        {
            var row = new Row(dialect);
            row.AddHeader(dialect.Bom, RfmColumns.Header(summary));
            for (var i = 0; i < grouped.Customers.Length; i++)
            {
                ref readonly var customer = ref grouped.Customers[i];
                row.AddText(grouped.IdOf(customer));
                foreach (var feature in features) row.AddNumber(RfmColumns.ValueOf(feature, customer, asOf));
                if (summary.AsOf is not null)
                {
                    row.AddDay(customer.First);
                    row.AddDay(customer.Last);
                }
                row.AddNumber(customer.Lines);
                row.End();
                if (row.Length < BufferBytes) continue;
                ct.ThrowIfCancellationRequested();
                row.WriteTo(file);
            }
            row.WriteTo(file);
        }
        return new(FileName, new FileInfo(path).Length, grouped.Customers.Length);
    }

    /// <summary>Cells on their way to the file.</summary>
    sealed class Row(Dialect dialect)
    {
        const int MostNumberBytes = 64;

        readonly ArrayBufferWriter<byte> _bytes = new(2 * BufferBytes);
        readonly byte _mark = (byte)dialect.Decimal;
        readonly byte _delimiter = (byte)dialect.Delimiter;
        readonly byte[] _newline = Encoding.UTF8.GetBytes(dialect.Newline);
        readonly byte[] _special = [(byte)dialect.Delimiter, (byte)'"', (byte)'\n', (byte)'\r'];
        bool _isFirst = true;

        public int Length => _bytes.WrittenCount;

        public void AddHeader(bool bom, IReadOnlyList<string> header)
        {
            if (bom) _bytes.Write("\uFEFF"u8);
            foreach (var name in header) AddText(Encoding.UTF8.GetBytes(name.Replace("\"", "\"\"")));
            End();
        }

        /// <param name="text">Quotes inside are doubled.</param>
        public void AddText(ReadOnlySpan<byte> text)
        {
            Delimit();
            var quoted = text.IndexOfAny(_special) >= 0;
            if (quoted) _bytes.Write("\""u8);
            _bytes.Write(text);
            if (quoted) _bytes.Write("\""u8);
        }

        /// <summary>With 14 digits: the last two of a sum tell only in which order it was taken.</summary>
        public void AddNumber(double value)
        {
            Span<byte> text = stackalloc byte[MostNumberBytes];
            value.TryFormat(text, out var length, "G14", CultureInfo.InvariantCulture);
            text = text[..length];
            if (_mark != '.') text.Replace((byte)'.', _mark);
            AddText(text);
        }

        public void AddDay(int day)
        {
            Span<byte> text = stackalloc byte[MostNumberBytes];
            PurchaseDay.Of(day).TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            AddText(text[..length]);
        }

        public void End()
        {
            _bytes.Write(_newline);
            _isFirst = true;
        }

        public void WriteTo(Stream file)
        {
            file.Write(_bytes.WrittenSpan);
            _bytes.ResetWrittenCount();
        }

        void Delimit()
        {
            if (!_isFirst) _bytes.Write([_delimiter]);
            _isFirst = false;
        }
    }
}
