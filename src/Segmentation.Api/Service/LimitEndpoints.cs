using System.Xml;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Segmentation.Postgres;
using Segmentation.Settings;

namespace Segmentation.Api;

/// <summary>The limits of the service.</summary>
static class LimitEndpoints
{
    public static void MapLimits(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/limits", Limits).WithTags("Service").WithName("getLimits");

    /// <summary>Get the limits of this service</summary>
    /// <remarks>The limits that the service enforces, and every setting of a run with its allowed values.</remarks>
    /// <response code="200">The limits.</response>
    static Ok<LimitsView> Limits(
        IOptions<LimitsOptions> limits, IOptions<DatasetOptions> datasets, IOptions<RetentionOptions> retention) =>
        TypedResults.Ok(LimitsView.From(limits.Value, datasets.Value, retention.Value));
}

/// <summary>The limits of the service.</summary>
/// <param name="UploadBytes">Largest file.</param>
/// <param name="UploadText">The same in words, such as 1 GB.</param>
/// <param name="RequestBytes">Largest JSON body.</param>
/// <param name="PreviewRows">Most rows of a preview.</param>
/// <param name="PageSize">Most entries on one page of a list.</param>
/// <param name="LargestPriority">Priorities of jobs range from minus this number to this number.</param>
/// <param name="Settings">Every setting of a run: what it is called, its values and its default.</param>
/// <param name="Formats">What can be uploaded.</param>
/// <param name="DeletedDays">For how many days the id of a deleted job is remembered.</param>
/// <param name="FinishedJobsKept">How long finished jobs are kept with their results and files, as an ISO 8601 duration
/// such as P30D; null: until they are deleted.</param>
/// <param name="DatasetRoots">URIs of folders on the cluster whose files and folders can be datasets; empty if none
/// can.</param>
public sealed record LimitsView(
    long UploadBytes, string UploadText, long RequestBytes, int PreviewRows, int PageSize,
    int LargestPriority, IReadOnlyList<SettingView> Settings, IReadOnlyList<string> Formats, int DeletedDays,
    string? FinishedJobsKept, IReadOnlyList<string> DatasetRoots)
{
    internal const int KeepDeletedDays = 30;

    internal static LimitsView From(LimitsOptions limits, DatasetOptions datasets, RetentionOptions retention) => new(
        limits.UploadBytes, limits.UploadText, limits.RequestBytes, limits.PreviewRows, limits.PageSize,
        Priorities.Largest, [.. RunSettings.All.Select(SettingView.From)],
        ["csv"], KeepDeletedDays,
        retention.FinishedJobs == TimeSpan.Zero ? null : XmlConvert.ToString(retention.FinishedJobs),
        [.. datasets.ReadRoots().Select(root => root.ToString())]);
}
