using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Segmentation.Api;

/// <summary>Describes in the OpenAPI document which problems an endpoint may answer with.</summary>
static class ProblemResponses
{
    public static TBuilder Problem<TBuilder>(this TBuilder endpoints, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
            endpoints.WithMetadata(
                new ProducesResponseTypeMetadata(status, typeof(ProblemView), ["application/problem+json"]));
        return endpoints;
    }
}
