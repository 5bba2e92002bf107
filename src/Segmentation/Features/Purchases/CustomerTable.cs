using System.Numerics;
using Segmentation.Numerics;

namespace Segmentation.Features;

/// <summary>What is known of some customers from their lines, by the hash of their id: ids with the same hash are
/// taken for one.</summary>
/// <remarks>Lines are added in file order, so that sums are the same on any number of threads.</remarks>
sealed class CustomerTable
{
    const int Smallest = 256;

    readonly List<LineOfCustomer> _takenOff = [];
    ulong[] _keys = new ulong[Smallest];
    int[] _places = new int[Smallest];   // number of the customer + 1; 0: free
    ulong[] _orders = new ulong[Smallest];
    int _orderCount;
    CustomerTotals[] _customers = new CustomerTotals[Smallest / 2];

    public int Count { get; private set; }

    public ReadOnlySpan<CustomerTotals> Customers => _customers.AsSpan(0, Count);

    public void Add(in PurchaseLine line)
    {
        ref var customer = ref Find(line);
        customer.Amount += line.Amount;
        customer.Lines++;
        if (!line.IsPurchase)
        {
            _takenOff.Add(new(line.Customer, line.Record));
            return;
        }
        customer.Purchases++;
        customer.Items += line.Items;
        if (line.Day > customer.Last) customer.Last = line.Day;
        if (line.Day < customer.First) customer.First = line.Day;
        if (line.Order == 0 || IsNewOrder(Hash.Mix(line.Customer ^ BitOperations.RotateLeft(line.Order, 31))))
            customer.Orders++;
    }

    /// <summary>Numbers of the lines of customers who bought nothing: only their returns are in the file.</summary>
    public IEnumerable<long> WithoutPurchase() => _takenOff
        .Where(line => _customers[_places[PlaceOf(line.Customer)] - 1].Purchases == 0).Select(line => line.Record);

    ref CustomerTotals Find(in PurchaseLine line)
    {
        var place = PlaceOf(line.Customer);
        if (_places[place] == 0)
        {
            if (Count == _customers.Length) Grow();
            place = PlaceOf(line.Customer);
            (_keys[place], _places[place]) = (line.Customer, Count + 1);
            _customers[Count++] = new(line.Id, line.IdLength);
        }
        return ref _customers[_places[place] - 1];
    }

    int PlaceOf(ulong key)
    {
        var mask = _keys.Length - 1;
        var place = (int)key & mask;
        while (_places[place] != 0 && _keys[place] != key) place = (place + 1) & mask;
        return place;
    }

    void Grow()
    {
        var (keys, places) = (_keys, _places);
        (_keys, _places) = (new ulong[2 * keys.Length], new int[2 * keys.Length]);
        Array.Resize(ref _customers, 2 * _customers.Length);
        for (var i = 0; i < keys.Length; i++)
            if (places[i] != 0 && PlaceOf(keys[i]) is var place) (_keys[place], _places[place]) = (keys[i], places[i]);
    }

    bool IsNewOrder(ulong key)
    {
        if (key == 0) key = 1;   // 0 stands for a free place
        if (!TryTake(_orders, key)) return false;
        if (++_orderCount * 2 > _orders.Length)
        {
            var more = new ulong[2 * _orders.Length];
            foreach (var known in _orders)
                if (known != 0) TryTake(more, known);
            _orders = more;
        }
        return true;
    }

    static bool TryTake(ulong[] keys, ulong key)
    {
        var mask = keys.Length - 1;
        var place = (int)key & mask;
        for (; keys[place] != 0; place = (place + 1) & mask)
            if (keys[place] == key) return false;
        keys[place] = key;
        return true;
    }

    readonly record struct LineOfCustomer(ulong Customer, long Record);
}

/// <summary>What is known of one customer.</summary>
/// <param name="id">Where the id stands in the file.</param>
/// <param name="idLength">Its bytes, without quotes.</param>
struct CustomerTotals(long id, int idLength)
{
    public readonly long Id = id;
    public readonly int IdLength = idLength;
    /// <summary>Days since 1970.</summary>
    public int First = int.MaxValue;
    /// <inheritdoc cref="First"/>
    public int Last = PurchaseDay.None;
    /// <summary>Different invoices, or days.</summary>
    public int Orders;
    /// <summary>Lines, with those whose amounts were taken off.</summary>
    public int Lines;
    /// <summary>Lines of purchases.</summary>
    public int Purchases;
    public double Amount;
    public double Items;
}
