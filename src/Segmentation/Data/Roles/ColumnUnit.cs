using System.Text;

namespace Segmentation.Data;

/// <summary>Finds the unit of a column: what stands around its numbers.</summary>
sealed class ColumnUnit
{
    const int MostTexts = 50;
    const double MostlyWord = 0.5;

    readonly List<Kind> _kinds = [];
    int _texts;

    /// <summary>Cells that are a number, perhaps with a unit.</summary>
    public int Numbers { get; private set; }
    /// <summary>Units that are not one, as the cells have them, most frequent first.</summary>
    public IEnumerable<string> Several => Ordered().Select(kind => kind.Text);

    /// <summary>Takes note of a cell.</summary>
    /// <param name="cell">Without quotes and outer blanks.</param>
    /// <returns>The number alone, without sign; empty when the cell is none.</returns>
    public ReadOnlySpan<byte> Look(ReadOnlySpan<byte> cell)
    {
        var number = NumberParts.Of(cell);
        if (number.Core.IsEmpty || !Fits(number)) return default;
        Numbers++;
        return number.Core;
    }

    /// <summary>How the numbers of the column are written.</summary>
    public NumberForm Form(byte mark)
    {
        if (Ordered().FirstOrDefault() is not { } kind) return NumberForm.Plain(mark);
        if (kind.Known is null && kind.Cells < MostlyWord * Numbers) return NumberForm.Plain(mark);
        return NumberForm.Of(mark, kind.Text, kind.Known ?? kind.Spellings());
    }

    IEnumerable<Kind> Ordered() => _kinds.OrderByDescending(kind => kind.Cells);

    bool Fits(in NumberParts number)
    {
        if (number.Before.IsEmpty && number.Behind.IsEmpty) return true;
        // A code such as PEN007 has no currency.
        if (number.Before.Length > 0 && IsPadded(number.Core)) return false;
        var (before, behind) = (Encoding.UTF8.GetString(number.Before), Encoding.UTF8.GetString(number.Behind));
        if (before.Length > 0 && Units.Spellings(before) is null) return false;
        if (behind.Length > 0 && Units.Spellings(behind) is null && !Units.MayBeWord(behind)) return false;
        return (before.Length == 0 || Add(before)) && (behind.Length == 0 || Add(behind));
    }

    static bool IsPadded(ReadOnlySpan<byte> core) => core is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..];

    bool Add(string text)
    {
        var known = Units.Spellings(text);
        var kind = _kinds.Find(each => known is null ? each.IsWord(text) : each.Known == known);
        if (kind is null)
        {
            if (++_texts > MostTexts) return false;
            _kinds.Add(kind = new(known));
        }
        kind.Add(text);
        return true;
    }

    /// <summary>One unit and the ways in which the cells write it.</summary>
    sealed class Kind(IReadOnlyList<string>? known)
    {
        readonly List<(string Text, int Cells)> _seen = [];

        public IReadOnlyList<string>? Known => known;
        public int Cells { get; private set; }
        public string Text => _seen.MaxBy(each => each.Cells).Text;

        public bool IsWord(string text) => known is null && Units.IsSame(_seen[0].Text, text);

        public void Add(string text)
        {
            Cells++;
            var at = _seen.FindIndex(each => each.Text == text);
            if (at < 0) _seen.Add((text, 1));
            else _seen[at] = (text, _seen[at].Cells + 1);
        }

        // In another part of a large file one may be told from many, where the sample has only many.
        public IEnumerable<string> Spellings() => _seen.Select(each => each.Text)
            .SelectMany(text => text.Length > 2 && text[^1] == 's' ? [text, text[..^1]] : new[] { text }).Distinct();
    }
}
