using Segmentation.Profiles;

namespace Segmentation.Insights;

/// <summary>The actions of a file, in its order: of each segment the first that fits.</summary>
/// <remarks>A sentence is shown only with a number of the segment in it, and only if the file was understood as
/// meaning what the sentence says: rules ask for words and levels, not for headers.</remarks>
public sealed class ActionRules
{
    readonly IReadOnlyList<ActionRule> _rules;

    internal ActionRules(string language, IReadOnlyList<ActionRule> rules) => (Language, _rules) = (language, rules);

    /// <summary>Language of the texts, such as <c>en</c>.</summary>
    public string Language { get; }

    internal IReadOnlyList<string> Ids => [.. _rules.Select(rule => rule.Id)];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its name is in the message when it is wrong.</param>
    /// <exception cref="InvalidActionsException">It is not there, or a line is wrong.</exception>
    public static ActionRules Read(string path)
    {
        try
        {
            return new ActionFile(File.ReadAllBytes(path), Path.GetFileName(path)).Read();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            throw new InvalidActionsException($"The texts {Path.GetFileName(path)} cannot be read. They come with the "
                + "program, in wwwroot/texts.", gone);
        }
    }

    /// <summary>Who each segment is and what to do about it.</summary>
    /// <returns>By segment number.</returns>
    public IReadOnlyList<Insight> Of(SegmentationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var standings = new Standings(result.Segments, result.Features, result.Pca);
        return [.. result.Segments.Select((segment, s) => Of(segment, new(standings, s)))];
    }

    Insight Of(SegmentProfile segment, SegmentFacts facts)
    {
        var action = _rules.Select(rule => rule.For(facts)).FirstOrDefault(action => action is not null);
        return new(
            segment.Number, segment.Name, segment.Size, segment.Share, segment.Description,
            MoneyShares.Sentence(segment), action);
    }
}
