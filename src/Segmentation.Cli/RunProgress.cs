using Segmentation.Progress;
using Spectre.Console;

namespace Segmentation.Cli;

/// <summary>A progress bar on standard error while a run works; only for terminals.</summary>
static class RunProgress
{
    /// <summary>Runs the engine with a progress bar, which is removed at the end.</summary>
    public static Task<SegmentationResult> ShowAsync(EngineRun run, CancellationToken ct) =>
        Terminal.Open().Progress().AutoClear(enabled: true)
            .Columns(
                new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = new Bar(context.AddTask("Starting"));
                return await new LocalEngine().RunAsync(run, bar, ct);
            });

    sealed class Bar(ProgressTask task) : IProgress<EngineEvent>
    {
        readonly ProgressScale _scale = new();
        readonly Lock _lock = new();

        public void Report(EngineEvent value)
        {
            lock (_lock)
            {
                _scale.Apply(value);
                task.Value = _scale.Percent;
                task.Description = _scale.Message.EscapeMarkup();
            }
        }
    }
}
