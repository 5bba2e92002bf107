using System.Globalization;

namespace Segmentation.Features;

/// <summary>Adds up what the customers of each segment bought.</summary>
/// <param name="segments">How many segments there are.</param>
sealed class SegmentPurchaseSums(PurchaseSummary summary, int segments)
{
    readonly long[] _lines = new long[segments];
    readonly long[] _orders = new long[segments];
    readonly double[] _amounts = new double[segments];
    readonly double[] _items = new double[segments];
    readonly SortedDictionary<string, long>[] _months =
        [.. Enumerable.Range(0, segments).Select(_ => new SortedDictionary<string, long>(StringComparer.Ordinal))];
    bool _isBelowZero;

    readonly string? _money = summary.Features.FirstOrDefault(each => each.Feature == RfmFeature.Monetary)?.Name;
    readonly bool _hasItems = summary.Columns.Quantity is not null;

    /// <param name="segment">From 0.</param>
    public void Add(int segment, in CustomerTotals customer)
    {
        _lines[segment] += customer.Lines;
        _orders[segment] += customer.Orders;
        _amounts[segment] += customer.Amount;
        _items[segment] += customer.Items;
        _isBelowZero |= customer.Amount < 0;
        if (summary.AsOf is null) return;
        var month = PurchaseDay.Of(customer.Last).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        _months[segment][month] = _months[segment].GetValueOrDefault(month) + 1;
    }

    public SegmentProfile Complete(SegmentProfile profile, int segment)
    {
        var all = _amounts.Sum();
        return profile with
        {
            Money = _money is null ? null : new(
                _money, summary.Unit, _amounts[segment], all > 0 && !_isBelowZero ? _amounts[segment] / all : null),
            Purchases = new(
                _lines[segment], _orders[segment],
                _money is null ? null : _amounts[segment] / _orders[segment],
                _hasItems ? _items[segment] : null,
                [.. _months[segment].Select(month => new MonthCount(month.Key, month.Value))]),
        };
    }
}
