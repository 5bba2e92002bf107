using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Segmentation.Settings;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Segmentation.Api;

/// <summary>What the types alone do not say about a schema.</summary>
sealed class SchemaTexts : ISchemaFilter
{
    static readonly Type[] Requests =
    [
        typeof(JobRequest), typeof(CleaningSpec), typeof(RfmSpec), typeof(SeedStart), typeof(SeedFile),
        typeof(CreateKey), typeof(SignIn), typeof(CreateSchedule), typeof(ChangeQueue), typeof(ChangeJob),
    ];

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } own) return;
        // What is «allOf» a frame and more has the properties of both.
        if (context.Type == typeof(ProblemView) || context.Type.IsAssignableTo(typeof(AnimationFrame)))
            own.AdditionalPropertiesAllowed = true;

        // In a request, what has no default is required; in an answer, everything that is not null.
        if (Requests.Contains(context.Type)) own.Required = RequiredOf(context.Type);
        foreach (var property in context.Type.GetProperties())
        {
            var name = NameOf(property);
            if (!properties.TryGetValue(name, out var found)) continue;
            if (property.PropertyType == typeof(TransformSpec) && SettingOf(context.Type, name) is { } transform)
                properties[name] = WordOrByHeader(transform);
            else if (property.IsDefined(typeof(JsonConverterAttribute)))
                properties[name] = AutoOrNumber(SettingOf(context.Type, name)?.Help ?? found.Description);
            else if (SettingOf(context.Type, name) is { } setting && found is OpenApiSchema value)
                Describe(value, setting);
            // OpenAPI 3.0 has «nullable» only beside a type, and a reference has none of its own.
            else if (found is OpenApiSchema { Type: JsonSchemaType.Null } reference)
                reference.Type |= Nullable.GetUnderlyingType(property.PropertyType) is null
                    ? JsonSchemaType.Object : JsonSchemaType.String;
        }
    }

    static HashSet<string> RequiredOf(Type type) =>
        [.. type.GetProperties().Where(property => property.IsDefined(typeof(RequiredMemberAttribute))).Select(NameOf)];

    static string NameOf(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    static Setting? SettingOf(Type type, string name)
    {
        if (type == typeof(CleaningSpec)) name = $"cleaning.{name}";
        else if (type == typeof(RfmSpec)) name = $"rfm.{name}";
        else if (!type.IsAssignableTo(typeof(SegmentationSpec))) return null;
        return RunSettings.All.FirstOrDefault(setting => setting.Name == name);
    }

    static void Describe(OpenApiSchema schema, Setting setting)
    {
        schema.Description = setting.Help;
        if (setting is NumberSetting number)
        {
            (schema.Minimum, schema.Maximum) = (Text(number.Min), Text(number.Max));
            if (number.WhenLeftOut is { } otherwise) schema.Description += $" Left out: {otherwise}.";
        }
        if (setting is RangeSetting range && schema.Items is OpenApiSchema item)
        {
            (schema.MinItems, schema.MaxItems) = (2, 2);
            (item.Minimum, item.Maximum) = (Text(range.Min), Text(range.Max));
        }
        if (SettingView.DefaultOf(setting) is { } value) schema.Default = value;
    }

    // The converter of the type is all that the generator sees; this is what it reads and writes.
    static OpenApiSchema WordOrByHeader(Setting setting)
    {
        var word = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. setting.Words.Select(each => (JsonNode)each.Word)],
        };
        return new()
        {
            Description = setting.Help + " An object gives each column its own word; nothing is done to the others.",
            OneOf = [word, new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = word }],
            Default = SettingView.DefaultOf(setting),
        };
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The converter's name is all that the generator sees; this is what it reads and writes.
    static OpenApiSchema AutoOrNumber(string? description) => new()
    {
        Description = description,
        OneOf =
        [
            new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = Text(RunSettings.K.Min),
                Maximum = Text(RunSettings.K.Max),
            },
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["auto"] },
        ],
        Default = "auto",
    };
}
