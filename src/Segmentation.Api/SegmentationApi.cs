using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Segmentation.Api;

/// <summary>The API and its page; the commands <c>serve</c> and <c>api</c> host it.</summary>
public static class SegmentationApi
{
    /// <summary>Registers what the endpoints need. Options come from the sections Api, Limits and Storage.</summary>
    public static IServiceCollection AddSegmentationApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LimitsOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        // In every environment, so that what cannot be read is told by one handler.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddCors();
        services.AddOpenApiDocument();
        return services;
    }

    /// <summary>Problems first, then the guard, then the page, then the endpoints by noun.</summary>
    public static void MapSegmentationApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ErrorAnswers.OfExceptionAsync,
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(ErrorAnswers.OfStatusAsync);
        app.UseGuard();
        app.Use(Policies.AddAsync);
        app.UseCorsList();
        app.UsePageFiles();
        app.UseOpenApiDocument();

        app.MapSamples();
        app.MapLimits();
        app.MapProblemPages();
        app.MapPage();
    }

    static void UseCorsList(this IApplicationBuilder app)
    {
        var origins = app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value.CorsList;
        if (origins.Count == 0) return;
        app.UseCors(policy => policy.WithOrigins([.. origins]).AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders("Location", "Retry-After", "ETag", "Link", "Content-Disposition", "X-Csv-Formula-Safe"));
    }
}
