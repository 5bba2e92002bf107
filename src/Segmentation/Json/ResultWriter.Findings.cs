using System.Text.Json;

namespace Segmentation.Json;

public static partial class ResultWriter
{
    static void Write(Utf8JsonWriter json, FeatureInfo feature)
    {
        json.WriteString("name", feature.Name);
        json.WriteString("transform", Word(feature.Transform));
        json.WriteNumber("centre", feature.Centre);
        json.WriteNumber("scale", feature.Scale);
        Write(json, "all", feature.All);
        json.WriteNumber("f", feature.F);
        json.WriteNumber("p", feature.P);
        Number(json, "h", feature.H);
        Number(json, "hp", feature.HP);
        json.WriteNumber("importance", feature.Importance);
    }

    static void Write(Utf8JsonWriter json, string name, Distribution values)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", values.Mean);
        json.WriteNumber("deviation", values.Deviation);
        json.WriteNumber("min", values.Min);
        json.WriteNumber("q25", values.Q25);
        json.WriteNumber("median", values.Median);
        json.WriteNumber("q75", values.Q75);
        json.WriteNumber("max", values.Max);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, KSweep sweep)
    {
        json.WriteStartObject(name);
        Write(json, "candidates", sweep.Candidates, Write);
        json.WriteNumber("chosen", sweep.Chosen);
        Number(json, "recommended", sweep.Recommended);
        Number(json, "knee", sweep.Knee);
        json.WriteNumber("smallestAllowed", sweep.SmallestAllowed);
        json.WriteNumber("rows", sweep.Rows);
        json.WriteString("reason", sweep.Reason);
        Texts(json, "advice", sweep.Advice);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, KCandidate candidate)
    {
        json.WriteNumber("k", candidate.K);
        json.WriteNumber("inertia", candidate.Inertia);
        json.WriteNumber("iterations", candidate.Iterations);
        json.WriteNumber("silhouette", candidate.Silhouette);
        json.WriteNumber("calinskiHarabasz", candidate.CalinskiHarabasz);
        json.WriteNumber("daviesBouldin", candidate.DaviesBouldin);
        json.WriteNumber("smallest", candidate.Smallest);
        json.WriteBoolean("allowed", candidate.Allowed);
        json.WriteNumber("seconds", candidate.Seconds);
    }

    static void Write(Utf8JsonWriter json, string name, Metrics metrics)
    {
        json.WriteStartObject(name);
        json.WriteNumber("k", metrics.K);
        json.WriteNumber("inertia", metrics.Inertia);
        json.WriteNumber("iterations", metrics.Iterations);
        json.WriteNumber("starts", metrics.Starts);
        json.WriteNumber("silhouette", metrics.Silhouette);
        json.WriteString("silhouetteMethod", metrics.SilhouetteMethod);
        json.WriteNumber("silhouetteRows", metrics.SilhouetteRows);
        Number(json, "silhouetteError", metrics.SilhouetteError);
        Number(json, "silhouetteSeed", metrics.SilhouetteSeed);
        json.WriteNumber("calinskiHarabasz", metrics.CalinskiHarabasz);
        json.WriteNumber("daviesBouldin", metrics.DaviesBouldin);
        json.WriteNumber("betweenShare", metrics.BetweenShare);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, SegmentProfile segment)
    {
        json.WriteNumber("number", segment.Number);
        json.WriteString("name", segment.Name);
        json.WriteString("description", segment.Description);
        Texts(json, "highlights", segment.Highlights);
        json.WriteNumber("size", segment.Size);
        json.WriteNumber("share", segment.Share);
        json.WriteNumber("silhouette", segment.Silhouette);
        json.WriteNumber("withinSs", segment.WithinSs);
        json.WriteNumber("meanDistance", segment.MeanDistance);
        json.WritePropertyName("scaledCentre");
        Numbers(json, segment.ScaledCentre);
        Write(json, "features", segment.Features, Write);
        Write(json, "categories", segment.Categories, Write);
    }

    static void Write(Utf8JsonWriter json, SegmentFeature feature)
    {
        json.WriteString("name", feature.Name);
        Write(json, "here", feature.Here);
        Number(json, "differenceShare", feature.DifferenceShare);
        json.WriteNumber("z", feature.Z);
        json.WriteNumber("medianRank", feature.MedianRank);
    }

    static void Write(Utf8JsonWriter json, CategoryMix mix)
    {
        json.WriteString("column", mix.Column);
        Write(json, "values", mix.Values, static (json, share) =>
        {
            json.WriteString("value", share.Value);
            json.WriteNumber("count", share.Count);
            json.WriteNumber("share", share.Share);
            json.WriteNumber("shareOfAll", share.ShareOfAll);
        });
    }

    static void Write(Utf8JsonWriter json, string name, Pca pca)
    {
        json.WriteStartObject(name);
        Tables(json, "components", pca.Components);
        json.WritePropertyName("variance");
        Numbers(json, pca.Variance);
        json.WritePropertyName("share");
        Numbers(json, pca.Share);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, PointSample points)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("sampled", points.Sampled);
        json.WriteNumber("of", points.Of);
        json.WriteStartArray("rows");
        for (var i = 0; i < points.Rows.Count; i++) json.WriteNumberValue(points.Rows[i]);
        json.WriteEndArray();
        json.WriteStartArray("segments");
        for (var i = 0; i < points.Segments.Count; i++) json.WriteNumberValue(points.Segments[i]);
        json.WriteEndArray();
        Texts(json, "ids", points.Ids);
        Tables(json, "values", points.Values);
        Tables(json, "components", points.Components);
        json.WriteEndObject();
    }

    static void Tables(Utf8JsonWriter json, string name, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < columns.Count; i++) Numbers(json, columns[i]);
        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, SilhouetteBand band)
    {
        json.WriteNumber("segment", band.Segment);
        json.WriteNumber("size", band.Size);
        json.WriteNumber("mean", band.Mean);
        json.WriteNumber("negativeShare", band.NegativeShare);
        json.WritePropertyName("values");
        Numbers(json, band.Values);
    }

    static void Write(Utf8JsonWriter json, OutputFile file)
    {
        json.WriteString("name", file.Name);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteNumber("rows", file.Rows);
    }

    static void Write(Utf8JsonWriter json, StageTiming timing)
    {
        json.WriteString("stage", Word(timing.Stage));
        json.WriteNumber("seconds", timing.Seconds);
    }
}
