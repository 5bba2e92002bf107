namespace Segmentation.Input;

/// <summary>The file that is being made: its bytes are counted, and it is deleted unless it was finished. Its head may
/// be read meanwhile.</summary>
/// <param name="path">Does not exist yet.</param>
/// <param name="most">Most bytes.</param>
sealed class OutputFile(string path, long most) : IDisposable
{
    readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    long _written;
    bool _finished;

    /// <exception cref="InvalidDatasetException">The file has become too large.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _written += bytes.Length;
        if (_written > most) throw Refused.TooLarge(most);
        _file.Write(bytes);
    }

    public void Finish() => _finished = true;

    public void Dispose()
    {
        _file.Dispose();
        if (!_finished) File.Delete(path);
    }
}
