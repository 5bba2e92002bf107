using System.ComponentModel.DataAnnotations;
using Segmentation.Data;

namespace Segmentation.Postgres;

/// <summary>Which data may be used that is on a cluster already. Section <c>Datasets</c>.</summary>
public sealed class DatasetOptions : IValidatableObject
{
    /// <summary>URIs of folders, comma-separated, such as <c>file:///srv/data,s3a://bucket/customers</c>: what lies
    /// in them may be named as a dataset. Default none: only uploads.</summary>
    public string Roots { get; init; } = "";

    /// <summary><see cref="Roots"/>, read.</summary>
    public IReadOnlyList<DataUri> ReadRoots() => [.. Split(Roots).Select(DataUri.Parse)];

    /// <summary>Whether a URI is a root or lies in one.</summary>
    internal bool Allows(DataUri uri) => ReadRoots().Any(uri.IsWithin);

    /// <summary>Reads a URI that somebody named.</summary>
    /// <exception cref="InvalidDatasetException">It is not allowed.</exception>
    public DataUri Allowed(string text)
    {
        if (Split(Roots).Length == 0)
            throw UriRefusals.NotAllowed(
                "This service takes no data by its URI: no place is allowed in Datasets:Roots. Upload the file.");

        DataUri uri;
        try
        {
            uri = DataUri.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw UriRefusals.NotAllowed($"The URI is not taken: {wrong.Message}. {Possible}");
        }

        return Allows(uri)
            ? uri
            : throw UriRefusals.NotAllowed($"The URI does not lie in a place that is allowed. {Possible}");
    }

    string Possible => $"Allowed is what lies in {string.Join(" or ", ReadRoots())}.";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        foreach (var root in Split(Roots))
            if (Problem(root) is { } problem)
                yield return new($"Datasets:Roots has {root}; allowed: URIs of folders such as file:///srv/data or "
                    + $"s3a://bucket/customers, comma-separated ({problem}).");
    }

    static string? Problem(string root)
    {
        try
        {
            DataUri.Parse(root);
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    static string[] Split(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
