using Microsoft.Extensions.Options;
using Segmentation.Data;
using Segmentation.Output;
using Segmentation.Progress;
using Segmentation.Spark.Connect;
using Segmentation.Spark.Stages;

namespace Segmentation.Spark;

/// <summary>The analysis on a Spark cluster, in the order the data goes through it. Rows stay there, but for a
/// sample.</summary>
public sealed class SparkEngine : IEngine, IAsyncDisposable, IDisposable
{
    readonly ConnectChannel _channel;
    readonly string? _ui;
    readonly HealthChecks _checks;

    /// <param name="options">With an address.</param>
    public SparkEngine(IOptions<SparkOptions> options)
        : this(new ConnectChannel(ConnectAddress.Parse(
            (options ?? throw new ArgumentNullException(nameof(options))).Value.Address)))
    {
        _ui = options.Value.Ui.Length > 0 ? options.Value.Ui : null;
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

    static async Task<SegmentationResult> AnalyseAsync(EngineRun run, SparkRun cluster, IProgress<EngineEvent> events)
    {
        var (spec, clock) = (run.Spec, cluster.Clock);

        clock.Enter(Stage.Load);
        var source = await SparkSource.OfAsync(cluster, run);
        var results = source.ResultsOf(run);
        var lines = await SparkLines.OpenAsync(cluster, source);
        var (layout, excerpt) = SparkLayout.Find(lines, source.HasBom, run.OutputFolder, cluster.Stop);
        using var mapped = excerpt;
        var table = await SparkRows.LoadAsync(cluster, lines, layout, spec);

        clock.Enter(Stage.Validate);
        var faults = await SparkFaults.FindAsync(cluster, table);

        clock.Enter(Stage.Clean);
        var clean = await UsedRows.RunAsync(cluster, table, faults, spec.Cleaning.Missing);
        Warn(clean.Source.Issues, events);

        clock.Enter(Stage.Features);   // they were found with the layout

        clock.Enter(Stage.Scale);
        var drawn = await SparkSample.DrawAsync(cluster, clean, spec.Seed);
        var scaled = await ScaledRows.RunAsync(cluster, clean, drawn, spec.Scaling, spec.Transform);
        var sample = drawn.With(scaled.Features);

        clock.Enter(Stage.Cluster);
        var chooser = new SparkChoice(cluster, clean, scaled, spec);
        var tried = await chooser.TryAsync(sample, events);
        var fit = await chooser.FitAsync(tried, sample);

        clock.Enter(Stage.Evaluate);
        var found = await SparkEvaluation.RunAsync(cluster, chooser, sample, tried, fit);

        clock.Enter(Stage.Save);
        var assignments = new SparkAssignments(cluster, clean, scaled, found.Centres);
        IReadOnlyList<OutputFile> files =
        [
            .. await assignments.WriteAsync(run.OutputFolder, results, sample, found),
            .. ResultFiles.BesideAssignments(run.OutputFolder, found.Findings, clean.Excluded, clean.Source.Issues),
        ];

        clock.End();
        return found.Findings.ToResult(
            spec, EngineKind.Spark, clean.Source, found.Choice, files, chooser.Used(tried)) with
        {
            Timings = clock.Timings,
        };
    }

    /// <summary>What is at a URI, from its list of files and its first lines.</summary>
    /// <param name="key">Which look this is; another one for every attempt.</param>
    /// <param name="uri">Allowed: it is not checked here.</param>
    /// <param name="excerpt">Path of a file to be made here, and deleted.</param>
    /// <param name="ct">Ends the looking.</param>
    /// <exception cref="InvalidDatasetException">It is not there, cannot be read, or can never be
    /// segmented.</exception>
    /// <exception cref="SparkException">The cluster went away.</exception>
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

    /// <summary>Stops what runs, lets go of the kept rows, which belong to no session, and ends the session.</summary>
    /// <exception cref="SparkException">The server cannot be reached.</exception>
    static async Task FreeAsync(ConnectSession session, CancellationToken ct)
    {
        try
        {
            await session.InterruptAllAsync(ct);
            foreach (var view in SparkRows.Kept) await session.RunSqlAsync($"uncache table if exists {view}", ct);
        }
        catch (SparkException error) when (!error.IsUnavailable)
        {
            // The session may be gone with its server, or never have been: nothing is kept then.
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
            // How the run itself ended is what is to be told; what is left is freed before the next attempt.
        }
    }

    static void Warn(IReadOnlyList<Issue> issues, IProgress<EngineEvent> events)
    {
        foreach (var issue in issues)
            if (issue.Severity == Severity.Warning) events.Report(new EngineEvent.Warning(issue));
    }
}
