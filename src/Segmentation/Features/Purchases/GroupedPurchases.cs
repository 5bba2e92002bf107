using System.Buffers.Binary;
using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>The customers of a file of purchases, ordered by the bytes of their ids.</summary>
/// <param name="Customers">Each with at least one purchase.</param>
/// <param name="IdOf">The bytes of an id, without quotes around it; quotes inside stay doubled.</param>
/// <param name="Lines">Lines read; blank ones do not count.</param>
/// <param name="LeftOut">Lines that are left out.</param>
/// <param name="Faults">Of whole lines.</param>
sealed record GroupedPurchases(
    CustomerTotals[] Customers, IdBytes IdOf, long Lines, LeftOutLines LeftOut, FaultCounts Faults)
{
    public long Used => Lines - LeftOut.Count;

    /// <summary>Day of the first purchase, since 1970; null without dates.</summary>
    public int? First => Customers.Length == 0 || Customers[0].Last == PurchaseDay.None
        ? null : Customers.Min(customer => customer.First);

    /// <summary>Day of the last purchase.</summary>
    public int? Last => First is null ? null : Customers.Max(customer => customer.Last);

    public static unsafe GroupedPurchases Of(
        Layout layout, CustomerTable[] parts, long lines, LeftOutLines leftOut, FaultCounts faults)
    {
        var file = layout.Scan.File;
        var customers = new List<CustomerTotals>(parts.Sum(part => part.Count));
        foreach (var part in parts)
            foreach (ref readonly var customer in part.Customers)
                if (customer.Purchases > 0) customers.Add(customer);
        var sorted = customers.ToArray();
        var keys = Array.ConvertAll(sorted, customer => Prefix(IdOf(customer)));
        Array.Sort(keys, sorted);
        for (var from = 0; from < keys.Length;)
        {
            var to = from + 1;
            while (to < keys.Length && keys[to] == keys[from]) to++;
            if (to - from > 1) sorted.AsSpan(from, to - from).Sort((a, b) => IdOf(a).SequenceCompareTo(IdOf(b)));
            from = to;
        }
        return new(sorted, IdOf, lines, leftOut, faults);

        ReadOnlySpan<byte> IdOf(in CustomerTotals customer) => new(file.Start + customer.Id, customer.IdLength);
    }

    /// <summary>The first eight bytes as a number that has their order.</summary>
    static ulong Prefix(ReadOnlySpan<byte> id)
    {
        Span<byte> first = stackalloc byte[8];
        first.Clear();
        id[..Math.Min(8, id.Length)].CopyTo(first);
        return BinaryPrimitives.ReadUInt64BigEndian(first);
    }
}

/// <summary>The bytes of the id of a customer.</summary>
delegate ReadOnlySpan<byte> IdBytes(in CustomerTotals customer);
