using System.Buffers;

namespace Segmentation.Data;

/// <summary>How numbers are written in a file.</summary>
/// <param name="Mark">The decimal mark, <c>.</c> or <c>,</c>.</param>
/// <param name="Thousands">The mark between groups of three digits; null when there is none in the sample.</param>
/// <param name="Ambiguous">Columns whose marks could be decimal or thousands marks, such as 1.234 alone.</param>
sealed record NumberStyle(byte Mark, char? Thousands, IReadOnlyList<int> Ambiguous)
{
    static readonly SearchValues<byte> DigitsAndMarks = SearchValues.Create("0123456789.,"u8);

    /// <summary>Finds the decimal mark from the cells that can be read in one way only.</summary>
    public static NumberStyle Sniff(SampledRows sample, byte delimiter)
    {
        var (total, columns) = (new Evidence(), new Evidence[sample.Columns]);
        for (var column = 0; column < sample.Columns; column++)
        {
            for (var row = 0; row < sample.Rows; row++) columns[column].Look(sample[row, column]);
            total.Add(columns[column]);
        }
        var comma = total.Comma > total.Point
            || (total.Comma == total.Point && total.MaybeComma > total.MaybePoint && delimiter != ',');
        var mark = comma ? (byte)',' : (byte)'.';
        var ambiguous = Enumerable.Range(0, columns.Length).Where(i => columns[i].IsAmbiguous(total, comma));
        return new(mark, Group(total, comma), [.. ambiguous]);
    }

    static char? Group(in Evidence seen, bool comma) =>
        (comma ? seen.PointGroups + seen.MaybePoint : seen.CommaGroups + seen.MaybeComma) > 0 ? (comma ? '.' : ',')
        : seen.OtherGroup == 0 ? null : seen.OtherGroup;

    struct Evidence
    {
        public int Point, Comma, MaybePoint, MaybeComma, PointGroups, CommaGroups;
        public char OtherGroup;

        public void Add(in Evidence other)
        {
            (Point, Comma) = (Point + other.Point, Comma + other.Comma);
            (MaybePoint, MaybeComma) = (MaybePoint + other.MaybePoint, MaybeComma + other.MaybeComma);
            (PointGroups, CommaGroups) = (PointGroups + other.PointGroups, CommaGroups + other.CommaGroups);
            if (OtherGroup == 0) OtherGroup = other.OtherGroup;
        }

        /// <summary>Whether nothing in the file tells if this column's marks are decimal marks.</summary>
        public readonly bool IsAmbiguous(in Evidence total, bool comma) =>
            total.Point == 0 && total.Comma == 0 && (comma ? MaybeComma : MaybePoint) > 0;

        public void Look(ReadOnlySpan<byte> cell)
        {
            if (cell.Length > 0 && cell[0] is (byte)'-' or (byte)'+') cell = cell[1..];
            if (cell.Length < 2 || cell[0] is < (byte)'0' or > (byte)'9') return;
            var (points, commas) = (cell.Count((byte)'.'), cell.Count((byte)','));
            var last = cell.LastIndexOfAny((byte)'.', (byte)',');
            if (last < 0 || cell.IndexOfAnyExcept(DigitsAndMarks) >= 0)
            {
                LookForOther(cell);
                return;
            }
            var after = cell.Length - last - 1;
            if (points > 1 && commas > 1) return;
            if (points > 0 && commas > 0) Mixed(cell[last] == '.');
            else if (points + commas > 1) Groups(points > 0, after == 3);
            else Single(points > 0, open: after == 3 && last <= 3 && cell[0] != '0');
        }

        void Mixed(bool pointLast)
        {
            if (pointLast) (Point, CommaGroups) = (Point + 1, CommaGroups + 1);
            else (Comma, PointGroups) = (Comma + 1, PointGroups + 1);
        }

        void Groups(bool points, bool whole)
        {
            if (!whole) return;   // a date or a version
            if (points) (Comma, PointGroups) = (Comma + 1, PointGroups + 1);
            else (Point, CommaGroups) = (Point + 1, CommaGroups + 1);
        }

        void Single(bool point, bool open)
        {
            if (open) _ = point ? MaybePoint++ : MaybeComma++;
            else _ = point ? Point++ : Comma++;
        }

        void LookForOther(ReadOnlySpan<byte> cell)
        {
            if (OtherGroup != 0) return;
            var at = cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            Span<byte> plain = stackalloc byte[Math.Min(cell.Length, 64)];
            if (at < 0 || cell.Length > 64 || cell[at] is (byte)'.' or (byte)',') return;
            var length = Data.Thousands.At(cell[at..], (byte)'.');
            if (length > 0 && (IsGrouped(cell, '.', plain) || IsGrouped(cell, ',', plain)))
                OtherGroup = CellText.ToText(cell.Slice(at, length))[0];
        }

        static bool IsGrouped(ReadOnlySpan<byte> cell, char mark, Span<byte> plain) =>
            Data.Thousands.Remove(cell, (byte)mark, plain) > 0;
    }
}
