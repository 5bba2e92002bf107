using System.Text.Json.Serialization;

namespace Segmentation.Api;

/// <summary>The properties of a queued job that can be changed.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeJob
{
    /// <summary>−100 to 100; jobs with a larger priority run first.</summary>
    /// <example>10</example>
    public required int Priority { get; init; }
}

/// <summary>The range of priorities.</summary>
static class Priorities
{
    public const int Largest = 100;

    /// <exception cref="ProblemException">The value is outside the range.</exception>
    public static short Checked(int priority) => Math.Abs((long)priority) <= Largest
        ? (short)priority
        : throw new ProblemException(Problems.InvalidSetting(
            "/priority", $"priority is a whole number from -{Largest} to {Largest}; larger ones run first."));
}
