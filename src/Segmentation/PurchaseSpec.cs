using System.Text.Json.Serialization;

namespace Segmentation;

/// <summary>What a row of a file is.</summary>
public enum RowMeaning
{
    /// <summary>Found out from the values.</summary>
    Auto,
    /// <summary>A customer.</summary>
    Customers,
    /// <summary>A purchase, or a line of one: customers are made of them before they are compared.</summary>
    Purchases,
}

/// <summary>How purchases become customers. Without effect where a row is a customer.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RfmSpec
{
    /// <summary>The day to which the days since a purchase are counted; null: the day after the last purchase of the
    /// file.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>What is done with cancellations and negative amounts.</summary>
    public ReturnsPolicy Returns { get; init; } = ReturnsPolicy.LeaveOut;

    /// <summary>What of a customer's purchases is compared.</summary>
    public IReadOnlyList<RfmFeature> Features { get; init => field = value is { Count: > 0 } ? value : Default; } =
        Default;

    static readonly RfmFeature[] Default = [RfmFeature.Recency, RfmFeature.Frequency, RfmFeature.Monetary];
}

/// <summary>What is done with cancellations and negative amounts.</summary>
public enum ReturnsPolicy
{
    /// <summary>The line is left out and counted.</summary>
    LeaveOut,
    /// <summary>Its amount is taken from what the customer spent; it is no purchase.</summary>
    Net,
}

/// <summary>What is known of a customer from the purchases.</summary>
public enum RfmFeature
{
    /// <summary>Whole days from the last purchase to a day.</summary>
    Recency,
    /// <summary>Different invoices; different days where a file has no invoices.</summary>
    Frequency,
    /// <summary>Sum of the amounts.</summary>
    Monetary,
    /// <summary>Monetary divided by frequency.</summary>
    AverageOrder,
    /// <summary>Whole days from the first purchase to a day.</summary>
    Tenure,
    /// <summary>Sum of the quantities.</summary>
    Items,
}
