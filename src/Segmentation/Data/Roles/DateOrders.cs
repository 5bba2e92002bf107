namespace Segmentation.Data;

/// <summary>Counts in which orders the dates of a column are written.</summary>
sealed class DateOrders
{
    // One program writes all its dates with one mark, so cells that could be either follow those with the same mark.
    static ReadOnlySpan<byte> Marks => "-/. "u8;

    readonly int[] _unsure = new int[Marks.Length];
    readonly int[] _dayFirst = new int[Marks.Length];
    readonly int[] _monthFirst = new int[Marks.Length];

    /// <returns>Whether day or month may come first.</returns>
    public bool Add(DateOrder order, byte mark)
    {
        var at = Marks.IndexOf(mark);
        if (at < 0) return false;
        if (order == DateOrder.Unsure) _unsure[at]++;
        else if (order == DateOrder.DayFirst) _dayFirst[at]++;
        else if (order == DateOrder.MonthFirst) _monthFirst[at]++;
        return order == DateOrder.Unsure;
    }

    /// <summary>The one order in which the dates are written; null when there are two, or nothing tells.</summary>
    public DateParts? Only => (_dayFirst.Sum(), _monthFirst.Sum()) switch
    {
        ( > 0, 0) => DateParts.Dmy,
        (0, > 0) => DateParts.Mdy,
        _ => null,
    };

    /// <summary>Whether all that could tell day and month apart could be either.</summary>
    public bool IsOpen => _unsure.Sum() > 0 && _dayFirst.Sum() + _monthFirst.Sum() == 0;

    /// <summary>Whether the day comes first where both could: in most of the dates that tell, and when none
    /// does.</summary>
    public bool IsDayFirst => _dayFirst.Sum() >= _monthFirst.Sum();

    /// <summary>How many have the day first, and how many the month; null when all have one of the two.</summary>
    public (int DayFirst, int MonthFirst)? Mixed
    {
        get
        {
            var (day, month) = (0, 0);
            for (var i = 0; i < Marks.Length; i++)
            {
                day += _dayFirst[i] + (_monthFirst[i] == 0 && _dayFirst[i] > 0 ? _unsure[i] : 0);
                month += _monthFirst[i] + (_dayFirst[i] == 0 && _monthFirst[i] > 0 ? _unsure[i] : 0);
            }
            return day > 0 && month > 0 ? (day, month) : null;
        }
    }
}
