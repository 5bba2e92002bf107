using Segmentation.Numerics;

namespace Segmentation.Profiles;

/// <summary>Tells apart segments whose names say the same, in whatever order.</summary>
sealed class NameSeparation(Standings standings, NameParts parts)
{
    const int MostRounds = 4;

    /// <summary>Adds to the drafts what their segments differ in, or puts a number for a word; at last the number of
    /// the segment.</summary>
    public void Apply(List<NamePart>[] drafts)
    {
        for (var round = 0; round < MostRounds; round++)
            foreach (var group in Shared(drafts)) Separate(drafts, group);
        foreach (var group in Shared(drafts))
            foreach (var s in group)
                drafts[s].Add(new(-1, $"segment {standings.Segment(s).Number}", ""));
    }

    // Segments whose names have the same statements, for each set of statements that several have.
    static List<int[]> Shared(List<NamePart>[] drafts)
    {
        var keys = Array.ConvertAll(drafts, KeyOf);
        var groups = new List<int[]>();
        for (var s = 0; s < keys.Length; s++)
        {
            var key = keys[s];
            var alike = Array.FindAll(Arrays.Indices(keys.Length), i => keys[i] == key);
            if (alike.Length > 1 && alike[0] == s) groups.Add(alike);
        }
        return groups;
    }

    static string KeyOf(List<NamePart> draft) => string.Join(
        '\n', draft.Select(part => part.Text.ToLowerInvariant()).Order(StringComparer.Ordinal));

    void Separate(List<NamePart>[] drafts, int[] group)
    {
        var order = ByRange(group);
        var used = group.SelectMany(s => drafts[s]).Select(part => part.Feature).Where(j => j >= 0).ToArray();
        foreach (var j in order)
        {
            if (Array.Exists(used, other => standings.AreCopies(other, j))) continue;
            var words = Array.ConvertAll(group, s => parts.Step(s, j));
            if (words.OfType<NamePart>().Select(part => part.Text).Distinct().Count() < group.Length) continue;
            Put(drafts, group, words!);
            return;
        }
        foreach (var j in order)
        {
            var own = Array.ConvertAll(group, s => standings.Of(s, j));
            if (own.Select(standing => standing.Measure).Distinct().Count() > 1) continue;
            var numbers = parts.Numbers(own);
            if (numbers.Distinct().Count() < group.Length) continue;
            Put(drafts, group, Arrays.Generate(group.Length, i => parts.About(own[i], numbers[i])));
            return;
        }
    }

    // A name does not speak of one feature twice, nor of two that say the same.
    void Put(List<NamePart>[] drafts, int[] group, NamePart[] added)
    {
        for (var i = 0; i < group.Length; i++)
        {
            drafts[group[i]].RemoveAll(part =>
                part.Feature >= 0 && standings.AreCopies(part.Feature, added[i].Feature));
            drafts[group[i]].Add(added[i]);
        }
    }

    // By the range of the group, widest first.
    int[] ByRange(int[] group)
    {
        var ranges = Arrays.Generate(standings.Features.Count, j => standings.Of(group[0], j) with
        {
            Deviations = group.Max(s => standings.Of(s, j).Deviations) - group.Min(s => standings.Of(s, j).Deviations),
        });
        return Array.ConvertAll(Standings.Sorted(ranges, range => range.Deviations), range => range.Feature);
    }
}
