namespace Segmentation.Data;

/// <summary>Every refusal of data on a cluster.</summary>
public static class UriRefusals
{
    /// <summary>The URI lies outside the folders that the operator allows, or is not a plain URI. Does not reveal
    /// whether anything is there.</summary>
    /// <param name="detail">A sentence.</param>
    public static InvalidDatasetException NotAllowed(string detail) =>
        new(DataErrors.UriNotAllowed, detail);

    /// <summary>Nothing is there.</summary>
    internal static InvalidDatasetException NotFound(DataUri uri) => new(
        DataErrors.UriNotFound,
        $"The cluster finds no file or folder at {uri}. Check the name; upper and lower case are different.");

    /// <summary>The cluster cannot read what is there, or cannot tell whether anything is.</summary>
    /// <param name="errorClass">Spark's name of the error; null when it has none.</param>
    internal static InvalidDatasetException NotReadable(DataUri uri, string? errorClass) => new(
        DataErrors.UriNotReadable,
        $"The cluster cannot read {uri}{(string.IsNullOrEmpty(errorClass) ? "" : $" ({errorClass})")}. "
        + $"It may lack the right to, or the programs for {uri.Scheme}: storage.");

    /// <summary>There are no data files.</summary>
    internal static InvalidDatasetException Empty(DataUri uri) => new(
        DataErrors.EmptyFile,
        $"There are no bytes to read at {uri}. "
        + "Of a folder, only files whose names begin with neither _ nor . are read.");

    /// <summary>On a cluster only CSV is read, packed or not.</summary>
    /// <param name="format">What the file is, such as "a Parquet file".</param>
    internal static InvalidDatasetException OtherFormat(DataUri uri, string format) => new(
        DataErrors.NotText,
        $"At {uri} there is {format}. On the cluster, UTF-8 CSV is read, also packed with GZIP in a file whose name "
        + "ends with .gz. Write it as CSV, or upload the file.");

    /// <summary>The files of a folder are not one table.</summary>
    /// <param name="file">Name of a file that differs.</param>
    /// <param name="first">Name of the first file.</param>
    internal static InvalidDatasetException DifferentHeaders(string file, string first) => new(
        DataErrors.DifferentHeaders,
        $"The first line of {file} is not that of {first}. All files of a folder need the same header; "
        + "move the others elsewhere.");

    /// <summary>Results cannot be written beside the data.</summary>
    internal static InvalidDatasetException NoPlaceForResults(DataUri uri) => new(
        DataErrors.UriNotAllowed,
        $"The results of {uri} would be written outside of what is allowed. "
        + "Those who run the service can set Spark:ResultsRoot, or allow the folder of the file.");
}
