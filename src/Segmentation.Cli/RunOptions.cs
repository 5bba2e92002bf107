using System.CommandLine;
using System.CommandLine.Parsing;

namespace Segmentation.Cli;

/// <summary>The options of <c>segmentation run</c> and <c>submit</c> that say how to segment.</summary>
/// <param name="usual">The engine when none is named.</param>
sealed class RunOptions(EngineKind usual = EngineKind.Local)
{
    readonly Option<string[]> _features = new("--features")
    {
        Description = "Columns to compare, by header, separated by commas; default: chosen by role",
        HelpName = "a,b",
    };

    readonly Option<int?> _k = new("--k")
    {
        Description = "Number of segments, 2 to 50, or auto (default)",
        HelpName = "auto|N",
        CustomParser = AutoOrNumber,
    };

    readonly Option<int?> _starts = new("--starts")
    {
        Description = "Starts for each k, 1 to 1000; default: by the number of rows",
        HelpName = "N",
    };

    readonly Option<int> _seed = new("--seed")
    {
        Description = "Seed of the random generator: the same file and options give the same segments",
        HelpName = "N",
        DefaultValueFactory = _ => new SegmentationSpec().Seed,
    };

    readonly Option<EngineKind> _engine = new("--engine")
    {
        Description = usual == EngineKind.Local
            ? "local or auto, which mean the same here; Spark needs a server" : "auto, local or spark",
        HelpName = "WORD",
        DefaultValueFactory = _ => usual,
    };

    readonly Option<Clusterer> _clusterer = new("--clusterer")
    {
        Description = "auto, lloyd, or mllib: KMeans of Spark's MLlib, with the engine spark or auto",
        HelpName = "WORD",
        DefaultValueFactory = _ => Clusterer.Auto,
    };

    readonly Option<Scaling> _scaling = new("--scaling")
    {
        Description = "standard, minMax, robust or none",
        HelpName = "WORD",
        DefaultValueFactory = _ => Scaling.Standard,
    };

    readonly Option<MissingPolicy> _missing = new("--missing")
    {
        Description = "Rows with missing values: drop, or median to fill in",
        HelpName = "WORD",
        DefaultValueFactory = _ => MissingPolicy.Drop,
    };

    readonly Option<Transform> _transform = new("--transform")
    {
        Description = "none, log1p, or auto to be told where log1p is worth a try",
        HelpName = "WORD",
        DefaultValueFactory = _ => Transform.None,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _features, _k, _starts, _seed, _engine, _scaling, _missing, _transform })
            command.Add(option);
        if (usual != EngineKind.Local) command.Add(_clusterer);
    }

    /// <summary>What was asked for, to be done in this process.</summary>
    /// <exception cref="CommandFailedException">A value is out of its range, or the engine is not here.</exception>
    public SegmentationSpec Read(ParseResult parsed)
    {
        if (parsed.GetValue(_engine) == EngineKind.Spark)
            throw new CommandFailedException(ExitCode.Usage, "run works in this process. For Spark: segmentation submit FILE --engine spark");
        return Spec(parsed) with { Engine = EngineKind.Local };
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="CommandFailedException">A value is out of its range.</exception>
    public SegmentationSpec Spec(ParseResult parsed)
    {
        if (parsed.GetValue(_clusterer) == Clusterer.Mllib && parsed.GetValue(_engine) == EngineKind.Local)
            throw new CommandFailedException(ExitCode.Usage, "--clusterer mllib is a part of Spark: take --engine spark or auto.");
        try
        {
            return new()
            {
                Features = parsed.GetValue(_features) is { Length: > 0 } names ? [.. names.SelectMany(HeaderNames)] : null,
                K = parsed.GetValue(_k),
                NInit = parsed.GetValue(_starts),
                Seed = parsed.GetValue(_seed),
                Engine = parsed.GetValue(_engine),
                Clusterer = parsed.GetValue(_clusterer),
                Scaling = parsed.GetValue(_scaling),
                Cleaning = new() { Missing = parsed.GetValue(_missing) },
                Transform = parsed.GetValue(_transform),
            };
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{wrong.Message.Split(" (Parameter")[0]} Not: {wrong.ActualValue}", wrong);
        }
    }

    /// <summary>Splits at commas outside double quotes: <c>a,"b,c"</c> is <c>a</c> and <c>b,c</c>.</summary>
    internal static IEnumerable<string> HeaderNames(string list)
    {
        var parts = list.Split('"');
        var name = "";
        for (var i = 0; i < parts.Length; i++)
        {
            var pieces = i % 2 == 1 ? new[] { parts[i] } : parts[i].Split(',');
            foreach (var piece in pieces[..^1])
            {
                yield return (name + piece).Trim();
                name = "";
            }
            name += pieces[^1];
        }
        yield return name.Trim();
    }

    static int? AutoOrNumber(ArgumentResult result)
    {
        var word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (word == "auto") return null;
        if (int.TryParse(word, out var k)) return k;
        result.AddError($"--k is auto or a whole number from 2 to 50. Not: {word}");
        return null;
    }
}
