using System.Text.Json;

namespace Segmentation.Json;

public static partial class ResultWriter
{
    internal static void Write(Utf8JsonWriter json, PointSample points)
    {
        json.WriteBoolean("sampled", points.Sampled);
        json.WriteNumber("of", points.Of);
        Numbers(json, "rows", points.Rows);
        Numbers(json, "segments", points.Segments);
        Texts(json, "ids", points.Ids);
        Tables(json, "values", points.Values);
        Tables(json, "components", points.Components);
    }

    internal static void Write(Utf8JsonWriter json, FitTrace trace) =>
        Array(json, "starts", trace.Starts, static (json, start) =>
        {
            json.WriteNumber("number", start.Number);
            json.WriteNumber("of", start.Of);
            json.WriteNumber("inertia", start.Inertia);
            json.WriteNumber("iterations", start.Iterations);
            json.WriteBoolean("converged", start.Converged);
            Numbers(json, "order", start.Order);
            Array(json, "steps", start.Steps, static (json, step) =>
            {
                json.WriteNumber("iteration", step.Iteration);
                json.WriteNumber("of", step.Of);
                json.WriteNumber("moved", step.Moved);
                json.WriteNumber("inertia", step.Inertia);
                Numbers(json, "sizes", step.Sizes);
                Tables(json, "centres", step.Centres);
            });
            Tables(json, "centres", start.Centres);
        });

    internal static void Write(Utf8JsonWriter json, SilhouetteBands bands)
    {
        Array(json, "bands", bands.Bands, static (json, band) =>
        {
            json.WriteNumber("segment", band.Segment);
            json.WriteNumber("size", band.Size);
            json.WriteNumber("mean", band.Mean);
            json.WriteNumber("negativeShare", band.NegativeShare);
            Numbers(json, "values", band.Values);
        });
        Array(json, "least", bands.Least, static (json, customer) =>
        {
            json.WriteNumber("row", customer.Row);
            json.WriteString("id", customer.Id);
            json.WriteNumber("segment", customer.Segment);
            json.WriteNumber("silhouette", customer.Silhouette);
            json.WriteNumber("other", customer.Other);
        });
    }

    internal static void Write(Utf8JsonWriter json, FeatureBins bins) =>
        Array(json, "features", bins.Features, static (json, feature) =>
        {
            json.WriteString("name", feature.Name);
            json.WriteBoolean("log", feature.Log);
            Numbers(json, "edges", feature.Edges);
            Numbers(json, "all", feature.All);
            Each(json, "segments", feature.Segments, static (json, own) =>
                Each(json, own, static (json, rows) => json.WriteNumberValue(rows)));
            Numbers(json, "below", feature.Below);
            Numbers(json, "above", feature.Above);
            Object(json, "after", feature.After, static (json, after) =>
            {
                Numbers(json, "edges", after.Edges);
                Numbers(json, "all", after.All);
            });
        });

    internal static void Write(Utf8JsonWriter json, CandidateFits candidates) =>
        Array(json, "fits", candidates.Fits, static (json, fit) =>
        {
            json.WriteNumber("k", fit.K);
            Numbers(json, "sizes", fit.Sizes);
            Tables(json, "means", fit.Means);
            Tables(json, "scaledCentres", fit.ScaledCentres);
            Tables(json, "componentCentres", fit.ComponentCentres);
            json.WriteString("points", fit.Points);
        });
}
