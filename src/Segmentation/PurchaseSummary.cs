namespace Segmentation;

/// <summary>What became of a file of purchases: lines read = used + left out.</summary>
public sealed record PurchaseSummary
{
    /// <summary>Lines of purchases; blank ones do not count.</summary>
    public required long Read { get; init; }
    /// <summary>Lines that a customer was made of.</summary>
    public required long Used { get; init; }
    /// <summary>Lines that were left out.</summary>
    public required long Excluded { get; init; }
    /// <summary>Left out lines by code; the counts add up to <see cref="Excluded"/>.</summary>
    public required IReadOnlyList<ReasonCount> Reasons { get; init; }
    /// <summary>Customers that were made.</summary>
    public required long Customers { get; init; }
    /// <summary>Different invoices; without invoices different days of each customer.</summary>
    public required long Orders { get; init; }
    /// <summary>Which column is what.</summary>
    public required PurchaseColumns Columns { get; init; }
    /// <summary>The day to which days are counted; null without a date.</summary>
    public DateOnly? AsOf { get; init; }
    /// <summary>Day of the first purchase that is used; null without a date.</summary>
    public DateOnly? First { get; init; }
    /// <summary>Day of the last one.</summary>
    public DateOnly? Last { get; init; }
    /// <summary>What is done with cancellations and negative amounts.</summary>
    public required ReturnsPolicy Returns { get; init; }
    /// <summary>Of the amounts, such as £; null when none was seen.</summary>
    public string? Unit { get; init; }
    /// <summary>What can be compared, with its definition for this file; in the order of
    /// <see cref="RfmFeature"/>.</summary>
    public required IReadOnlyList<RfmDefinition> Features { get; init; }
}

/// <summary>Headers of the columns that make a purchase; null where there is none.</summary>
public sealed record PurchaseColumns(
    string Customer, string? Date, string? Amount, string? Quantity, string? Price, string? Invoice);

/// <summary>One of the numbers that are known of a customer.</summary>
/// <param name="Name">Header in <c>customers.csv</c>.</param>
/// <param name="Definition">One sentence, with the columns and days of the file.</param>
public sealed record RfmDefinition(RfmFeature Feature, string Name, string Definition);

/// <summary>The money that the customers of a segment spent.</summary>
/// <param name="Column">Header of the amounts, or of the feature that has them.</param>
/// <param name="Unit">Such as £; null when none is known.</param>
/// <param name="Sum">In that unit.</param>
/// <param name="Share">Of the money of all used rows, 0 to 1; null where that is not above 0 or a customer has less
/// than nothing.</param>
public sealed record SegmentMoney(string Column, string? Unit, double Sum, double? Share);

/// <summary>What the customers of a segment bought; of files of purchases only.</summary>
/// <param name="Orders">Different invoices, or days.</param>
/// <param name="AverageOrder">Money divided by orders; null without amounts.</param>
/// <param name="Items">Sum of the quantities; null without quantities.</param>
/// <param name="ByMonth">Customers by the month of their last purchase, such as 2011-12, in the order of time; empty
/// without dates.</param>
public sealed record SegmentPurchases(
    long Lines, long Orders, double? AverageOrder, double? Items, IReadOnlyList<MonthCount> ByMonth);

/// <summary>How many customers bought last in a month.</summary>
public sealed record MonthCount(string Month, long Customers);
