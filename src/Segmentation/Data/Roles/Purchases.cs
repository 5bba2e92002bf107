namespace Segmentation.Data;

/// <summary>Recognises a file whose rows are invoice lines: such rows are not customers.</summary>
static class Purchases
{
    const double MostlyOnce = 0.95;

    public static void Refuse(Layout layout)
    {
        if (Evidence(layout.Samples, [.. layout.Names.Select(name => new ColumnName(name))]) is { } evidence)
            throw Refusals.Transactions(evidence);
    }

    /// <summary>Null when the rows may well be customers.</summary>
    static string? Evidence(ColumnSample[] samples, ColumnName[] names)
    {
        var customer = Find(i => names[i].IsPersonId && Repeats(samples[i]));
        var invoice = Find(i => names[i].IsId && names[i].IsInvoice);
        var date = Find(i => samples[i].Type == ColumnType.Date);
        var amounts = samples.Where((sample, i) => IsAmount(sample, names[i])).Take(2).ToArray();
        var isKnown = customer is not null || (invoice is not null && Repeats(invoice));
        if (date is null || amounts.Length == 0 || !isKnown) return null;

        var repeated = customer ?? invoice!;
        var others = new[] { invoice, date }.Concat(amounts).Where(sample => sample is not null && sample != repeated);
        return $"Each row is a purchase (an invoice line): \"{repeated.Name}\" has the same value on many rows "
            + $"({repeated.Distinct:N0} different in {repeated.Filled:N0} rows looked at), next to "
            + string.Join(", ", others.Select(sample => $"\"{sample!.Name}\""))
            + ". Segments of invoice lines say nothing about customers, and turning purchases into customers "
            + "is not built yet. Make one row a customer first, for example days since the last purchase, "
            + "number of purchases and sum spent, and upload that.";

        ColumnSample? Find(Func<int, bool> fits) =>
            Enumerable.Range(0, samples.Length).Where(fits).Select(i => samples[i]).FirstOrDefault();
    }

    static bool IsAmount(ColumnSample sample, ColumnName name) =>
        sample.Type is ColumnType.Integer or ColumnType.Number && name.IsAmount && !name.IsId;

    static bool Repeats(ColumnSample sample) => sample.Distinct < MostlyOnce * sample.Filled;
}
