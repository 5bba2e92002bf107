using System.Text;
using Microsoft.AspNetCore.Http;
using Segmentation.Settings;

namespace Segmentation.Api;

/// <summary>The fields of a form, or parameters of an address, that say how a file is to be read.</summary>
static class ReadingFields
{
    public static FileReading Of(IQueryCollection query) => ReadingSettings.All.Aggregate(
        new FileReading(),
        (reading, field) => query[field.Name].Aggregate(
            reading, (read, value) => With(read, field.Name, value ?? "")));

    public static bool Is(string name) => ReadingSettings.Find(name) is not null;

    /// <summary>The reading with one field more; an empty one counts as left out.</summary>
    public static FileReading With(FileReading reading, string name, string value)
    {
        try
        {
            return ReadingSettings.Find(name)!.Apply(reading, value);
        }
        catch (FormatException wrong)
        {
            throw new ProblemException(Problems.Malformed(wrong.Message, name));
        }
    }

    /// <summary>The text of a part of a form.</summary>
    public static async Task<string> ReadAsync(Stream part, CancellationToken ct)
    {
        // One byte more than the longest value shows that it is too long.
        const int most = ReadingSettings.MostWords * (ReadingSettings.LongestWord + 1) * 4;
        var bytes = new byte[most + 1];
        var read = await part.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }
}
