using Segmentation.Data;

namespace Segmentation.Input;

/// <summary>What the first lines of a file show while all of it is being read.</summary>
public static class SourceHead
{
    const int Rows = 50;
    const int MostBytes = 1 << 25;   // of a text that is made from a head
    // A head may end within quotes: a shorter one does not have to.
    static readonly int[] Sizes = [1 << 18, 1 << 14];

    /// <summary>Reads the head of the first text there is: the file itself, or what <see cref="SourceReader"/> has
    /// made from it so far.</summary>
    /// <param name="source">A file that is being read.</param>
    /// <param name="destination">Where its CSV is written; the head is made beside it, and nothing of that
    /// stays.</param>
    /// <param name="reading">How all of it is read.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>Null when there is no text yet, or its head cannot be segmented; the whole file may well be.</returns>
    public static async Task<InspectedDataset?> FindAsync(
        string source, string destination, FileReading reading, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(reading);
        reading = reading with { Entry = null, Sheet = null };
        foreach (var path in (string[])[source, SourceConversion.UnpackedOf(destination), destination])
        {
            var asked = path == destination ? reading with { Encoding = null } : reading;
            foreach (var size in Sizes)
                if (HeadOf(path, size) is { } bytes
                    && await ReadAsync(bytes, destination + ".head", asked, ct) is { } head)
                    return head;
        }

        return null;
    }

    /// <summary>The whole lines at the beginning of a text; null when there are none, or it is no text.</summary>
    static byte[]? HeadOf(string path, int size)
    {
        var head = new byte[size];
        try
        {
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            head = head[..file.ReadAtLeast(head, size, throwOnEndOfStream: false)];
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;   // not yet there, or not any more
        }

        var start = head.AsSpan(0, Math.Min(head.Length, FileSignature.Looked));
        var isText = FileSignature.Of(start).Kind == FileKind.Text;
        var end = Array.LastIndexOf(head, (byte)'\n');
        return isText && end >= 0 ? head[..(end + 1)] : null;
    }

    static async Task<InspectedDataset?> ReadAsync(
        byte[] bytes, string path, FileReading reading, CancellationToken ct)
    {
        var made = path + ".csv";
        try
        {
            await File.WriteAllBytesAsync(path, bytes, ct);
            var csv = await SourceReader.ReadAsync(path, made, reading, MostBytes, ct);
            var info = DatasetReader.InspectHead(csv.Path, bytes.Length, files: 1, ct, csv.Reading);
            return new(info with { Format = csv.Format }, DatasetReader.Preview(csv.Path, info, Rows, ct));
        }
        catch (InvalidDatasetException)
        {
            return null;
        }
        finally
        {
            File.Delete(path);
            File.Delete(made);
        }
    }
}
