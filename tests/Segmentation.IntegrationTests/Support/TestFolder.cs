namespace Segmentation.IntegrationTests.Support;

/// <summary>A folder of one test, which other users may pass through: PostgreSQL runs as one of them under
/// root.</summary>
public sealed class TestFolder : IDisposable
{
    const UnixFileMode ForAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute
            | UnixFileMode.OtherExecute
        | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public TestFolder() => File.SetUnixFileMode(Root, ForAll);

    public string Root { get; } = Directory.CreateTempSubdirectory("segmentation-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
