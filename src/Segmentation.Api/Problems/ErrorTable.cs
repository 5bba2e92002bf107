using System.Reflection;

namespace Segmentation.Api;

/// <summary>Every code that a problem can have, in the order in which a request, its data and its run meet
/// them.</summary>
static class ErrorTable
{
    public static IReadOnlyList<ErrorCode> All { get; } =
        [.. Of(typeof(RequestErrors)), .. Of(typeof(DataErrors)), .. Of(typeof(RunErrors))];

    static IEnumerable<ErrorCode> Of(Type table) => table.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null)).OfType<ErrorCode>();
}
