using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Segmentation.Api;

/// <summary>What the types alone do not say about a schema.</summary>
sealed class SchemaTexts : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema own) return;
        if (context.Type == typeof(ProblemView)) own.AdditionalPropertiesAllowed = true;
    }
}

/// <summary>What the signatures alone do not say about an operation.</summary>
sealed class OperationTexts : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Summary = operation.Summary?.TrimEnd('.');
        operation.Description ??= operation.Summary;
    }
}
