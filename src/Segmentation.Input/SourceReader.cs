
namespace Segmentation.Input;

/// <summary>Makes whatever arrives one UTF-8 CSV: unpacks it, decodes it, takes the sheet or the columns. What is a
/// UTF-8 CSV already stays where it is.</summary>
public static class SourceReader
{
    /// <summary>The reading with the framework's name of its encoding: two names of one encoding are one
    /// reading.</summary>
    /// <exception cref="InvalidDatasetException">There is no encoding of this name.</exception>
    public static FileReading Named(FileReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.Encoding is { } name ? reading with { Encoding = EncodingNames.Find(name).WebName } : reading;
    }

    /// <summary>Reads a file, by its content and never by its name.</summary>
    /// <param name="source">A file on this machine, which stays as it is.</param>
    /// <param name="destination">Where the CSV is written if one has to be made; nothing may be there. Beside it
    /// there is a second file for a while. After an error nothing is left of them.</param>
    /// <param name="reading">Which table, and in which encoding.</param>
    /// <param name="mostBytes">Most bytes of the CSV, and of what is unpacked on the way.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="InvalidDatasetException">It is damaged, has a password, is too large or no table, or it cannot
    /// be read as asked.</exception>
    public static Task<CsvSource> ReadAsync(
        string source, string destination, FileReading reading, long mostBytes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(reading);
        // Reading a file is CPU work: not on a thread that answers requests.
        return Task.Run(() => new SourceConversion(destination, reading, mostBytes, ct).RunAsync(source), ct);
    }
}
