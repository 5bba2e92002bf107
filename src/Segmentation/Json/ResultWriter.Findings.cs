using System.Text.Json;

namespace Segmentation.Json;

public static partial class ResultWriter
{
    static void Write(Utf8JsonWriter json, ExtremeRows extremes)
    {
        Array(json, "rows", extremes.Rows, static (json, row) =>
        {
            json.WriteNumber("line", row.Line);
            json.WriteString("id", row.Id);
            json.WriteString("column", row.Column);
            Number(json, "value", row.Value);
            Number(json, "next", row.Next);
        });
        json.WriteNumber("count", extremes.Count);
        json.WriteNumber("setApart", extremes.SetApart);
        Object(json, "before", extremes.Before, static (json, before) =>
        {
            json.WriteNumber("k", before.K);
            json.WriteNumber("silhouette", before.Silhouette);
            json.WriteNumber("smallest", before.Smallest);
        });
    }

    static void Write(Utf8JsonWriter json, FeatureInfo feature)
    {
        json.WriteString("name", feature.Name);
        json.WriteString("transform", EnumWord.Of(feature.Transform));
        json.WriteNumber("centre", feature.Centre);
        json.WriteNumber("scale", feature.Scale);
        Object(json, "all", feature.All, Write);
        json.WriteString("kind", EnumWord.Of(feature.Kind));
        json.WriteNumber("skew", feature.Skew);
        Number(json, "logSkew", feature.LogSkew);
        json.WriteString("transformReason", feature.TransformReason);
        Number(json, "f", feature.F);
        json.WriteNumber("p", feature.P);
        json.WriteBoolean("constantWithin", feature.ConstantWithin);
        Number(json, "h", feature.H);
        Number(json, "hp", feature.HP);
        json.WriteNumber("importance", feature.Importance);
        Number(json, "values", feature.Values);
        json.WriteNumber("atMedian", feature.AtMedian);
    }

    static void Write(Utf8JsonWriter json, Distribution values)
    {
        json.WriteNumber("mean", values.Mean);
        json.WriteNumber("deviation", values.Deviation);
        json.WriteNumber("min", values.Min);
        json.WriteNumber("q25", values.Q25);
        json.WriteNumber("median", values.Median);
        json.WriteNumber("q75", values.Q75);
        json.WriteNumber("max", values.Max);
    }

    static void Write(Utf8JsonWriter json, KSweep sweep)
    {
        Array(json, "candidates", sweep.Candidates, Write);
        json.WriteNumber("chosen", sweep.Chosen);
        Number(json, "recommended", sweep.Recommended);
        Number(json, "knee", sweep.Knee);
        json.WriteNumber("smallestAllowed", sweep.SmallestAllowed);
        json.WriteNumber("rows", sweep.Rows);
        json.WriteString("reason", sweep.Reason);
    }

    static void Write(Utf8JsonWriter json, StructureFindings structure)
    {
        json.WriteBoolean("tested", structure.Tested);
        json.WriteBoolean("claimed", structure.Claimed);
        json.WriteString("headline", structure.Headline);
        Number(json, "k", structure.K);
        Number(json, "runnerUp", structure.RunnerUp);
        json.WriteNumber("rows", structure.Rows);
        Number(json, "best", structure.Best);
        Number(json, "highestDraw", structure.HighestDraw);
        json.WriteNumber("draws", structure.Draws);
        Number(json, "highestBox", structure.HighestBox);
        Number(json, "excess", structure.Excess);
        Array(json, "byK", structure.ByK, Write);
    }

    static void Write(Utf8JsonWriter json, Doubt doubt)
    {
        json.WriteString("code", doubt.Code);
        json.WriteString("message", doubt.Message);
        json.WriteString("advice", doubt.Advice);
        Texts(json, "columns", doubt.Columns);
        Object(json, "change", doubt.Change, Write);
    }

    static void Write(Utf8JsonWriter json, RunChange change)
    {
        json.WriteString("label", change.Label);
        Object(json, "settings", change.Settings, Write);
    }

    static void Write(Utf8JsonWriter json, ChangedSettings changed)
    {
        if (changed.Features is { } features) Texts(json, "features", features);
        if (changed.K is { } k) json.WriteNumber("k", k);
        if (changed.KRange is { } range) Numbers(json, "kRange", range);
        if (changed.Scaling is { } scaling) json.WriteString("scaling", EnumWord.Of(scaling));
        if (changed.Transform is { } transform) json.WriteString("transform", EnumWord.Of(transform));
        if (changed.Cleaning is { } cleaning) Object(json, "cleaning", cleaning, Write);
    }

    static void Write(Utf8JsonWriter json, ChangedCleaning changed)
    {
        if (changed.Missing is { } missing) json.WriteString("missing", EnumWord.Of(missing));
        if (changed.Extremes is { } extremes) json.WriteString("extremes", EnumWord.Of(extremes));
    }

    static void Write(Utf8JsonWriter json, StructureOfK one)
    {
        json.WriteNumber("k", one.K);
        json.WriteNumber("silhouette", one.Silhouette);
        Number(json, "low", one.Low);
        Number(json, "mean", one.Mean);
        Number(json, "high", one.High);
        Number(json, "excess", one.Excess);
        json.WriteBoolean("allowed", one.Allowed);
    }

    static void Write(Utf8JsonWriter json, StabilityFindings stability)
    {
        json.WriteNumber("adjustedRand", stability.AdjustedRand);
        json.WriteNumber("lowest", stability.Lowest);
        json.WriteNumber("highest", stability.Highest);
        json.WriteNumber("refits", stability.Refits);
        json.WriteNumber("rows", stability.Rows);
        Numbers(json, "segments", stability.Segments);
        Numbers(json, "seeds", stability.Seeds);
        Numbers(json, "unsure", stability.Unsure);
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

    static void Write(Utf8JsonWriter json, Metrics metrics)
    {
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
    }

    static void Write(Utf8JsonWriter json, SegmentProfile segment)
    {
        json.WriteNumber("number", segment.Number);
        json.WriteString("name", segment.Name);
        json.WriteString("description", segment.Description);
        Texts(json, "highlights", segment.Highlights);
        Array(json, "facts", segment.Facts, Write);
        json.WriteNumber("size", segment.Size);
        json.WriteNumber("share", segment.Share);
        json.WriteNumber("silhouette", segment.Silhouette);
        json.WriteNumber("withinSs", segment.WithinSs);
        json.WriteNumber("meanDistance", segment.MeanDistance);
        Numbers(json, "scaledCentre", segment.ScaledCentre);
        Numbers(json, "componentCentre", segment.ComponentCentre);
        Array(json, "features", segment.Features, Write);
        Array(json, "categories", segment.Categories, Write);
        Object(json, "money", segment.Money, Write);
        Object(json, "purchases", segment.Purchases, Write);
    }

    static void Write(Utf8JsonWriter json, SegmentFeature feature)
    {
        json.WriteString("name", feature.Name);
        Object(json, "here", feature.Here, Write);
        Number(json, "differenceShare", feature.DifferenceShare);
        json.WriteNumber("z", feature.Z);
        json.WriteNumber("medianRank", feature.MedianRank);
    }

    static void Write(Utf8JsonWriter json, SegmentFact fact)
    {
        json.WriteString("feature", fact.Feature);
        json.WriteString("measure", EnumWord.Of(fact.Measure));
        json.WriteNumber("value", fact.Value);
        json.WriteNumber("all", fact.All);
        json.WriteString("direction", EnumWord.Of(fact.Direction));
    }

    static void Write(Utf8JsonWriter json, CategoryMix mix)
    {
        json.WriteString("column", mix.Column);
        Array(json, "values", mix.Values, static (json, share) =>
        {
            json.WriteString("value", share.Value);
            json.WriteNumber("count", share.Count);
            json.WriteNumber("share", share.Share);
            json.WriteNumber("shareOfAll", share.ShareOfAll);
        });
    }

    static void Write(Utf8JsonWriter json, Pca pca)
    {
        Tables(json, "components", pca.Components);
        Numbers(json, "variance", pca.Variance);
        Numbers(json, "share", pca.Share);
    }

    static void Write(Utf8JsonWriter json, OutputFile file)
    {
        json.WriteString("name", file.Name);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteNumber("rows", file.Rows);
        if (file.Location is { } location) json.WriteString("location", location);
    }

    static void Write(Utf8JsonWriter json, StageTiming timing)
    {
        json.WriteString("stage", EnumWord.Of(timing.Stage));
        json.WriteNumber("seconds", timing.Seconds);
    }
}
