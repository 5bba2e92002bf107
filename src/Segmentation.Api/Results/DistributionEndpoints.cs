using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Segmentation.Output;

namespace Segmentation.Api;

/// <summary>How the values of the features are spread.</summary>
static class DistributionEndpoints
{
    const int MostBins = 24;
    const int FewestBins = 4;

    public static void MapDistributions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/jobs/{id}/distributions", Of).WithTags("Results").WithName("getDistributions")
            .Produces<DistributionsView>().Problem(400, 404, 409, 410, 503);

    /// <summary>Get the distributions of the features</summary>
    /// <remarks>For each compared feature a histogram of all used rows and of each segment, in the same bins: between
    /// three times the distance of the quartiles beyond them, with the rows farther out counted as `below` and `above`;
    /// equally wide, or so on a logarithmic axis where the values are skewed; whole numbers in whole bins. `after` is
    /// the histogram after the transform. `correlation` is Pearson's, of the features as they are compared.</remarks>
    /// <param name="id" example="job_06DJ3NSAYM7BK8QT5G9V1XZC2R">Id of the job.</param>
    /// <param name="bins" example="24">Most bins of a histogram, 4 to 24; default 24. Neighbours are put
    /// together.</param>
    /// <param name="feature" example="Age">Only this feature.</param>
    /// <response code="200">The histograms.</response>
    static async Task<JsonAnswer<DistributionsView>> Of(
        string id, ResultReader results, PartReader parts, int? bins, string? feature, CancellationToken ct)
    {
        if (bins is < FewestBins or > MostBins)
            throw new ProblemException(Problems.Malformed($"bins is {FewestBins} to {MostBins}.", "bins"));
        var (job, result) = await results.NeedAsync(id, ct);
        var kept = await parts.NeedAsync(job, ResultParts.Distributions, ct);
        return new(DistributionsView.From(id, result, kept, bins ?? MostBins, feature));
    }
}
