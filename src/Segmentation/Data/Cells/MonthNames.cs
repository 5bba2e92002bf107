namespace Segmentation.Data;

/// <summary>Beginnings of the names of months in the languages that most exports have.</summary>
static class MonthNames
{
    /// <summary>Letters of the longest beginning; it goes before a shorter one.</summary>
    public const int Longest = 4;
    /// <summary>Letters of the others.</summary>
    public const int Shortest = 3;

    static readonly string[] Names =
    [
        "jan ene gen sty", "feb fév fev lut", "mar mär mrz maa", "apr avr abr kwi", "may mai mei maj mag",
        "jun juin giu cze", "jul juil lug lip", "aug aoû ago sie", "sep set wrz", "oct okt out ott paź", "nov lis",
        "dec dez déc dic gru",
    ];

    /// <summary>The number of each.</summary>
    public static IReadOnlyDictionary<string, int> Numbers { get; } = Names
        .SelectMany((names, i) => names.Split(' ').Select(name => (name, Number: i + 1)))
        .ToDictionary(each => each.name, each => each.Number);

    /// <summary>The number of a month; 0 when the word is none.</summary>
    /// <param name="word">In lower case.</param>
    public static int Number(string word) =>
        word.Length >= Longest && Numbers.TryGetValue(word[..Longest], out var number) ? number
        : word.Length >= Shortest ? Numbers.GetValueOrDefault(word[..Shortest]) : 0;
}
