using Segmentation.Input;

namespace Segmentation.Cli;

/// <summary>The file a command reads: a file, or standard input kept in a temporary file meanwhile.</summary>
sealed class InputFile : IDisposable
{
    readonly bool _temporary;

    InputFile(string path, string name, bool temporary) => (Path, Name, _temporary) = (path, name, temporary);

    public string Path { get; }
    /// <summary>For messages.</summary>
    public string Name { get; }

    /// <exception cref="CommandFailedException">There is no such file.</exception>
    public static async Task<InputFile> OpenAsync(string argument, CancellationToken ct)
    {
        if (argument == "-") return await FromStandardInputAsync(ct);
        if (Directory.Exists(argument))
            throw new CommandFailedException(
                ExitCode.Usage, $"{argument} is a folder. Name a file, or - for standard input.");
        if (!File.Exists(argument)) throw new CommandFailedException(ExitCode.Usage, $"There is no file {argument}.");
        return new(argument, System.IO.Path.GetFileName(argument), temporary: false);
    }

    /// <summary>The file as UTF-8 CSV.</summary>
    /// <param name="folder">A CSV that has to be made is written there; whoever owns the folder deletes it.</param>
    /// <exception cref="InvalidDatasetException">It is not a table, or cannot be read as asked.</exception>
    public Task<CsvSource> ReadAsync(string folder, FileReading reading, CancellationToken ct) =>
        SourceReader.ReadAsync(Path, System.IO.Path.Combine(folder, ".source.csv"), reading, long.MaxValue, ct);

    public void Dispose()
    {
        if (_temporary) File.Delete(Path);
    }

    static async Task<InputFile> FromStandardInputAsync(CancellationToken ct)
    {
        var input = new InputFile(System.IO.Path.GetTempFileName(), "standard input", temporary: true);
        try
        {
            await using var kept = File.Create(input.Path);
            await using var stdin = Console.OpenStandardInput();
            await stdin.CopyToAsync(kept, ct);
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }
}
