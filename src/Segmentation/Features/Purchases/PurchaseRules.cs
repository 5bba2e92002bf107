using System.Runtime.CompilerServices;
using Segmentation.Data;
using Segmentation.Numerics;

namespace Segmentation.Features;

/// <summary>Reads a line of a purchase, or says why it is left out.</summary>
/// <remarks>The one owner of the rules of lines in this process; the SQL of the cluster has the same.</remarks>
sealed unsafe class PurchaseRules
{
    const byte Cancelled = (byte)'C';
    const byte Quote = (byte)'"';

    readonly PurchaseRoles _roles;
    readonly NumberForm[] _forms;
    readonly MissingWords _missing;
    readonly DateForm? _date;
    readonly byte* _start;
    readonly byte* _readable;
    readonly bool _idsAreNumbers;
    readonly bool _invoicesAreNumbers;
    readonly bool _net;
    readonly int _asOf;

    public PurchaseRules(Layout layout, PurchaseRoles roles, RfmSpec spec)
    {
        (_roles, _forms, _net) = (roles, layout.Style.Forms, spec.Returns == ReturnsPolicy.Net);
        _missing = _forms[roles.Customer].Missing;
        _start = layout.Scan.File.Start;
        _readable = layout.Scan.File.End;
        _date = roles.Date < 0 ? null : layout.Samples[roles.Date].Dating;
        _idsAreNumbers = layout.Samples[roles.Customer].IsNumeric;
        _invoicesAreNumbers = roles.Invoice >= 0
            && layout.Samples[roles.Invoice] is { IsNumeric: true } or { LooksNumeric: true };
        _asOf = spec.AsOf is { } day ? PurchaseDay.Of(day) : int.MaxValue;
    }

    /// <param name="ends">Of the fields, as <see cref="IRecordSink"/> has them.</param>
    /// <param name="last">Of the line before.</param>
    /// <param name="line">Set when nothing is at fault.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (LineFault Fault, ColumnRole? Role) Read(
        byte** ends, long record, ref LastDay last, out PurchaseLine line)
    {
        line = default;
        var id = IdOf(Cell(ends, _roles.Customer));
        if (IsMissing(id)) return (LineFault.MissingCustomer, ColumnRole.Customer);
        var invoice = _roles.Invoice < 0 ? default : Trimmed(Cell(ends, _roles.Invoice));
        var isPurchase = !_invoicesAreNumbers || !IsCancelled(invoice);
        if (!isPurchase && !_net) return (LineFault.Canceled, ColumnRole.Invoice);

        var fault = ReadAmount(ends, out var amount, out var items);
        if (fault.Fault == LineFault.Return && _net) isPurchase = false;
        else if (fault.Fault != LineFault.None && (fault.Fault != LineFault.ZeroAmount || isPurchase)) return fault;
        if (!isPurchase) amount = -Math.Abs(amount);

        var day = _date is null ? PurchaseDay.None : last.Read(Cell(ends, _roles.Date), _date);
        if (_date is not null && day == PurchaseDay.None) return (LineFault.MissingDate, ColumnRole.Date);
        if (day > _asOf) return (LineFault.Future, ColumnRole.Date);
        // A line without its invoice is one with the others of its day, as where no line has one.
        var order = !IsMissing(invoice) ? HashOf(invoice) : _date is null ? 0 : Hash.Mix((ulong)(uint)day);
        fixed (byte* at = id)
            line = new(HashOf(id), order, record, at - _start, id.Length, day, amount, items, isPurchase);
        return default;
    }

    /// <summary>Amount and pieces of a line, and what is the matter with them.</summary>
    (LineFault Fault, ColumnRole? Role) ReadAmount(byte** ends, out double amount, out double items)
    {
        (amount, items) = (0, 0);
        if (_roles.Quantity >= 0) items = Number(ends, _roles.Quantity);
        if (_roles.Amount >= 0)
        {
            amount = Number(ends, _roles.Amount);
            if (double.IsNaN(amount)) return (FaultOf(amount), ColumnRole.Amount);
            if (double.IsNaN(items)) items = 0;   // the sum is known all the same
            return amount < 0 ? (LineFault.Return, ColumnRole.Amount)
                : items < 0 ? (LineFault.Return, ColumnRole.Quantity)
                : amount == 0 ? (LineFault.ZeroAmount, ColumnRole.Amount) : default;
        }
        if (double.IsNaN(items)) return (FaultOf(items), ColumnRole.Quantity);
        if (_roles.Price < 0 || _roles.Quantity < 0)
            return items < 0 ? (LineFault.Return, ColumnRole.Quantity) : default;
        var price = Number(ends, _roles.Price);
        if (double.IsNaN(price)) return (FaultOf(price), ColumnRole.Price);
        amount = items * price;
        return items < 0 ? (LineFault.Return, ColumnRole.Quantity)
            : price < 0 ? (LineFault.Return, ColumnRole.Price)
            : items == 0 ? (LineFault.ZeroAmount, ColumnRole.Quantity)
            : price == 0 ? (LineFault.ZeroAmount, ColumnRole.Price) : default;
    }

    static LineFault FaultOf(double notNumber) => NotNumber.FaultOf(notNumber) switch
    {
        Data.Fault.Missing => LineFault.MissingValue,
        Data.Fault.NotFinite => LineFault.NotFinite,
        _ => LineFault.NotANumber,
    };

    double Number(byte** ends, int column) =>
        NumberReader.Read(ends[column] + 1, ends[column + 1], _forms[column], _readable);

    static ReadOnlySpan<byte> Cell(byte** ends, int column) =>
        new(ends[column] + 1, (int)(ends[column + 1] - ends[column] - 1));

    // Most cells have neither quotes nor blanks around them: these are the lowest of the printed characters.
    static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> cell) =>
        cell.Length > 0 && cell[0] > Quote && cell[^1] > Quote ? cell : CellText.Content(cell).Trim((byte)' ');

    // No text that stands for a missing value begins with a digit, unless somebody asked for it.
    bool IsMissing(ReadOnlySpan<byte> cell) =>
        (!(cell.Length > 0 && char.IsAsciiDigit((char)cell[0])) && CellText.IsMissing(cell)) || _missing.Has(cell);

    /// <summary>A hash of most ids without a loop over their bytes.</summary>
    ulong HashOf(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 8) return Hash.Of(text);
        fixed (byte* at = text)
        {
            if (_readable - at < 8) return Hash.OfShort(text);
            return Hash.OfShort(*(ulong*)at << (8 * (8 - text.Length)), text.Length);
        }
    }

    /// <summary>Programs write the ids of a column with gaps as 17850.0.</summary>
    ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> cell)
    {
        var id = Trimmed(cell);
        if (!_idsAreNumbers || id is not [.., (byte)'0']) return id;
        var whole = id.TrimEnd((byte)'0');
        return whole is [_, .., (byte)'.' or (byte)','] ? whole[..^1] : id;
    }

    static bool IsCancelled(ReadOnlySpan<byte> invoice) => invoice is [Cancelled or (byte)'c', _, ..]
        && invoice[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}

/// <summary>The day of the line before: the lines of an invoice have one date.</summary>
unsafe struct LastDay
{
    byte* _cell;
    int _length;
    int _day = PurchaseDay.None;

    public LastDay()
    {
    }

    /// <summary>As <see cref="PurchaseDay.Read"/>.</summary>
    /// <param name="cell">Stays where it is.</param>
    public int Read(ReadOnlySpan<byte> cell, DateForm form)
    {
        if (cell.Length == _length && cell.SequenceEqual(new(_cell, _length))) return _day;
        fixed (byte* at = cell) _cell = at;
        _length = cell.Length;
        return _day = PurchaseDay.Read(cell, form);
    }
}
