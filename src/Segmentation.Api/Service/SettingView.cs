using System.Text.Json;
using System.Text.Json.Nodes;
using Segmentation.Settings;

namespace Segmentation.Api;

/// <summary>One setting of a run.</summary>
/// <param name="Name">Its place in the body of `POST /api/v1/jobs`; a dot leads into an object.</param>
/// <param name="Label">A short label.</param>
/// <param name="Help">What it does.</param>
/// <param name="Kind">`word`, `number`, `range` (two numbers), `columns` (headers) or `roles` (a role by
/// header).</param>
/// <param name="Advanced">Whether few users need it.</param>
/// <param name="Allowed">Its values in words.</param>
/// <param name="Default">Its value when it is left out; null: the program decides.</param>
/// <param name="WhenLeftOut">What the program does then.</param>
/// <param name="Min">Smallest number.</param>
/// <param name="Max">Largest number.</param>
/// <param name="Words">The allowed words; empty for a setting of another kind.</param>
/// <param name="ByHeader">Whether an object with one of the words for each header is allowed too.</param>
public sealed record SettingView(
    string Name, string Label, string Help, string Kind, bool Advanced, string Allowed, JsonNode? Default,
    string? WhenLeftOut, int? Min, int? Max, IReadOnlyList<SettingWord> Words, bool ByHeader)
{
    internal static SettingView From(Setting setting)
    {
        var (min, max) = setting switch
        {
            NumberSetting number => (number.Min, number.Max),
            RangeSetting range => (range.Min, range.Max),
            _ => ((int?)null, (int?)null),
        };
        return new(
            setting.Name, setting.Label, setting.Help, setting.Kind, setting.IsAdvanced, setting.Allowed,
            DefaultOf(setting), (setting as NumberSetting)?.WhenLeftOut, min, max, setting.Words,
            setting.IsByHeader);
    }

    /// <summary>The value that a setting has when it is left out, as JSON; null when it has none.</summary>
    internal static JsonNode? DefaultOf(Setting setting)
    {
        var at = JsonSerializer.SerializeToNode(RunSettings.Defaults, ApiJson.Options);
        foreach (var name in setting.Name.Split('.')) at = at?[name];
        return at?.DeepClone();
    }
}
