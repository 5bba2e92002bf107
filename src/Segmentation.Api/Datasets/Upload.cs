namespace Segmentation.Api;

/// <summary>A received file that is not yet anybody's: it goes when this is disposed, unless it was moved away.</summary>
/// <param name="Path">Where the bytes are; a name of our own.</param>
/// <param name="FileName">What the client calls it, for texts only.</param>
/// <param name="Bytes">How many there are.</param>
/// <param name="Sha256">Their hash, 64 hex digits.</param>
sealed record Upload(string Path, string FileName, long Bytes, string Sha256) : IDisposable
{
    public void Dispose() => File.Delete(Path);
}
