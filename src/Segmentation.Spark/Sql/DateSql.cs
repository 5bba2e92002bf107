using Segmentation.Data;
using static Segmentation.Spark.Sql.SqlText;

namespace Segmentation.Spark.Sql;

/// <summary>As <see cref="DateReader"/>, from the same patterns.</summary>
static class DateSql
{
    static readonly string Months =
        $"map({Each(MonthNames.Numbers, month => $"{Quote(month.Key)}, '{month.Value}'")})";

    /// <summary>Days from a date to the day of the form, as a double; null when the text is no date.</summary>
    /// <param name="text">Without quotes and outer spaces.</param>
    public static string Of(string text, DateForm form)
    {
        var lower = $"lower(trim(both {Quote(Thousands.Blanks)} from {text}))";
        // In a lambda, which Spark does not compile: it is long.
        return $"element_at(transform(array({lower}), t -> case "
            + $"when octet_length(t) <= {DatasetLimits.LongestNumber} "
            + $"and {DayOf(form)} between {DateReader.FirstDay} and {DateReader.LastDay} "
            + $"then {Number(form.AsOf ?? 0)} - {DayOf(form)} end), 1)";
    }

    static string DayOf(DateForm form) => form.Kind switch
    {
        DateKind.Text => OfText(form),
        DateKind.Digits => $"case when {Is(DateReader.Digits)} "
            + $"then {Day(Part(DateReader.Digits, 1), Part(DateReader.Digits, 2), Part(DateReader.Digits, 3))} end",
        DateKind.Serial => $"case when {Is(DateReader.Number)} "
            + $"then floor(cast(t as double)) - {DateForm.SerialOf1970} end",
        _ => $"case when {Is(DateReader.Number)} then floor(cast(t as double) / {Number(form.PerDay)}) end",
    };

    static string OfText(DateForm form)
    {
        var (a, b) = (Part(DateReader.YearLast, 1), Part(DateReader.YearLast, 3));
        var last = Part(DateReader.YearLast, 4);
        var (dayFirst, monthFirst) = (Day(last, b, a), Day(last, a, b));
        var numbers = form.YearFirst ? Day(a, b, last)
            : form.DayFirst ? $"coalesce({dayFirst}, {monthFirst})" : $"coalesce({monthFirst}, {dayFirst})";
        var month = Part(DateReader.YearFirst, 3);
        var either = $"case when {month} rlike '^[0-9]' then {month} else {Month(month)} end";
        return $"case when {Is(DateReader.YearFirst)} "
            + $"then {Day(Part(DateReader.YearFirst, 1), either, Part(DateReader.YearFirst, 4))} "
            + $"when {Is(DateReader.YearLast)} then {numbers} "
            + $"when {Is(DateReader.DayWord)} then {Day(
                Part(DateReader.DayWord, 3), Month(Part(DateReader.DayWord, 2)), Part(DateReader.DayWord, 1))} "
            + $"when {Is(DateReader.WordDay)} then {Day(
                Part(DateReader.WordDay, 3), Month(Part(DateReader.WordDay, 1)), Part(DateReader.WordDay, 2))} "
            + $"when {Is(DateReader.YearMonth)} then {Day(
                Part(DateReader.YearMonth, 1), Part(DateReader.YearMonth, 2), "'1'")} end";
    }

    // A date that does not exist is null.
    static string Day(string year, string month, string day) =>
        $"unix_date(try_cast(concat(case when length({year}) > 2 then {year} "
        + $"when {year} < '{DateReader.ThisCentury}' then concat('20', {year}) else concat('19', {year}) end, "
        + $"'-', {month}, '-', {day}) as date))";

    static string Month(string word) =>
        $"coalesce(try_element_at({Months}, substring({word}, 1, {MonthNames.Longest})), "
        + $"try_element_at({Months}, substring({word}, 1, {MonthNames.Shortest})))";

    static string Is(string pattern) => $"t rlike {Quote(pattern)}";

    static string Part(string pattern, int group) => $"regexp_extract(t, {Quote(pattern)}, {group})";
}
