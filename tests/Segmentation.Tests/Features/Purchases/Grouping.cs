using System.Text;
using Segmentation.Data;
using Segmentation.Features;

namespace Segmentation.Tests.Features.Purchases;

/// <summary>The customers of a file of purchases, without the limits of a run.</summary>
static class Grouping
{
    public static (PurchaseSummary Summary, PurchaseAccount Account, Customer[] Customers) Of(
        string path, SegmentationSpec? spec = null)
    {
        using var mapped = new MappedFile(path);
        var layout = Layout.Find(mapped, default);
        var roles = RowKind.Decide(layout, spec ?? new(), default);
        Assert.NotNull(roles);
        var file = PurchaseFile.Of(layout, roles, spec ?? new());
        var grouped = PurchasePass.Run(layout, roles, file.Spec, null, default);
        var account = PurchaseAccount.Of(
            file, grouped, (records, column) => file.LookAgain(records, column, CancellationToken.None));
        var asOf = account.Summary.AsOf is { } day ? PurchaseDay.Of(day) : 0;
        var customers = grouped.Customers.Select(customer => new Customer(
            Encoding.UTF8.GetString(grouped.IdOf(customer)),
            [.. account.Summary.Features.Select(each => RfmColumns.ValueOf(each.Feature, customer, asOf))],
            customer.Lines));
        return (account.Summary, account, [.. customers]);
    }
}

/// <param name="Values">In the order of the features that are known.</param>
sealed record Customer(string Id, double[] Values, int Lines);
