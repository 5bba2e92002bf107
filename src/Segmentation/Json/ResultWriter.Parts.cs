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
}
