using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Segmentation.Api;

/// <summary>The API's description at /openapi/v1.json and the page to try it at /swagger; all from local
/// files.</summary>
static class OpenApiDocument
{
    static readonly string[] XmlTexts = ["Segmentation.Api.xml", "Segmentation.xml"];

    static readonly (string Name, string Description)[] Tags =
    [
        ("Datasets", "Upload a CSV and see what is in it."),
        ("Jobs", "Start a segmentation, follow it, cancel it, run it again."),
        ("Results", "What a finished job found: segments, quality, charts, files."),
        ("Samples", "Files to try the service with."),
        ("Queues", "Pause, resume and limit what runs."),
        ("Schedules", "Run a segmentation at the times of a cron expression."),
        ("Keys", "API keys, and how a page signs in with one."),
        ("Service", "Limits, engines and health."),
        ("Seed-compatible", "The addresses that two earlier services of this kind had, with their names. "
            + "They do the same as those under /api/v1, in other words; new clients use /api/v1."),
    ];

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Segmentation",
                Version = "v1",
                Description = Texts.Description,
                Contact = new() { Name = "The operator of this service", Url = new("/about", UriKind.Relative) },
                License = new() { Name = "Apache-2.0", Url = new("https://www.apache.org/licenses/LICENSE-2.0") },
            });
            options.AddSecurityDefinition(OperationTexts.KeyScheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key, `seg_…`. Needed once a key was made, or if the service always requires one.",
            });
            options.AddServer(new() { Url = "/", Description = "This service" });
            foreach (var xml in XmlTexts)
                if (Path.Combine(AppContext.BaseDirectory, xml) is var path && File.Exists(path))
                    options.IncludeXmlComments(path);
            options.UseAllOfToExtendReferenceSchemas();
            options.SupportNonNullableReferenceTypes();
            options.NonNullableReferenceTypesAsRequired();
            options.MapType<JsonNode>(() => new OpenApiSchema());   // any JSON
            options.MapType<TransformSpec>(() => new OpenApiSchema());   // SchemaTexts says what it is
            AddKindsOfFrames(options);
            options.SchemaFilter<SchemaTexts>();
            options.OperationFilter<OperationTexts>();
            options.DocumentFilter<DocumentTexts>();
        });
    }

    // A frame of an animation is one of several records, which «phase» tells apart.
    static void AddKindsOfFrames(SwaggerGenOptions options)
    {
        options.UseOneOfForPolymorphism();
        options.SelectSubTypesUsing(type => KindsOf(type).Select(kind => kind.DerivedType));
        options.SelectDiscriminatorNameUsing(type =>
            type.GetCustomAttribute<JsonPolymorphicAttribute>()?.TypeDiscriminatorPropertyName);
        options.SelectDiscriminatorValueUsing(type => type.BaseType is { } above
            ? KindsOf(above).FirstOrDefault(kind => kind.DerivedType == type)?.TypeDiscriminator as string
            : null);
    }

    static IEnumerable<JsonDerivedTypeAttribute> KindsOf(Type type) =>
        type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false);

    public static void UseOpenApiDocument(this IApplicationBuilder app)
    {
        app.UseSwagger(options => options.RouteTemplate = "openapi/{documentName}.json");
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "swagger";
            options.DocumentTitle = "Segmentation API";
            options.SwaggerEndpoint("/openapi/v1.json", "Segmentation v1");
            options.EnableTryItOutByDefault();
            options.DisplayRequestDuration();
        });
    }

    sealed class DocumentTexts : IDocumentFilter
    {
        public void Apply(Microsoft.OpenApi.OpenApiDocument swaggerDoc, DocumentFilterContext context)
        {
            swaggerDoc.Tags = new HashSet<OpenApiTag>(
                Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
            // HEAD is GET without the body, and says nothing that GET does not.
            foreach (var path in swaggerDoc.Paths.Values) path.Operations?.Remove(HttpMethod.Head);
        }
    }
}
