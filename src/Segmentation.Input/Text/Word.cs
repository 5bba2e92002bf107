namespace Segmentation.Input;

/// <summary>Characters of a line without a blank between them.</summary>
/// <param name="To">Behind the last one.</param>
readonly record struct Word(int From, int To)
{
    /// <summary>The words of a line.</summary>
    public static Word[] Of(string line)
    {
        var words = new List<Word>();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == ' ')
            {
                at++;
                continue;
            }
            var end = line.IndexOf(' ', at);
            words.Add(new(at, end < 0 ? line.Length : end));
            at = words[^1].To;
        }
        return [.. words];
    }

    /// <summary>Whether there are several blanks between two of the words.</summary>
    public static bool HasRuns(Word[] words) =>
        words.Zip(words.Skip(1)).Any(pair => pair.Second.From > pair.First.To + 1);
}
