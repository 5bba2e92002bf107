using System.Globalization;
using System.Text.Json;

namespace Segmentation.IntegrationTests.Page;

/// <summary>A frame of the answer in the words and numbers that the page should show.</summary>
static class AnimationWords
{
    public static readonly CultureInfo Reader = CultureInfo.InvariantCulture;   // numbers of the browser, en-GB

    public static string SentenceOf(JsonElement frame, JsonElement? before, string step)
    {
        if (Phase(frame) == "move") return $"{step}: each centre moves to the mean of its customers; centre "
            + $"{Farthest(frame)} goes farthest, {Shifts(frame).Max().ToString("F2", Reader)} in scaled units.";
        var sum = Text(frame, "inertia");
        if (before is null) return $"{step}: each customer goes to the nearest centre. Sum of squared distances: {sum}";
        if (Number(frame, "moved") == 0) return $"settled after {Text(frame, "iteration")} steps";
        var who = $"{InShort(frame)}. Sum of squared distances {Text(before.Value, "inertia")} → {sum}";
        var down = 1 - Number(frame, "inertia") / Number(before.Value, "inertia");
        return $"{step}: {who} (−{Share(down)}).";
    }

    public static string InShort(JsonElement frame) => Phase(frame) == "move" ? "the centres move"
        : Number(frame, "moved") switch
        {
            0 => "nobody changes",
            1 => "1 customer changes segment",
            var moved => $"{Quantity(moved)} customers change segment",
        };

    public static int Farthest(JsonElement move) => Shifts(move).ToList().IndexOf(Shifts(move).Max()) + 1;

    public static IEnumerable<double> Shifts(JsonElement move) =>
        move.GetProperty("shift").EnumerateArray().Select(shift => shift.GetDouble());

    public static string[] StepRow(JsonElement frame) =>
    [
        .. new[] { "iteration", "of", "moved", "inertia" }.Select(name => Text(frame, name)),
        .. frame.GetProperty("sizes").EnumerateArray().Select(size => Quantity(size.GetDouble())),
    ];

    public static string[] MeasureRow(JsonElement frame) =>
    [
        Text(frame, "iteration"), Text(frame, "inertia"), Number(frame, "silhouette").ToString("F3", Reader),
        Text(frame, "calinskiHarabasz"), Number(frame, "daviesBouldin").ToString("F3", Reader),
    ];

    public static JsonElement[] Frames(JsonElement answer) => [.. answer.GetProperty("frames").EnumerateArray()];

    public static string Phase(JsonElement frame) => frame.GetProperty("phase").GetString()!;

    public static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();

    public static string Text(JsonElement json, string name) => Quantity(Number(json, name));

    // Whole numbers in full, others to four digits, as everywhere on the page.
    public static string Quantity(double value) =>
        value.ToString(value % 1 == 0 || value >= 1_000 ? "N0" : "G4", Reader);

    public static string Share(double share) => (100 * share).ToString("0.#", Reader) + " %";
}
