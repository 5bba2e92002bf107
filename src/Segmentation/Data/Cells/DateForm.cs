namespace Segmentation.Data;

/// <summary>How the dates of a column are written, and the day from which they are counted back.</summary>
/// <param name="DayFirst">Of 3/4/2026: it is in April.</param>
/// <param name="AsOf">Days since 1970; null: not known yet, and taken as 0.</param>
sealed record DateForm(DateKind Kind, bool DayFirst, double? AsOf = null)
{
    /// <summary>1970-01-01 as Excel counts days.</summary>
    public const int SerialOf1970 = 25_569;

    /// <summary>Of 26-12-31: it is in 2026.</summary>
    public bool YearFirst { get; init; }

    /// <summary>How many of its units a day has, where time is counted from 1970; else 0.</summary>
    public double PerDay => Kind switch
    {
        DateKind.Seconds => 86_400,
        DateKind.Milliseconds => 86_400e3,
        DateKind.Microseconds => 86_400e6,
        _ => 0,
    };

    /// <summary>What a feature of the days before is called.</summary>
    public static string FeatureName(string header, double asOf) =>
        $"{header} (days before {DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)asOf):yyyy-MM-dd})";

    /// <summary>The day after the last date, from the smallest value that was read with no day to count from.</summary>
    public static double DayAfter(double? least) => 1 - (least ?? 1);
}

/// <summary>What a date is written as.</summary>
enum DateKind
{
    /// <summary>Year, month and day in some order.</summary>
    Text,
    /// <summary>19970101.</summary>
    Digits,
    /// <summary>Days as Excel counts them.</summary>
    Serial,
    /// <summary>Since 1970.</summary>
    Seconds,
    /// <inheritdoc cref="Seconds"/>
    Milliseconds,
    /// <inheritdoc cref="Seconds"/>
    Microseconds,
}
