using Microsoft.Extensions.Options;
using Segmentation.Checks;
using Segmentation.Data;
using Segmentation.Features;
using Segmentation.Output;
using Segmentation.Progress;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Stages;

namespace Segmentation.Spark;

/// <summary>The analysis on a Spark cluster, in the order of the stages. Rows stay on the cluster, except a
/// sample.</summary>
public sealed class SparkEngine : IEngine, IAsyncDisposable, IDisposable
{
    readonly ConnectChannel _channel;
    readonly string? _ui;
    readonly SparkHealth _checks;

    /// <param name="options">With an address.</param>
    public SparkEngine(IOptions<SparkOptions> options) : this(ChannelTo(options))
    {
        _ui = options.Value.Ui.Length > 0 ? options.Value.Ui : null;
    }

    static ConnectChannel ChannelTo(IOptions<SparkOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(ConnectAddress.Parse(options.Value.Address));
    }

    internal SparkEngine(ConnectChannel channel) => (_channel, _checks) = (channel, new(channel, UserOf(channel)));

    /// <summary>Ends the session of the health checks and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _checks.EndAsync();
        _channel.Dispose();
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _channel.Dispose();

    /// <inheritdoc/>
    public EngineKind Kind => EngineKind.Spark;

    /// <inheritdoc/>
    public async Task<SegmentationResult> RunAsync(EngineRun run, IProgress<EngineEvent> events, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(run);
        var session = SessionOf(run.Key);
        try
        {
            return await AnalyseAsync(run, new(session, new(events, ct), ct), events);
        }
        finally
        {
            await FreeQuietlyAsync(session);
        }
    }

    static async Task<SegmentationResult> AnalyseAsync(EngineRun run, SparkRun spark, IProgress<EngineEvent> events)
    {
        var (spec, clock) = (run.Spec, spark.Clock);

        clock.Enter(Stage.Load);
        var source = await SparkSource.OfAsync(spark, run);
        var results = source.ResultsOf(run);
        var lines = await SparkLines.OpenAsync(spark, source);
        var (layout, excerpt) = SparkLayout.Find(lines, source.HasBom, run.OutputFolder, spark.Stop, run.Reading);
        using var mapped = excerpt;
        if (await SparkPurchases.FindAsync(spark, lines, layout, spec) is { } purchases)
            return await AnalyseAsync(run, spark, (lines, purchases), events);
        var table = await SparkRows.LoadAsync(spark, lines, layout, spec);

        clock.Enter(Stage.Validate);
        var faults = await SparkFaults.FindAsync(spark, table);

        clock.Enter(Stage.Clean);
        var clean = await UsedRows.RunAsync(spark, table, faults, spec.Cleaning.Missing);
        clock.Warn(clean.Source.Issues);

        clock.Enter(Stage.Features);   // the layout has them already

        clock.Enter(Stage.Scale);
        var drawn = await SparkSample.DrawAsync(spark, clean, spec.Seed);
        var scaled = await ScaledRows.RunAsync(spark, clean, drawn, spec);
        var sample = drawn.With(scaled.Features);

        clock.Enter(Stage.Cluster);
        var chooser = new SparkChoice(spark, clean, scaled, spec);
        var groups = await SparkGroups.FindAsync(spark, chooser, sample, events);
        (chooser, sample, var tried) = groups;
        var fit = await chooser.FitAsync(tried, sample);

        clock.Enter(Stage.Evaluate);
        var found = await SparkEvaluation.RunAsync(spark, groups, fit);

        clock.Enter(Stage.Save);
        IReadOnlyList<OutputFile> files =
        [
            .. await new SparkAssignments(spark, chooser.Clean, chooser.Scaled, found.Centres)
                .WriteAsync(run.OutputFolder, results, sample, found),
            .. ResultFiles.BesideAssignments(run.OutputFolder, found.Findings, clean.Excluded, clean.Source.Issues),
        ];

        clock.End();
        var result = found.Findings.ToResult(
            spec, EngineKind.Spark, chooser.Clean.Source, found.Choice, files, chooser.Used(tried));
        return Doubts.Raise(result) with { Timings = clock.Timings };
    }

    /// <summary>The lines of purchases stay on the cluster; the customers, who are far fewer, come here.</summary>
    static async Task<SegmentationResult> AnalyseAsync(
        EngineRun run, SparkRun spark, (SparkLines Lines, PurchaseFile File) source, IProgress<EngineEvent> events)
    {
        var (clock, folder) = (spark.Clock, run.OutputFolder);

        clock.Enter(Stage.Validate);
        clock.Warn(source.File.Issues());

        clock.Enter(Stage.Clean);   // lines are left out when they are added up

        clock.Enter(Stage.Features);
        var found = await SparkPurchases.GroupAsync(spark, source.Lines, source.File, folder);
        var made = CustomersOfPurchases.Of(source.File, found, folder, clock, spark.Stop);
        using var table = made.Table;
        var clean = made.Clean(run.Spec.Cleaning, spark.Stop);

        return LocalAnalysis.Run(clean, run, (EngineKind.Spark, made), (clock, events), spark.Stop);
    }

    /// <summary>Describes the data at a URI from its list of files and its first lines.</summary>
    /// <param name="key">Names this inspection; another one for every attempt.</param>
    /// <param name="uri">Must be allowed: it is not checked here.</param>
    /// <param name="excerpt">Path on this machine where a file is created and deleted again.</param>
    /// <param name="ct">Ends the inspection.</param>
    /// <exception cref="InvalidDatasetException">The data is not there, cannot be read, or cannot be segmented with any
    /// settings.</exception>
    /// <exception cref="SparkException">The cluster is gone.</exception>
    public async Task<InspectedDataset> InspectAsync(RunKey key, DataUri uri, string excerpt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(key);
        var session = SessionOf(key);
        try
        {
            var clock = new StageClock(new Progress<EngineEvent>(), ct);
            clock.Enter(Stage.Load);
            return await UriInspection.RunAsync(new(session, clock, ct), uri, excerpt);
        }
        finally
        {
            await FreeQuietlyAsync(session);
        }
    }

    /// <inheritdoc/>
    public Task AbandonAsync(RunKey key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(key);
        return FreeAsync(SessionOf(key), ct);
    }

    /// <inheritdoc/>
    public async Task<EngineHealth> CheckAsync(CancellationToken ct)
    {
        try
        {
            return new(true, await _checks.VersionAsync(ct), _ui, null);
        }
        catch (SparkException error)
        {
            return new(false, null, null, error.Message);
        }
    }

    static string UserOf(ConnectChannel channel) => channel.Address.UserId ?? "segmentation";

    ConnectSession SessionOf(RunKey key) => new(_channel, SessionId.Of(key), UserOf(_channel));

    /// <summary>Stops the work, frees the cached rows, which belong to no session, and ends the session.</summary>
    /// <exception cref="SparkException">The server cannot be reached.</exception>
    static async Task FreeAsync(ConnectSession session, CancellationToken ct)
    {
        try
        {
            await session.InterruptAllAsync(ct);
            foreach (var view in SparkRows.Cached) await session.RunSqlAsync($"uncache table if exists {view}", ct);
        }
        catch (SparkException error) when (!error.IsUnavailable)
        {
            // The session is gone with its server, or never existed: nothing is cached then.
        }
        await session.ReleaseAsync(ct);
    }

    static async Task FreeQuietlyAsync(ConnectSession session)
    {
        try
        {
            await FreeAsync(session, CancellationToken.None);
        }
        catch (SparkException)
        {
            // The end of the run itself matters more. What is left is freed before the next attempt.
        }
    }
}
