using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Segmentation.Api;

/// <summary>Collects the measurements of the web server for /metrics. Names and bounds are those of
/// OpenTelemetry.</summary>
sealed class HttpFigures : IDisposable
{
    const string Duration = "http.server.request.duration";
    const string Active = "http.server.active_requests";

    static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    // Labels with a bounded number of values: the route is the pattern, not the address.
    static readonly string[] Labels = ["http.request.method", "http.response.status_code", "http.route", "error.type"];

    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<string, Durations> _durations = new(StringComparer.Ordinal);
    long _active;

    /// <param name="meters">Only measurements of this host count, whatever else runs in the process.</param>
    public HttpFigures(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name is Duration or Active)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Add(seconds, tags));
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _active, change));
        _listener.Start();
    }

    public void Write(PrometheusText text)
    {
        text.Histogram("http_server_request_duration_seconds", "Time from a request to the end of its answer.", Bounds,
            _durations.Values.Select(one => one.Snapshot()));
        text.Gauge(
            "http_server_active_requests", "Requests that are being answered, event streams among them.",
            Interlocked.Read(ref _active));
    }

    public void Dispose() => _listener.Dispose();

    void Add(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<(string Name, string Value)>(Labels.Length);
        foreach (var wanted in Labels)
        {
            foreach (var (name, value) in tags)
                if (name == wanted && value is not null)
                    labels.Add((wanted.Replace('.', '_'), Convert.ToString(value, CultureInfo.InvariantCulture)!));
        }

        _durations.GetOrAdd(string.Join('\n', labels), _ => new(labels)).Add(seconds);
    }

    sealed class Durations(IReadOnlyList<(string Name, string Value)> labels)
    {
        readonly Lock _gate = new();
        readonly long[] _counts = new long[Bounds.Length + 1];
        double _sum;

        public void Add(double seconds)
        {
            var bucket = 0;
            while (bucket < Bounds.Length && Bounds[bucket] < seconds) bucket++;
            lock (_gate)
            {
                _counts[bucket]++;
                _sum += seconds;
            }
        }

        public HistogramLine Snapshot()
        {
            lock (_gate) return new(labels, [.. _counts], _sum);
        }
    }
}
