namespace Segmentation.Api;

/// <summary>A received file that belongs to no dataset yet: it is deleted on disposal, unless it was moved
/// away.</summary>
/// <param name="Path">Where the bytes are, under a generated name.</param>
/// <param name="FileName">What the client calls it, only for messages.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Hash of the bytes, 64 hex digits.</param>
sealed record Upload(string Path, string FileName, long Bytes, string Sha256) : IDisposable
{
    /// <summary>How the client wants it read.</summary>
    public FileReading Reading { get; init; } = new();

    public void Dispose() => File.Delete(Path);
}
