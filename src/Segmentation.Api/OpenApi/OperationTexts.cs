using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Segmentation.Settings;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Segmentation.Api;

/// <summary>What the signatures alone do not say about an operation: bodies that are read by hand, and
/// examples.</summary>
sealed class OperationTexts : IOperationFilter
{
    public const string KeyScheme = "apiKey";

    static readonly (string Status, string Text)[] Refusals =
    [
        ("401", "The service requires a key, or this one is not valid."),
        ("403", "The key may not do this, or the request comes from a foreign page."),
    ];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        AddKey(operation, context);
        operation.Summary = operation.Summary?.TrimEnd('.');
        operation.Description ??= operation.Summary;
        var upload = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<UploadEndpoint>().FirstOrDefault();
        if (upload is not null)
        {
            operation.RequestBody = Body(upload, context);
            operation.Parameters = [.. operation.Parameters ?? [], .. ReadingSettings.All.Select(ReadingParameter)];
        }

        if (operation.RequestBody?.Content is { } request && request.TryGetValue("application/json", out var json)
            && Examples.Requests.TryGetValue(operation.OperationId ?? "", out var example))
            Set(json, JsonNode.Parse(example));
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (status[0] == '2' && response.Content is { } content) AddExample(content, operation.OperationId ?? "");
            if (response is OpenApiResponse own
                && Examples.Problems.TryGetValue((status, own.Description ?? ""), out var text))
                own.Description = text;
        }
    }

    static void AddKey(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Access>().FirstOrDefault() is { Scope: null }) return;

        operation.Security = [new() { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }];
        var problem = context.SchemaGenerator.GenerateSchema(typeof(ProblemView), context.SchemaRepository);
        foreach (var (status, text) in Refusals)
        {
            operation.Responses!.TryAdd(status, new OpenApiResponse
            {
                Description = text,
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    ["application/problem+json"] = new OpenApiMediaType { Schema = problem },
                },
            });
        }
    }

    static void AddExample(IDictionary<string, IOpenApiMediaType> content, string operation)
    {
        if (content.TryGetValue("application/json", out var json)
            && Examples.Responses.TryGetValue(operation, out var example))
            Set(json, JsonNode.Parse(example));
        if (content.TryGetValue("text/csv", out var csv)) Set(csv, Examples.Csv);
        if (content.TryGetValue("text/event-stream", out var stream)) Set(stream, Examples.Events);
    }

    static void Set(IOpenApiMediaType media, JsonNode? example)
    {
        if (media is OpenApiMediaType own) own.Example = example;
    }

    static OpenApiParameter ReadingParameter(ReadingSetting field) => new()
    {
        Name = field.Name,
        In = ParameterLocation.Query,
        Description = TextOf(field),
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    static string TextOf(ReadingSetting field) => $"{field.Help} Allowed: {field.Allowed}.";

    static Dictionary<string, IOpenApiSchema> FormFields()
    {
        var fields = new Dictionary<string, IOpenApiSchema>
        {
            ["file"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "binary",
                Description = "The file.",
            },
        };
        foreach (var field in ReadingSettings.All)
            fields[field.Name] = new OpenApiSchema { Type = JsonSchemaType.String, Description = TextOf(field) };
        return fields;
    }

    static OpenApiRequestBody Body(UploadEndpoint upload, OperationFilterContext context)
    {
        var body = new OpenApiRequestBody
        {
            Description = "The file: as a form with the field `file`, or its bytes.",
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["multipart/form-data"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "file" },
                        Properties = FormFields(),
                    },
                },
                ["text/csv"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    Example = Examples.Csv,
                },
            },
        };
        body.Content["application/octet-stream"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        };
        if (upload.Json is { } json)
            body.Content["application/json"] = new OpenApiMediaType
            {
                Schema = context.SchemaGenerator.GenerateSchema(json, context.SchemaRepository),
            };
        return body;
    }
}
