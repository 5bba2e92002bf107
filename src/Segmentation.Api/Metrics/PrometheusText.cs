using System.Globalization;
using System.Text;

namespace Segmentation.Api;

/// <summary>Figures in the text format 0.0.4 of Prometheus.</summary>
sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    readonly StringBuilder _text = new();

    /// <summary>A figure that only increases while the process runs.</summary>
    public void Counter(string name, string help, IEnumerable<Reading> readings) =>
        Add(name, "counter", help, readings);

    /// <summary>A figure that can increase and decrease.</summary>
    public void Gauge(string name, string help, IEnumerable<Reading> readings) => Add(name, "gauge", help, readings);

    /// <summary>The same without labels.</summary>
    public void Gauge(string name, string help, double value) => Gauge(name, help, [new([], value)]);

    /// <summary>A distribution of durations.</summary>
    /// <param name="bounds">Upper bounds in seconds, ascending; the last bucket, above all bounds, is added.</param>
    public void Histogram(
        string name, string help, IReadOnlyList<double> bounds, IEnumerable<HistogramLine> distributions)
    {
        Head(name, "histogram", help);
        foreach (var (labels, counts, sum) in distributions)
        {
            var upTo = 0L;
            for (var i = 0; i < counts.Count; i++)
            {
                upTo += counts[i];
                var bound = i < bounds.Count ? Number(bounds[i]) : "+Inf";
                Line(name + "_bucket", new([.. labels, ("le", bound)], upTo));
            }

            Line(name + "_sum", new(labels, sum));
            Line(name + "_count", new(labels, upTo));
        }
    }

    public override string ToString() => _text.ToString();

    void Add(string name, string type, string help, IEnumerable<Reading> readings)
    {
        Head(name, type, help);
        foreach (var reading in readings) Line(name, reading);
    }

    void Head(string name, string type, string help) =>
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    void Line(string name, Reading reading)
    {
        _text.Append(name);
        if (reading.Labels.Count > 0)
            _text.Append('{')
                .AppendJoin(',', reading.Labels.Select(label => $"{label.Name}=\"{Escaped(label.Value)}\""))
                .Append('}');
        _text.Append(' ').Append(Number(reading.Value)).Append('\n');
    }

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static string Escaped(string value) => value.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", "\\n");
}

/// <summary>One figure.</summary>
sealed record Reading(IReadOnlyList<(string Name, string Value)> Labels, double Value);

/// <summary>A distribution of durations.</summary>
/// <param name="Counts">One per bound; the last one counts what took longer.</param>
/// <param name="Sum">In seconds.</param>
sealed record HistogramLine(IReadOnlyList<(string Name, string Value)> Labels, IReadOnlyList<long> Counts, double Sum);
