using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>The scope an endpoint needs, if its method does not imply it: reading needs read, everything else
/// read-write.</summary>
/// <param name="Scope">Null: no key at all.</param>
sealed record Access(KeyScope? Scope)
{
    /// <summary>What a request needs; null when it needs no key.</summary>
    public static KeyScope? Needed(Endpoint endpoint, string method) =>
        endpoint.Metadata.GetMetadata<Access>() is { } said
        ? said.Scope
        : HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? KeyScope.Read : KeyScope.ReadWrite;
}

static class AccessTexts
{
    /// <summary>Needs no key: the answer has no user data.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new Access(Scope: null));

    /// <summary>Needs the scope admin, whatever the method.</summary>
    public static TBuilder AdminOnly<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new Access(KeyScope.Admin));
}
