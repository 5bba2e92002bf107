namespace Segmentation;

/// <summary>What a dataset must have and what it may have at most, on both engines.</summary>
static class DatasetLimits
{
    /// <summary>Fewer rows cannot be split into two meaningful segments.</summary>
    public const int FewestRows = 3;

    /// <summary>Of fewer customers, each can be looked at by itself: purchases of so few make no segments.</summary>
    public const int FewestCustomers = 10;

    /// <summary>Most columns of a header.</summary>
    public const int MostColumns = 1_000;

    /// <summary>Most bytes of a cell, quotes included.</summary>
    public const int LongestCell = 1 << 20;

    /// <summary>Most bytes of a cell that is read as a number; a longer one is not a number.</summary>
    public const int LongestNumber = 1_024;
}
