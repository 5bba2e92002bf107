using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>Decides whether the rows of a file are purchases.</summary>
static class RowKind
{
    static readonly ColumnRole[] Told =
        [ColumnRole.Customer, ColumnRole.Amount, ColumnRole.Quantity, ColumnRole.Price, ColumnRole.Invoice];

    /// <summary>The columns of a purchase; null when a row is a customer.</summary>
    /// <exception cref="InvalidDatasetException">Rows are purchases, and nothing tells who bought, or a column that was
    /// asked for is not there.</exception>
    public static PurchaseRoles? Decide(Layout layout, SegmentationSpec spec, CancellationToken ct) =>
        DecideWith(layout, spec, customer => Repeat(layout, customer, ct));

    /// <param name="repeat">Whether the values of a column repeat in all of the file, as customers do.</param>
    /// <inheritdoc cref="Decide(Layout, SegmentationSpec, CancellationToken)"/>
    public static PurchaseRoles? DecideWith(Layout layout, SegmentationSpec spec, Predicate<int> repeat)
    {
        var said = Asked(layout.Names, spec);
        if (said == false) return null;
        var asked = said == true;
        var found = layout.Purchases;
        var roles = Overridden(layout, found.Roles, spec.Roles);
        var are = asked || found.Verdict is PurchaseVerdict.Purchases or PurchaseVerdict.Unnamed
            || (found.Verdict == PurchaseVerdict.Unsure && roles.Customer >= 0 && repeat(roles.Customer));
        if (!are) return null;
        if (roles.Customer < 0 && asked) roles = roles with { Customer = IdOf(layout, roles) };
        return roles.Customer >= 0 ? roles : throw Refusals.NoCustomerColumn(
            layout.Names, roles.Invoice < 0 ? null : layout.Names[roles.Invoice]);
    }

    /// <summary>Whether the settings say that rows are purchases, or that they are customers; null: the values
    /// decide.</summary>
    public static bool? Asked(IReadOnlyList<string> names, SegmentationSpec spec) => spec.Rows switch
    {
        RowMeaning.Customers => false,
        RowMeaning.Purchases => true,
        _ when spec.Roles?.Values.Any(Told.Contains) == true => true,
        _ => NamesColumns(names, spec) ? false : null,
    };

    /// <summary>The column whose values all of the file has to count, before it can be decided; null when it can
    /// without.</summary>
    public static int? Uncounted(Layout layout, SegmentationSpec spec) =>
        Asked(layout.Names, spec) is null && layout.Purchases is { Verdict: PurchaseVerdict.Unsure } found
            && Overridden(layout, found.Roles, spec.Roles).Customer is >= 0 and var customer ? customer : null;

    /// <summary>Whether so many of the values are there again that they are customers who bought.</summary>
    /// <param name="again">Rows with a value of a row before, without rows that repeat entirely.</param>
    /// <param name="values">Different values.</param>
    public static bool AreMany(long again, long values) => again >= Math.Max(1, PurchaseFinder.FewRepeats * values);

    /// <summary>Whether columns of the file are asked for, as only a file of customers has them.</summary>
    static bool NamesColumns(IReadOnlyList<string> names, SegmentationSpec spec) =>
        spec.Dates is not null || spec.Features?.Any(name => names.Contains(name, HeaderComparer)) == true;

    static StringComparer HeaderComparer => StringComparer.OrdinalIgnoreCase;

    static PurchaseRoles Overridden(
        Layout layout, PurchaseRoles roles, IReadOnlyDictionary<string, ColumnRole>? asked)
    {
        foreach (var (name, role) in asked ?? new Dictionary<string, ColumnRole>())
        {
            var column = RequestedRoles.IndexOf(layout.Columns, name);
            roles = roles.Without(column).With(role, column);
            // What is asked for goes before what was found for the same thing.
            if (role is ColumnRole.Quantity or ColumnRole.Price && !asked!.Values.Contains(ColumnRole.Amount)
                && roles is { Quantity: >= 0, Price: >= 0 }) roles = roles with { Amount = -1 };
        }
        return roles;
    }

    static int IdOf(Layout layout, PurchaseRoles roles) => Array.FindIndex(
        layout.Columns, column => column.Role == ColumnRole.Id && roles.Of(column.Index) is null);

    /// <summary>Whether customers repeat in all of the file; rows that repeat entirely do not count.</summary>
    static bool Repeat(Layout layout, int customer, CancellationToken ct)
    {
        var ids = new DuplicateFinder(layout, customer, null, ct).Later().Count;
        var rows = new DuplicateFinder(layout, null, null, ct).Later().Count;
        return AreMany(ids - rows, layout.Slots - ids);
    }
}
