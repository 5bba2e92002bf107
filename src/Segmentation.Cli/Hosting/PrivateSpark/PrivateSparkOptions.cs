using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Segmentation.Cli;

/// <summary>The server that <c>serve --spark</c> starts. Section <c>Spark</c>; every setting is optional.</summary>
sealed partial class PrivateSparkOptions : IValidatableObject
{
    /// <summary>Folder of an Apache Spark. Default: SPARK_HOME, else where <c>spark/install</c> puts it.</summary>
    public string? Home { get; init; }

    /// <summary>Where Spark runs its tasks. Default: all cores of this machine, <c>local[*]</c>.</summary>
    public string Master { get; init; } = "local[*]";

    /// <summary>Memory of the server as Java writes it, like 2g or 1500m. Default 2g.</summary>
    public string DriverMemory { get; init; } = "2g";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (!Memory().IsMatch(DriverMemory))
            yield return new(
                $"Spark:DriverMemory is {DriverMemory}; allowed: a number with m or g, such as 1500m or 2g.");
        if (!Masters().IsMatch(Master))
            yield return new($"Spark:Master is {Master}; allowed: local[*], local[N] or spark://host:port.");
    }

    [GeneratedRegex("^[1-9][0-9]{0,5}[mgMG]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Memory();

    [GeneratedRegex(@"^(local\[(\*|[1-9][0-9]{0,2})\]|spark://[^\s/]+:[0-9]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Masters();
}
