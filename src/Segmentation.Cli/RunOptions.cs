using System.CommandLine;
using Segmentation.Settings;

namespace Segmentation.Cli;

/// <summary>The options of <c>segmentation run</c>, <c>submit</c> and <c>schedules create</c> that say how to segment:
/// one for each setting of a run.</summary>
/// <param name="inProcess">The run is in this process, which has only the local engine.</param>
sealed class RunOptions(bool inProcess)
{
    // In the order of the settings.
    readonly Option<string[]>[] _options = [.. RunSettings.All.Select(each => ToOption(each, inProcess))];

    public void AddTo(Command command)
    {
        foreach (var option in _options) command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="CommandFailedException">A value is not allowed, or the engine is not available
    /// here.</exception>
    public SegmentationSpec Read(ParseResult parsed)
    {
        var spec = new SegmentationSpec();
        for (var i = 0; i < _options.Length; i++)
        {
            if (parsed.GetValue(_options[i]) is not { Length: > 0 } texts) continue;
            // Headers may be given one by one.
            var text = string.Join(',', texts);
            spec = RunSettings.All[i].Apply(spec, text) ?? throw Refused(RunSettings.All[i], text);
        }
        if (inProcess && spec.Engine == EngineKind.Spark)
            throw Usage("run works in this process. For Spark: segmentation submit FILE --engine spark");
        if (inProcess) spec = spec with { Engine = EngineKind.Local };

        return RunSettings.Check(spec) is [var fault, ..] ? throw Refused(fault, spec) : spec;
    }

    static Option<string[]> ToOption(Setting setting, bool inProcess) => new(setting.Option)
    {
        Description = inProcess && setting.Name == "engine"
            ? "local or auto, which mean the same here; Spark needs a server"
            : Describe(setting),
        HelpName = setting.Example,
    };

    static string Describe(Setting setting)
    {
        var otherwise = setting.TextOf(RunSettings.Defaults) ?? (setting as NumberSetting)?.WhenLeftOut;
        var allowed = setting.Words.Count > 0 ? $" ({setting.Allowed})" : "";
        return setting.Help + allowed + (otherwise is null ? "" : $" [default: {otherwise}]");
    }

    static CommandFailedException Refused(Setting setting, string text) =>
        Usage($"{setting.Option} is {setting.Allowed}. Not: {text}");

    // A value may be valid by itself and yet not fit the others.
    static CommandFailedException Refused(SettingFault fault, SegmentationSpec spec) =>
        fault.Setting.Check(spec) is null
        ? Usage("--" + fault.Message)
        : Refused(fault.Setting, fault.Setting.TextOf(spec) ?? "");

    static CommandFailedException Usage(string message) => new(ExitCode.Usage, message);
}
