using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Segmentation.Insights;
using Segmentation.Postgres;

namespace Segmentation.Api;

/// <summary>The API and its page; the commands <c>serve</c> and <c>api</c> host it.</summary>
public static class SegmentationApi
{
    const int WorkConnections = 10;
    const int RequestThreads = 8;

    // If the database is unreachable, requests are answered with 503 and do not wait longer.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Registers what the endpoints need. Options come from the sections Api, Limits, Storage and
    /// Database.</summary>
    /// <exception cref="InvalidActionsException">A line of the file with the actions is wrong.</exception>
    public static IServiceCollection AddSegmentationApi(this IServiceCollection services)
    {
        KeepThreadsForRequests();
        services.AddOptions<ApiOptions>().BindConfiguration("Api").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LimitsOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        services.Configure<JsonOptions>(json => ApiJson.Configure(json.SerializerOptions));
        // In every environment, so that one handler answers malformed requests.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSegmentationPostgres(WorkConnections, Patience).AddJobFeed();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<UploadReceiver>().AddSingleton<Intake>().AddSingleton<UriIntake>()
            .AddSingleton<OpenReadings>().AddSingleton<DatasetReads>()
            .AddSingleton<JobValidation>().AddSingleton<JobCreation>();
        services.AddSingleton<ResultReader>().AddSingleton<PartReader>().AddSingleton<Animations>()
            .AddSingleton<HealthChecks>().AddSingleton<KeyRing>().AddSingleton<ScheduleCheckup>();
        services.AddSingleton<RunTwins>().AddSingleton<FileHashes>()
            .AddSingleton(ActionRules.Read(PageEndpoints.FileOf("texts", "actions.en.json")));
        services.AddSingleton<ServiceFigures>().AddSingleton<HttpFigures>();
        services.AddCors();
        services.AddCompression();
        services.AddOpenApiDocument();
        return services;
    }

    /// <summary>The loops over a file hold as many threads of the pool as there are processors, for as long as it is
    /// read; the pool adds others only after half a second each, and requests would wait for that.</summary>
    static void KeepThreadsForRequests()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + RequestThreads), ports);
    }

    /// <summary>Error handlers first, then the checks, then the page, then the endpoints by resource.</summary>
    public static void MapSegmentationApi(this WebApplication app)
    {
        // Created before the first request, so that it counts all.
        app.Services.GetRequiredService<HttpFigures>();
        app.UseTraceIds();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = ErrorAnswers.OfExceptionAsync,
            SuppressDiagnosticsCallback = _ => true,
        });
        // Inside the handler of exceptions: its answer is no continuation of one that was half compressed.
        app.UseCompression();
        app.UseStatusCodePages(ErrorAnswers.OfStatusAsync);
        app.UseRequestChecks();
        app.UseCorsList();
        app.UseApiKeys();
        app.UsePageFiles();
        app.UseOpenApiDocument();

        app.MapDatasets();
        app.MapJobs();
        app.MapEvents();
        app.MapResults();
        app.MapAnimation();
        app.MapDistributions();
        app.MapReviews();
        app.MapFiles();
        app.MapSamples();
        app.MapQueues();
        app.MapSchedules();
        app.MapKeys();
        app.MapSession();
        app.MapLimits();
        app.MapEngines();
        app.MapHealth();
        app.MapMetrics();
        app.MapSeedUploads();
        app.MapSeedJobs();
        app.MapSeedResults();
        app.MapSeedDownloads();
        app.MapSeedAnimation();
        app.MapProblemPages();
        app.MapPage();
    }

    static void UseCorsList(this IApplicationBuilder app)
    {
        var origins = app.ApplicationServices.GetRequiredService<IOptions<ApiOptions>>().Value.CorsList;
        if (origins.Count == 0) return;
        app.UseCors(policy => policy.WithOrigins([.. origins]).AllowAnyHeader().AllowAnyMethod()
            .WithExposedHeaders(
                "Location", "Retry-After", "ETag", "Link", "Content-Disposition", "X-Csv-Formula-Safe",
                "WWW-Authenticate"));
    }
}
