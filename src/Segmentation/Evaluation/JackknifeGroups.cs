using Segmentation.Numerics;

namespace Segmentation.Evaluation;

/// <summary>Divides a sample into groups that are left out in turn, each with its share of every segment.</summary>
static class JackknifeGroups
{
    public const int Count = 20;
    /// <summary>Of a row that is never left out: nothing of its segment would be left.</summary>
    public const byte None = Count;

    /// <summary>Rows that follow each other in the file are in different groups, so that a file in any order does
    /// not make the groups differ.</summary>
    /// <param name="labels">Shape [m]: segment of each row, 0 to k − 1.</param>
    /// <returns>Shape [m], 0 to 19 or <see cref="None"/>.</returns>
    public static byte[] Of(byte[] labels, int k)
    {
        var (sizes, seen, groups) = (new int[k], new int[k], new byte[labels.Length]);
        foreach (var label in labels) sizes[label]++;
        for (var i = 0; i < labels.Length; i++)
        {
            int c = labels[i];
            groups[i] = sizes[c] < 2 ? None : (byte)((c + Part(seen[c]++, sizes[c])) % Count);
        }
        return groups;
    }

    /// <summary>Large segments have groups of a multiple of eight rows, which are measured together.</summary>
    static int Part(int row, int rows)
    {
        var parts = rows / Lanes.Count;
        if (parts < Count) return row;
        return row < parts * Lanes.Count ? row % parts : parts;
    }
}
