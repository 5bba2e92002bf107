using System.Runtime.InteropServices;

namespace Segmentation.Features;

/// <summary>A line that counts for a customer.</summary>
/// <param name="Customer">Hash of the id.</param>
/// <param name="Order">Hash of the invoice, or of the day; 0: each line is an order.</param>
/// <param name="Record">Number in the file.</param>
/// <param name="Id">Where the id begins in the file.</param>
/// <param name="IdLength">Bytes of the id.</param>
/// <param name="Day">Since 1970; <see cref="PurchaseDay.None"/> without dates.</param>
/// <param name="Amount">Negative where it is taken off.</param>
/// <param name="IsPurchase">False: only its amount counts.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct PurchaseLine(
    ulong Customer, ulong Order, long Record, long Id, int IdLength, int Day, double Amount, double Items,
    bool IsPurchase);
