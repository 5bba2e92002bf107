using System.Text;

namespace Segmentation.Data;

/// <summary>Tells whether the first record of a table is a row like the others, so that the file has no
/// header.</summary>
static class HeaderCheck
{
    const double FirstYear = 1900;
    const double LastYear = 2100;

    /// <param name="cells">Of the first record.</param>
    /// <param name="below">Samples of the records below it.</param>
    public static bool IsRow(string[] cells, ColumnSample[] below)
    {
        var (typed, same, years) = (0, 0, 0);
        for (var i = 0; i < cells.Length; i++)
        {
            var (cell, seen) = (Encoding.UTF8.GetBytes(cells[i]), below[i]);
            if (seen.Filled == 0 || (!seen.IsNumeric && seen.Type != ColumnType.Date)) continue;
            var value = seen.IsNumeric ? NumberReader.Read(cell, seen.Form) : double.NaN;
            if (seen.IsNumeric && NotNumber.IsMissing(value)) continue;
            typed++;
            if (!double.IsNaN(value) || (!seen.IsNumeric && DateText.OrderOf(cell, out _) is not null)) same++;
            if (IsYearAbove(value, seen)) years++;
        }
        return typed > 0 && same == typed && years < typed;
    }

    /// <summary>Whether a number is a year and the column has none: 2024 above the sales of that year.</summary>
    static bool IsYearAbove(double value, ColumnSample below) => value is >= FirstYear and <= LastYear
        && value == Math.Floor(value) && (below.Min < FirstYear || below.Max > LastYear);
}
