using System.Diagnostics;

namespace Segmentation.Api;

/// <summary>Figures that this process counts itself.</summary>
sealed class ServiceFigures
{
    long _uploaded;
    long _streams;

    /// <summary>Counts received bytes of a file.</summary>
    public void Uploaded(long bytes) => Interlocked.Add(ref _uploaded, bytes);

    /// <summary>Counts an open event stream until it is disposed.</summary>
    public IDisposable Stream()
    {
        Interlocked.Increment(ref _streams);
        return new Ending(this);
    }

    public void Write(PrometheusText text)
    {
        using var process = Process.GetCurrentProcess();
        text.Counter(
            "segmentation_upload_bytes_total", "Bytes of uploaded files.", [new([], Interlocked.Read(ref _uploaded))]);
        text.Gauge("segmentation_sse_clients", "Open event streams.", Interlocked.Read(ref _streams));
        text.Counter(
            "process_cpu_seconds_total", "Processor time of this process.",
            [new([], process.TotalProcessorTime.TotalSeconds)]);
        text.Gauge("process_resident_memory_bytes", "Memory of this process.", process.WorkingSet64);
        text.Gauge(
            "process_start_time_seconds", "When this process began, in Unix time.",
            new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1e3);
        if (OperatingSystem.IsLinux())
            text.Gauge(
                "process_open_fds", "Open files and connections of this process.",
                Directory.GetFileSystemEntries("/proc/self/fd").Length);
    }

    sealed class Ending(ServiceFigures figures) : IDisposable
    {
        int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) Interlocked.Decrement(ref figures._streams);
        }
    }
}
