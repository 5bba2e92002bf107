namespace Segmentation;

/// <summary>The file, or what was asked of it, cannot be segmented; shown to the user word for word.</summary>
/// <param name="code">Upper snake, one of <see cref="DataCodes"/>.</param>
/// <param name="title">A few words.</param>
/// <param name="detail">What is wrong, where (line, column), and what to do.</param>
public sealed class InvalidDatasetException(string code, string title, string detail) : Exception(detail)
{
    /// <summary>Upper snake, for programs.</summary>
    public string Code { get; } = code;
    /// <summary>A few words.</summary>
    public string Title { get; } = title;
    /// <summary>Rows or cells at fault; may be empty.</summary>
    public IReadOnlyList<Issue> Issues { get; init; } = [];
    /// <summary>Numbers that belong to the code, such as <c>distinctRows</c> of K_TOO_LARGE.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();
}
