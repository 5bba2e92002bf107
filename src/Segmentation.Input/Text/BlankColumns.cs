namespace Segmentation.Input;

/// <summary>How the columns of a table without delimiters are told apart.</summary>
/// <param name="By">By runs of blanks, or by their places.</param>
/// <param name="Places">Of each column the characters that it has, in file order.</param>
sealed record BlankColumns(ColumnsBy By, Word[] Places)
{
    const int FewestLines = 3;
    const int MostTitles = 10;
    const int FewestNumbers = 2;    // columns: one may be the text "12 Main Street"
    const double Most = 0.98;       // lines that fit
    const double Half = 0.5;

    /// <summary>Lines above the table that are not blank: titles, which are no rows of it.</summary>
    public int Titles { get; init; }

    /// <summary>The columns of a text; null when it has delimiters, or is no table: a list, prose, a log.</summary>
    /// <param name="lines">The first lines of the text that are not blank.</param>
    public static BlankColumns? Find(IReadOnlyList<string> lines)
    {
        Word[][] words = [.. lines.Select(Word.Of)];
        for (var titles = 0; titles <= MostTitles && lines.Count - titles >= FewestLines; titles++)
        {
            // Under a title only runs of blanks tell a table from a list.
            var (below, its) = (lines.Skip(titles).ToArray(), words[titles..]);
            var spread = its.Count(Word.HasRuns) >= Half * its.Length;
            if (titles > 0 && !spread) return null;
            if (Find(below, its, spread) is { } found) return found with { Titles = titles };
            if (Word.HasRuns(words[titles])) return null;
        }
        return null;
    }

    static BlankColumns? Find(string[] lines, Word[][] words, bool spread)
    {
        if (Array.Exists(lines, line => line.AsSpan().ContainsAny("\t;|\""))) return null;
        if (Array.Exists(lines, line => line.Contains(',')) && !(spread && Array.TrueForAll(lines, HasMarksOnly)))
            return null;
        // 1 234 567 is one number.
        if (!spread && lines.Count(NumberWord.IsGrouped) >= Half * lines.Length) return null;
        return ByWidth(lines, words) ?? ByBlanks(lines, words, spread);
    }

    /// <summary>The cells of a line.</summary>
    public IReadOnlyList<string> Cut(string line)
    {
        var words = Word.Of(line);
        if (By == ColumnsBy.Blanks) return [.. words.Select(word => line[word.From..word.To])];
        var cells = new string[Places.Length];
        Array.Fill(cells, "");
        for (var (at, column) = (0, 0); at < words.Length;)
        {
            column = ColumnOf(words[at], column);
            var from = words[at].From;
            var to = words[at].To;
            for (at++; at < words.Length && ColumnOf(words[at], column) == column; at++) to = words[at].To;
            cells[column] = line[from..to];
        }
        return cells;
    }

    /// <summary>The column that has most of a word's places, or else is nearest.</summary>
    /// <param name="from">The first column that it may be.</param>
    int ColumnOf(Word word, int from)
    {
        var (best, most) = (from, int.MinValue);
        for (var i = from; i < Places.Length; i++)
        {
            // Negative: so far away.
            var shared = Math.Min(word.To, Places[i].To) - Math.Max(word.From, Places[i].From);
            if (shared > most) (best, most) = (i, shared);
        }
        return best;
    }

    /// <summary>Commas stand inside numbers.</summary>
    static bool HasMarksOnly(string line)
    {
        for (var at = 0; at < line.Length; at++)
            if (line[at] == ',' && !(at > 0 && at + 1 < line.Length
                && char.IsAsciiDigit(line[at - 1]) && char.IsAsciiDigit(line[at + 1])))
                return false;
        return true;
    }

    /// <summary>Each line has as many words; two columns are numbers.</summary>
    /// <param name="spread">Many lines have several blanks between two words.</param>
    static BlankColumns? ByBlanks(string[] lines, Word[][] words, bool spread)
    {
        var count = words[^1].Length;
        if (count < 2 || (count < 3 && !spread) || words[0].Length != count) return null;
        if (words.Count(each => each.Length == count) < Most * words.Length) return null;
        var found = new BlankColumns(ColumnsBy.Blanks, new Word[count]);
        string[][] rows = [.. lines.Select(line => found.Cut(line).ToArray()).Where(row => row.Length == count)];
        return NumberWord.Columns(rows[1..], count).Count() >= FewestNumbers ? found : null;
    }

    /// <summary>Between two columns there is a place at which every line has a blank; two columns are
    /// numbers.</summary>
    static BlankColumns? ByWidth(string[] lines, Word[][] words)
    {
        var places = Filled(words[1..]);
        var found = new BlankColumns(ColumnsBy.Width, places);
        if (!found.IsTable(lines.Skip(1), places.Length)) return null;
        var first = found.Cut(lines[0]);
        var numbers = found.NumbersOf(lines.Skip(1)).ToHashSet();
        if (!numbers.All(i => first[i].Length == 0 || NumberWord.Is(first[i])))
        {
            found = found with { Places = found.Joined(words[0], numbers) };
            first = found.Cut(lines[0]);
            if (first.Any(name => name.Length == 0) || !found.IsTable(lines.Skip(1), found.Places.Length)) return null;
        }
        return found;
    }

    IEnumerable<int> NumbersOf(IEnumerable<string> lines) =>
        NumberWord.Columns([.. lines.Select(line => Cut(line).ToArray())], Places.Length);

    bool IsTable(IEnumerable<string> lines, int columns)
    {
        if (columns is < 2 or > DatasetLimits.MostColumns) return false;
        string[][] rows = [.. lines.Select(line => Cut(line).ToArray())];
        var whole = rows.Count(row => row.All(cell => !cell.Contains("  ") && !NumberWord.AreSeveral(cell)));
        return whole >= Most * rows.Length && NumberWord.Columns(rows, columns).Count() >= FewestNumbers;
    }

    /// <summary>Places at which some line is filled, each run of them as one.</summary>
    static Word[] Filled(Word[][] lines)
    {
        var filled = new bool[lines.Max(line => line.Length == 0 ? 0 : line[^1].To)];
        foreach (var line in lines)
            foreach (var word in line) filled.AsSpan(word.From, word.To - word.From).Fill(true);
        return Word.Of(string.Concat(filled.Select(each => each ? 'x' : ' ')));
    }

    /// <summary>Joins columns with one blank between them that are one under the header: first names that all have as
    /// many letters.</summary>
    /// <param name="numbers">Columns of numbers.</param>
    Word[] Joined(Word[] header, HashSet<int> numbers)
    {
        var named = header.ToLookup(word => ColumnOf(word, 0));
        var joined = new List<Word>();
        for (var i = 0; i < Places.Length; i++)
            if (i > 0 && Places[i].From == Places[i - 1].To + 1 && IsOne(i))
                joined[^1] = joined[^1] with { To = Places[i].To };
            else
                joined.Add(Places[i]);
        return [.. joined];

        bool IsOne(int i) => !named.Contains(i) || (!numbers.Contains(i) && !numbers.Contains(i - 1)
            && named.Contains(i - 1) && named[i].First().From == named[i - 1].Last().To + 1);
    }
}
