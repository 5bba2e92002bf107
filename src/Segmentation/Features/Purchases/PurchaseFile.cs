using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>A file of purchases, of which customers are made.</summary>
/// <param name="Layout">Of the file, which must stay mapped.</param>
/// <param name="Roles">Which column is what.</param>
/// <param name="Spec">How purchases become customers.</param>
sealed record PurchaseFile(Layout Layout, PurchaseRoles Roles, RfmSpec Spec)
{
    /// <summary>In the order of the file, with what each is of a purchase.</summary>
    public ColumnInfo[] Columns { get; } = PurchaseColumnInfos.Of(Layout.Columns, Roles);

    /// <param name="spec">Features that it names are those of customers.csv.</param>
    /// <exception cref="InvalidDatasetException">It names others, or none that the columns give.</exception>
    public static PurchaseFile Of(Layout layout, PurchaseRoles roles, SegmentationSpec spec)
    {
        var file = new PurchaseFile(layout, roles, spec.Rfm);
        if (spec.Features is { } names)
        {
            var known = RfmColumns.Known(roles);
            string[] headers = [.. known.Select(feature => RfmColumns.NameOf(feature, file.Unit))];
            RfmFeature[] named = [.. names.Select(name => Array.FindIndex(
                    headers, header => header.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) is >= 0 and var i
                ? known[i] : throw Refusals.ColumnNotFound(name, [.. headers, .. layout.Names]))];
            file = file with { Spec = spec.Rfm with { Features = named } };
        }
        return file.Compared.Count > 0 ? file : throw Refusals.NothingCompared(RfmColumns.Known(roles));
    }

    /// <summary>Which column is what, by their headers.</summary>
    public PurchaseColumns Headers => new(
        Layout.Names[Roles.Customer], NameOf(ColumnRole.Date), NameOf(ColumnRole.Amount), NameOf(ColumnRole.Quantity),
        NameOf(ColumnRole.Price), NameOf(ColumnRole.Invoice));

    /// <summary>Header of the column with a role; null when none has it.</summary>
    public string? NameOf(ColumnRole? role) =>
        role is { } each && Roles[each] is >= 0 and var column ? Layout.Names[column] : null;

    /// <summary>Of the amounts; null when none was seen.</summary>
    public string? Unit => !Roles.HasMoney ? null
        : Layout.Style.Forms[Roles.Amount >= 0 ? Roles.Amount : Roles.Price].Unit;

    /// <summary>What is known of the file before its lines are read.</summary>
    public IReadOnlyList<Issue> Issues() =>
        [.. DatasetIssues.Of(Layout, Columns, new FaultCounts(Layout.Names.Length)), .. WithoutDate()];

    /// <summary>What is compared: what is asked for, as far as the columns give it.</summary>
    public IReadOnlyList<RfmFeature> Compared =>
        [.. RfmColumns.Known(Roles).Where(Spec.Features.Contains)];

    /// <summary>Reads all lines and adds them up by customer.</summary>
    /// <exception cref="InvalidDatasetException">There are too few customers.</exception>
    public (GroupedPurchases Grouped, PurchaseAccount Account) Group(
        IProgress<PassProgress>? progress, CancellationToken ct)
    {
        var grouped = PurchasePass.Run(Layout, Roles, Spec, progress, ct);
        return (grouped, Account(grouped, (records, column) => LookAgain(records, column, ct)));
    }

    /// <summary>What became of the lines.</summary>
    /// <exception cref="InvalidDatasetException">There are too few customers.</exception>
    public PurchaseAccount Account(GroupedPurchases grouped, LookAtLines look)
    {
        var account = PurchaseAccount.Of(this, grouped, look);
        return account.Summary.Customers >= DatasetLimits.FewestCustomers
            ? account
            : throw Refusals.TooFewCustomers(account.Summary, PurchaseTexts.Sentence(account.Summary));
    }

    /// <inheritdoc cref="LookAtLines"/>
    public SeenLine[] LookAgain(long[] records, Func<int, int> column, CancellationToken ct) => Array.ConvertAll(
        CellLookup.Find(Layout, records, column, ct),
        cell => new SeenLine(Layout.Scan.LineAt(cell.Offset), cell.Fields, cell.Value));

    Issue[] WithoutDate() => Roles.Date >= 0 ? [] :
    [
        new()
        {
            Severity = Severity.Warning,
            Code = IssueCodes.NoPurchaseDate,
            Count = 1,
            Message = "No column has the date of the purchase, so that nobody knows how long ago a customer bought: "
                + "customers are compared without it.",
            Hint = "Give a column of dates the role date, if one has it.",
        },
    ];
}
