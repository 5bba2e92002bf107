namespace Segmentation;

/// <summary>The file, or what was asked of it, cannot be segmented; shown to the user word for word.</summary>
/// <param name="error">The kind of refusal.</param>
/// <param name="detail">What is wrong, where (line, column), and what to do.</param>
public sealed class InvalidDatasetException(ErrorCode error, string detail) : Exception(detail)
{
    /// <summary>The kind of refusal.</summary>
    public ErrorCode Error { get; } = error;
    /// <summary>Its code, for programs.</summary>
    public string Code => Error.Code;
    /// <summary>Rows or cells at fault; may be empty.</summary>
    public IReadOnlyList<Issue> Issues { get; init; } = [];
    /// <summary>Numbers that belong to the code, such as <c>distinctRows</c> of K_TOO_LARGE.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();
}
