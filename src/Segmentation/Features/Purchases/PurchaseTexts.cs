using Segmentation.Data;

namespace Segmentation.Features;

/// <summary>The texts about lines of purchases that are left out.</summary>
public static class PurchaseTexts
{
    internal static string CodeOf(LineFault fault) => fault switch
    {
        LineFault.Ragged => IssueCodes.RaggedRow,
        LineFault.MissingCustomer => IssueCodes.MissingCustomer,
        LineFault.Canceled => IssueCodes.CanceledOrder,
        LineFault.MissingValue => IssueCodes.MissingValue,
        LineFault.NotANumber => IssueCodes.NotANumber,
        LineFault.NotFinite => IssueCodes.NotFinite,
        LineFault.Return => IssueCodes.Return,
        LineFault.ZeroAmount => IssueCodes.ZeroAmount,
        LineFault.MissingDate => IssueCodes.MissingDate,
        LineFault.Future => IssueCodes.FutureDate,
        LineFault.NoPurchase => IssueCodes.NoPurchase,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a reason."),
    };

    /// <summary>Why a line is left out, as a sentence.</summary>
    /// <param name="column">Header; null when the whole line is meant.</param>
    /// <param name="value">The cell; of a whole line the number of its fields.</param>
    internal static string Excluded(LineFault fault, string? column, string value) => fault switch
    {
        LineFault.Ragged => IssueTexts.Excluded(Fault.Ragged, column, value),
        LineFault.MissingCustomer => $"\"{column}\" is empty: nobody knows who bought.",
        LineFault.Canceled => $"\"{column}\" has \"{value}\": the order was cancelled.",
        LineFault.MissingValue => IssueTexts.Excluded(Fault.Missing, column, value),
        LineFault.NotANumber => IssueTexts.Excluded(Fault.NotANumber, column, value),
        LineFault.NotFinite => IssueTexts.Excluded(Fault.NotFinite, column, value),
        LineFault.Return => $"\"{column}\" has \"{value}\", which is below zero: a return.",
        LineFault.ZeroAmount => $"\"{column}\" is zero: nothing was paid.",
        LineFault.MissingDate => $"\"{column}\" has \"{value}\", which is no date.",
        LineFault.Future => $"\"{column}\" has \"{value}\", which is after the day to which days are counted.",
        _ => "The customer has returns only and no purchase.",
    };

    /// <summary>A reason in a few words, behind a number of lines.</summary>
    public static string Short(string code) => code switch
    {
        IssueCodes.RaggedRow => "with too few or too many fields",
        IssueCodes.MissingCustomer => "without a customer",
        IssueCodes.CanceledOrder => "of cancelled orders",
        IssueCodes.MissingValue => "without a number",
        IssueCodes.NotANumber => "with an unreadable number",
        IssueCodes.NotFinite => "with a number too large",
        IssueCodes.Return => "of returns",
        IssueCodes.ZeroAmount => "with nothing paid",
        IssueCodes.MissingDate => "without a date",
        IssueCodes.FutureDate => "after the day counted to",
        IssueCodes.NoPurchase => "of customers with returns only",
        _ => code,
    };

    /// <summary>What became of the lines, as a sentence with every reason.</summary>
    public static string Sentence(PurchaseSummary found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return $"{found.Used:N0} of {found.Read:N0} lines are purchases of {found.Customers:N0} "
            + (found.Customers == 1 ? "customer" : "customers")
            + (found.Excluded == 0 ? "." : $"; left out: {string.Join(", ", ByCode(found.Reasons))}.");
    }

    static IEnumerable<string> ByCode(IReadOnlyList<ReasonCount> reasons) => reasons.GroupBy(reason => reason.Code)
        .Select(group => $"{group.Sum(reason => reason.Count):N0} {Short(group.Key)}");

    /// <summary>All lines that are left out for a reason.</summary>
    internal static Issue IssueOf(LineFault fault, string? column, long count, IReadOnlyList<IssueExample> examples) =>
        new()
        {
            Severity = Severity.Warning,
            Code = CodeOf(fault),
            Column = column,
            Row = examples.Count > 0 ? examples[0].Row : null,
            Value = examples.Count > 0 ? examples[0].Value : null,
            Count = count,
            Message = $"{count:N0} line{(count == 1 ? "" : "s")} {Short(CodeOf(fault))}"
                + (column is null ? "" : $" (\"{column}\")")
                + $" {(count == 1 ? "is" : "are")} left out.",
            Hint = HintOf(fault),
            Examples = examples,
        };

    static string HintOf(LineFault fault) => fault switch
    {
        LineFault.Ragged => "A cell with the delimiter in it must stand in quotes.",
        LineFault.MissingCustomer => "Fill in the customer where it is known.",
        LineFault.Canceled or LineFault.Return =>
            "To take their amounts off what the customer spent, set \"Returns and cancellations\" (rfm.returns) to "
                + "net.",
        LineFault.ZeroAmount => "Nothing needs to be done if these were gifts or corrections.",
        LineFault.Future => "Choose a later day (rfm.asOf) if they should count.",
        LineFault.NoPurchase => "Nothing needs to be done: such customers are in no segment.",
        _ => "Correct the cells if these lines should count.",
    };
}
