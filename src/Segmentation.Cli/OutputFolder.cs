using Segmentation.Output;

namespace Segmentation.Cli;

/// <summary>Where <c>run</c> writes: a folder beside the final names, from which finished files are moved into place
/// one by one.</summary>
/// <remarks>A file is replaced in one step; until a run has succeeded, nothing in the folder changes.</remarks>
sealed class OutputFolder : IDisposable
{
    /// <summary>The files that are kept.</summary>
    public static IReadOnlyList<string> Kept { get; } =
        ["assignments.csv", "profiles.csv", "excluded.csv", "result.json", .. ResultParts.FileNames];

    /// <summary>The customers that purchases were made to; a file of customers has none.</summary>
    public const string OfPurchases = "customers.csv";

    readonly string? _final;

    /// <param name="path">Made if it is not there; null: results are not kept.</param>
    public OutputFolder(string? path)
    {
        _final = path;
        if (path is null)
        {
            Working = Directory.CreateTempSubdirectory("segmentation-").FullName;
            return;
        }
        Directory.CreateDirectory(path);
        Working = Directory.CreateDirectory(Path.Combine(path, $".run-{Guid.NewGuid():N}")).FullName;
    }

    /// <summary>For the engine: exists, is empty, and is deleted at the end.</summary>
    public string Working { get; }

    /// <summary>Moves the files into place; returns one line that says what was written.</summary>
    public string? Publish()
    {
        if (_final is null) return null;
        var replaced = 0;
        string[] written = File.Exists(Path.Combine(Working, OfPurchases)) ? [OfPurchases, .. Kept] : [.. Kept];
        foreach (var name in written)
        {
            var target = Path.Combine(_final, name);
            if (File.Exists(target)) replaced++;
            File.Move(Path.Combine(Working, name), target, overwrite: true);
        }
        var note = replaced > 0 ? $" ({replaced} replaced)" : "";
        return $"Wrote {string.Join(", ", written)} to {_final}{note}";
    }

    public void Dispose() => Directory.Delete(Working, recursive: true);
}
