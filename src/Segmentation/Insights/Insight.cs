namespace Segmentation.Insights;

/// <summary>Who a segment is, and what to do about it.</summary>
/// <param name="Segment">Its number, 1…k by size.</param>
/// <param name="Name">Its name.</param>
/// <param name="Size">Customers.</param>
/// <param name="Share">Of all used rows, 0 to 1.</param>
/// <param name="Who">What the segment is like, in words and numbers.</param>
/// <param name="Money">Its share of the customers beside its share of the revenue; null where no money is
/// known.</param>
/// <param name="Action">What to do; null when no rule fits.</param>
public sealed record Insight(
    int Segment, string Name, int Size, double Share, string Who, string? Money, InsightAction? Action);

/// <summary>What to do about a segment, from the file of actions.</summary>
/// <param name="Rule">Id of the first rule that fits.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">Sentences, each with a number of the segment.</param>
public sealed record InsightAction(string Rule, string Title, string Text);
