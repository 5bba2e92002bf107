using System.ComponentModel.DataAnnotations;
using Segmentation.Spark.Connect;

namespace Segmentation.Spark;

/// <summary>Which Spark a worker uses. Section <c>Spark</c>.</summary>
public sealed class SparkOptions : IValidatableObject
{
    /// <summary>A Spark Connect server, such as <c>sc://host:15002</c>. Default none: the worker has no
    /// Spark.</summary>
    public string Address { get; init; } = "";

    /// <summary>Address of Spark's own page for browsers, such as <c>http://host:4040</c>. Default none: no link to
    /// it.</summary>
    public string Ui { get; init; } = "";

    /// <summary>Folder on the cluster for the results of data that is on the cluster, such as
    /// <c>s3a://bucket/results</c>. Default none: beside the data.</summary>
    public string ResultsRoot { get; init; } = "";

    /// <summary><see cref="ResultsRoot"/> as a URI; null when there is none.</summary>
    public DataUri? ReadResultsRoot() => ResultsRoot.Length == 0 ? null : DataUri.Parse(ResultsRoot);

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Address.Length > 0 && AddressProblem() is { } problem) yield return new($"Spark:Address: {problem}");
        if (Ui.Length > 0 && !(Uri.TryCreate(Ui, UriKind.Absolute, out var ui) && ui.Scheme is "http" or "https"))
            yield return new($"Spark:Ui is {Ui}; allowed: an address such as http://host:4040.");
        if (ProblemOf(ReadResultsRoot) is { } wrong)
            yield return new($"Spark:ResultsRoot is {ResultsRoot}; "
                + $"allowed: the URI of a folder such as s3a://bucket/results ({wrong}).");
    }

    string? AddressProblem() => ProblemOf(() => ConnectAddress.Parse(Address));

    static string? ProblemOf(Func<object?> read)
    {
        try
        {
            read();
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }
}
