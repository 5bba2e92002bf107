using System.Globalization;
using System.Text;

namespace Segmentation.Data;

/// <summary>Texts and numbers that are taken as missing because somebody said so, besides
/// <see cref="CellText.MissingMarkers"/>.</summary>
sealed class MissingWords
{
    public static readonly MissingWords None = new([]);

    readonly byte[][] _texts;

    /// <param name="words">In lower case; one that is a number with a decimal point means every way of writing
    /// it.</param>
    MissingWords(IReadOnlyList<string> words)
    {
        Words = words;
        _texts = [.. words.Select(Encoding.UTF8.GetBytes)];
        Numbers = [.. words.Select(NumberOf).OfType<double>()];
    }

    public IReadOnlyList<string> Words { get; }
    public double[] Numbers { get; }

    public static MissingWords Of(IReadOnlyList<string>? words) => words is null ? None : new(words);

    /// <param name="text">Without quotes and outer blanks.</param>
    public bool Has(ReadOnlySpan<byte> text)
    {
        foreach (var word in _texts)
            if (text.Length == word.Length && CellText.IsSameButCase(text, word)) return true;
        return false;
    }

    public bool Has(double value) => Numbers.Length > 0 && Array.IndexOf(Numbers, value) >= 0;

    static double? NumberOf(string word) =>
        double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= NotNumber.Largest ? value : null;
}
