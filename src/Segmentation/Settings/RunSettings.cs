namespace Segmentation.Settings;

/// <summary>Every setting of a run. What the API, the command line and the page take, check and say comes from
/// here.</summary>
public static class RunSettings
{
    /// <summary>What finds the centres over all rows.</summary>
    public static Setting Clusterer { get; } = new WordSetting<Clusterer>(
        spec => spec.Clusterer, (spec, value) => spec with { Clusterer = value },
        Word(Segmentation.Clusterer.Auto, "Whichever is faster"),
        Word(Segmentation.Clusterer.Lloyd, "Lloyd’s iterations"),
        Word(Segmentation.Clusterer.Mllib, "KMeans of Spark’s MLlib"))
    {
        Name = "clusterer",
        Option = "--clusterer",
        Label = "Clusterer",
        Help = "What finds the centres over all rows. lloyd iterates exactly; auto does too, on Spark as long as that "
            + "is faster; mllib, KMeans of Spark's MLlib, runs on Spark only.",
        IsAdvanced = true,
    };

    /// <summary>How many segments.</summary>
    public static NumberSetting K { get; } = new(spec => spec.K, (spec, value) => spec with { K = value }, 2, 50)
    {
        Name = "k",
        Option = "--k",
        Label = "Number of segments",
        Help = "How many segments. auto chooses by what the data shows, and says why.",
        AutoWord = "auto",
        WhenLeftOut = "chosen by what the data shows",
        ErrorWhenAbove = DataErrors.KTooLarge,
    };

    /// <summary>Every setting, in the order in which they are listed.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new WordSetting<RowMeaning>(
            spec => spec.Rows, (spec, value) => spec with { Rows = value },
            Word(RowMeaning.Auto, "Find out"), Word(RowMeaning.Customers, "Customers"),
            Word(RowMeaning.Purchases, "Purchases"))
        {
            Name = "rows",
            Option = "--rows",
            Label = "A row is",
            Help = "What a row of the file is. Purchases, or lines of invoices, become customers before they are "
                + "compared; auto finds out from the values.",
        },
        new DaySetting(
            spec => spec.Rfm.AsOf, (spec, value) => spec with { Rfm = spec.Rfm with { AsOf = value } })
        {
            Name = "rfm.asOf",
            Option = "--rfm-as-of",
            Label = "Purchases count back from",
            Help = "The day to which the days since a purchase are counted; later purchases are left out. Left out: "
                + "the day after the last purchase of the file.",
        },
        new WordSetting<ReturnsPolicy>(
            spec => spec.Rfm.Returns,
            (spec, value) => spec with { Rfm = spec.Rfm with { Returns = value } },
            Word(ReturnsPolicy.LeaveOut, "Leave out"), Word(ReturnsPolicy.Net, "Take off what was spent"))
        {
            Name = "rfm.returns",
            Option = "--returns",
            Label = "Returns and cancellations",
            Help = "Cancellations and negative amounts among purchases: leaveOut leaves them out and counts them, net "
                + "takes their amounts off what the customer spent.",
        },
        new WordsSetting<RfmFeature>(
            spec => spec.Rfm.Features,
            (spec, value) => spec with { Rfm = spec.Rfm with { Features = value } },
            Word(RfmFeature.Recency, "Days since the last purchase"), Word(RfmFeature.Frequency, "Number of purchases"),
            Word(RfmFeature.Monetary, "Sum spent"), Word(RfmFeature.AverageOrder, "Average purchase"),
            Word(RfmFeature.Tenure, "Days since the first purchase"), Word(RfmFeature.Items, "Pieces bought"))
        {
            Name = "rfm.features",
            Option = "--rfm-features",
            Label = "Compare customers by",
            Help = "What of the purchases of a customer is compared.",
        },
        new ColumnsSetting
        {
            Name = "features",
            Option = "--features",
            Label = "Features",
            Help = "The columns to compare, by header. Left out: the columns with the role feature.",
        },
        new RolesSetting
        {
            Name = "roles",
            Option = "--roles",
            Label = "Roles",
            Help = "Roles of columns that differ from the ones found, by header.",
        },
        new DatesSetting
        {
            Name = "dates",
            Option = "--dates",
            Label = "Dates to compare",
            Help = "Columns of dates to compare as well, by header: recency is the number of days from the date to "
                + "asOf.",
        },
        new DaySetting(spec => spec.AsOf, (spec, value) => spec with { AsOf = value })
        {
            Name = "asOf",
            Option = "--as-of",
            Label = "Dates count back from",
            Help = "The day from which dates are counted back. Left out: the day after the last date of the column.",
        },
        K,
        new RangeSetting(K.Min, K.Max)
        {
            Name = "kRange",
            Option = "--k-range",
            Label = "Numbers of segments to try",
            Help = "Smallest and largest k to try when k is auto.",
            IsAdvanced = true,
        },
        new WordSetting<Scaling>(
            spec => spec.Scaling, (spec, value) => spec with { Scaling = value },
            Word(Scaling.Standard, "Standard: mean 0, deviation 1"), Word(Scaling.MinMax, "Min–max: 0 to 1"),
            Word(Scaling.Robust, "Robust: median and quartiles"), Word(Scaling.None, "None: as in the file"))
        {
            Name = "scaling",
            Option = "--scaling",
            Label = "Scaling",
            Help = "How features are brought to a common scale. With none, columns with large numbers decide alone.",
        },
        new WordSetting<MissingPolicy>(
            spec => spec.Cleaning.Missing,
            (spec, value) => spec with { Cleaning = spec.Cleaning with { Missing = value } },
            Word(MissingPolicy.Drop, "Leave the row out"), Word(MissingPolicy.Median, "Fill in the column’s median"))
        {
            Name = "cleaning.missing",
            Option = "--missing",
            Label = "Missing values",
            Help =
                "A missing feature value: drop leaves the row out and counts it, median fills in the column's median.",
        },
        new WordSetting<DuplicatePolicy>(
            spec => spec.Cleaning.Duplicates,
            (spec, value) => spec with { Cleaning = spec.Cleaning with { Duplicates = value } },
            Word(DuplicatePolicy.Keep, "Keep every row"), Word(DuplicatePolicy.First, "Keep the first of each"))
        {
            Name = "cleaning.duplicates",
            Option = "--duplicates",
            Label = "Repeated rows",
            Help = "Rows that repeat one before, entirely or in their id: keep takes them as rows like the others, "
                + "first leaves them out and counts them.",
        },
        new WordSetting<ExtremesPolicy>(
            spec => spec.Cleaning.Extremes,
            (spec, value) => spec with { Cleaning = spec.Cleaning with { Extremes = value } },
            Word(ExtremesPolicy.Keep, "Keep them, and name them"), Word(ExtremesPolicy.Apart, "Set them apart"))
        {
            Name = "cleaning.extremes",
            Option = "--extremes",
            Label = "Extreme values",
            Help = "Rows so far from all others that they make segments of their own, and no k can be recommended: "
                + "keep names them, apart finds the segments without them. It has no effect where k is given.",
        },
        new TransformSetting(
            Word(Transform.Auto, "Logarithm where it tames a long tail"), Word(Transform.None, "None"),
            Word(Transform.Log1p, "Logarithm of every feature: log(1 + x)"))
        {
            Name = "transform",
            Option = "--transform",
            Label = "Transform",
            Help = "What is done to values before scaling. log1p takes the logarithm of 1 + the value, which draws in "
                + "long tails; auto does so for each feature with a long tail that becomes shorter by it, unless "
                + "scaling is none.",
        },
        new WordSetting<EngineKind>(
            spec => spec.Engine, (spec, value) => spec with { Engine = value },
            Word(EngineKind.Auto, "Automatic: local while the data fits"),
            Word(EngineKind.Local, "Local: in one worker"),
            Word(EngineKind.Spark, "Spark: on the cluster"))
        {
            Name = "engine",
            Option = "--engine",
            Label = "Engine",
            Help = "What runs the job. auto takes the local engine while the data fits a worker's memory, else Spark.",
        },
        new NumberSetting(
            spec => spec.Seed, (spec, value) => spec with { Seed = value ?? spec.Seed }, int.MinValue, int.MaxValue)
        {
            Name = "seed",
            Option = "--seed",
            Label = "Seed",
            Help = "Seed of the random generator: the same file, settings and seed give the same segments.",
            IsAdvanced = true,
        },
        new NumberSetting(spec => spec.NInit, (spec, value) => spec with { NInit = value }, 1, 1_000)
        {
            Name = "nInit",
            Option = "--starts",
            Label = "Starts for each k",
            Help = "How often k-means starts anew for each k. More starts find better centres and take longer.",
            WhenLeftOut = "by the number of rows, 10 to 100",
            IsAdvanced = true,
        },
        new NumberSetting(
            spec => spec.MaxIterations, (spec, value) => spec with { MaxIterations = value ?? 0 }, 1, 10_000)
        {
            Name = "maxIterations",
            Option = "--max-iterations",
            Label = "Most iterations",
            Help = "Most Lloyd iterations of one start.",
            IsAdvanced = true,
        },
        Clusterer,
        new WordSetting<AdviceLevel>(
            spec => spec.Advice, (spec, value) => spec with { Advice = value },
            Word(AdviceLevel.Full, "Tell groups from one cloud"), Word(AdviceLevel.None, "None: faster"))
        {
            Name = "advice",
            Option = "--advice",
            Label = "Advice",
            Help = "full compares the segments with draws that have no groups, and says where there are none; none "
                + "saves the time, and takes the k with the best silhouette.",
            IsAdvanced = true,
        },
    ];

    /// <summary>The values of a run for which nothing was asked.</summary>
    public static SegmentationSpec Defaults { get; } = new();

    /// <summary>Everything that is wrong with the settings; empty when they can be used.</summary>
    public static IReadOnlyList<SettingFault> Check(SegmentationSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var faults = All.Select(setting => setting.Check(spec)).OfType<SettingFault>().ToList();
        if (spec is { Clusterer: Segmentation.Clusterer.Mllib, Engine: EngineKind.Local })
        {
            faults.Add(new(Clusterer, RunErrors.InvalidSetting,
                "clusterer mllib is a part of Spark: take the engine spark or auto, or leave the clusterer out."));
        }
        return faults;
    }

    static SettingWord Word<T>(T value, string label)
        where T : struct, Enum => new(EnumWord.Of(value), label);
}
