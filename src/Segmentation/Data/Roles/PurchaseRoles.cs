namespace Segmentation.Data;

/// <summary>Which columns make a purchase, by index; −1 where there is none.</summary>
sealed record PurchaseRoles(int Customer, int Date, int Amount, int Quantity, int Price, int Invoice)
{
    public static readonly PurchaseRoles None = new(-1, -1, -1, -1, -1, -1);

    /// <summary>The roles that a column of purchases can have.</summary>
    public static readonly ColumnRole[] All =
    [
        ColumnRole.Customer, ColumnRole.Date, ColumnRole.Amount, ColumnRole.Quantity, ColumnRole.Price,
        ColumnRole.Invoice,
    ];

    public bool HasMoney => Amount >= 0 || (Quantity >= 0 && Price >= 0);

    /// <summary>A purchase is more than a line with a customer: it has a day or a sum.</summary>
    public bool ArePurchases => HasMoney || Date >= 0;

    public int this[ColumnRole role] => role switch
    {
        ColumnRole.Customer => Customer,
        ColumnRole.Date => Date,
        ColumnRole.Amount => Amount,
        ColumnRole.Quantity => Quantity,
        ColumnRole.Price => Price,
        ColumnRole.Invoice => Invoice,
        _ => -1,
    };

    public PurchaseRoles With(ColumnRole role, int column) => role switch
    {
        ColumnRole.Customer => this with { Customer = column },
        ColumnRole.Date => this with { Date = column },
        ColumnRole.Amount => this with { Amount = column },
        ColumnRole.Quantity => this with { Quantity = column },
        ColumnRole.Price => this with { Price = column },
        ColumnRole.Invoice => this with { Invoice = column },
        _ => this,
    };

    /// <summary>Without a column, whatever role it has.</summary>
    public PurchaseRoles Without(int column) =>
        All.Aggregate(this, (roles, role) => roles[role] == column ? roles.With(role, -1) : roles);

    /// <summary>The role of a column; null when it has none of a purchase.</summary>
    public ColumnRole? Of(int column)
    {
        foreach (var role in All)
            if (this[role] == column) return role;
        return null;
    }
}

/// <summary>What the sampled rows tell about whether rows are purchases.</summary>
/// <param name="Roles">Of purchases; without a customer only where an invoice tells that they are.</param>
/// <param name="Verdict">Whether they are.</param>
sealed record FoundPurchases(PurchaseRoles Roles, PurchaseVerdict Verdict)
{
    public static readonly FoundPurchases None = new(PurchaseRoles.None, PurchaseVerdict.Customers);
}

/// <summary>What rows are, as far as the sampled ones tell.</summary>
enum PurchaseVerdict
{
    /// <summary>A row is a customer.</summary>
    Customers,
    /// <summary>The columns of a purchase are there; whether customers repeat, all of the file has to tell.</summary>
    Unsure,
    /// <summary>A row is a purchase, or a line of one.</summary>
    Purchases,
    /// <summary>A row is a purchase, and nothing tells who bought.</summary>
    Unnamed,
}
