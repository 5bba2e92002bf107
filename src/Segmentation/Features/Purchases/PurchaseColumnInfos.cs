using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>The columns of a file of purchases, with their roles and reasons.</summary>
static class PurchaseColumnInfos
{
    public static ColumnInfo[] Of(IReadOnlyList<ColumnInfo> columns, PurchaseRoles roles) =>
        [.. columns.Select(column => Of(column, roles))];

    static ColumnInfo Of(ColumnInfo column, PurchaseRoles roles)
    {
        if (roles.Of(column.Index) is { } role)
            return column with { Role = role, Reason = Reasons.Purchase, ReasonText = TextOf(role) };
        // Words and texts are left as they are: nobody expects them to be compared.
        return column.Reason is not (Reasons.FewWords or Reasons.Text or Reasons.Empty or Reasons.Constant)
            ? column with
            {
                Role = ColumnRole.Ignored,
                Reason = Reasons.OfLine,
                ReasonText = "It belongs to a line; customers are compared by all of their purchases.",
            }
            : column;
    }

    static string TextOf(ColumnRole role) => role switch
    {
        ColumnRole.Customer => "Who bought: lines with the same value are one customer.",
        ColumnRole.Date => "When it was bought.",
        ColumnRole.Amount => "What was paid; the sum is what a customer spent.",
        ColumnRole.Quantity => "How many pieces were bought.",
        ColumnRole.Price => "The price of one piece; with the number of pieces it gives what was paid.",
        _ => "What was bought together: one number is one purchase.",
    };
}
