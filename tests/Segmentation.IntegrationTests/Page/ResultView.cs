namespace Segmentation.IntegrationTests.Page;

/// <summary>A view of the results.</summary>
/// <param name="Title">On its tab.</param>
/// <param name="Path">Behind the address of the run.</param>
/// <param name="Parts">What it asks for besides the result, below the job's address.</param>
sealed record ResultView(string Title, string Path, params string[] Parts)
{
    public static IReadOnlyList<ResultView> All { get; } =
    [
        new("Segments", "", "insights"),
        new("How many", "/k", "k-sweep/*", "files/points.json"),
        new("How they were found", "/animation", "animation*"),
        new("Map", "/map", "files/points.json"),
        new("Quality", "/quality", "silhouette*"),
        new("Data", "/data", "distributions"),
        new("Efficiency", "/efficiency"),
        new("Checks", "/checks", "checks"),
    ];

    public static TheoryData<string> Titles => new(All.Select(view => view.Title));

    public static ResultView Of(string title) => All.Single(view => view.Title == title);

    /// <summary>Its title as a file's name.</summary>
    public string FileName => Title.ToLowerInvariant().Replace(' ', '-');
}
