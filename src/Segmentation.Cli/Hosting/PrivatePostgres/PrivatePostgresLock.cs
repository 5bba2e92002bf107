using System.Globalization;

namespace Segmentation.Cli;

/// <summary>The lock of a data folder: the process that holds it owns the folder. The system releases it however the
/// process ends.</summary>
sealed class PrivatePostgresLock : IDisposable
{
    readonly FileStream _file;
    readonly string _ownerFile;

    PrivatePostgresLock(FileStream file, string ownerFile) => (_file, _ownerFile) = (file, ownerFile);

    /// <summary>Takes the lock; creates the folder if there is none.</summary>
    /// <exception cref="PrivatePostgresException">Another running service owns it, or it cannot be written.</exception>
    public static PrivatePostgresLock Take(string dataFolder)
    {
        var ownerFile = Path.Combine(dataFolder, "serve.owner");
        try
        {
            MakeFolder(dataFolder);
            var file = new FileStream(
                Path.Combine(dataFolder, "serve.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var taken = new PrivatePostgresLock(file, ownerFile);
            taken.Announce("still starting");
            return taken;
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new PrivatePostgresException(
                $"The data folder {dataFolder} cannot be written by this user. Give another one with --data.", refused);
        }
        catch (IOException full) when (PrivatePostgresDisk.IsFull(full.Message))
        {
            throw PrivatePostgresDisk.Full(dataFolder, full);
        }
        catch (IOException held) when (File.Exists(ownerFile))
        {
            throw new PrivatePostgresException(
                $"The data folder {dataFolder} is in use by another running service "
                + $"({File.ReadAllText(ownerFile).Trim()}). Stop that one first, or give this one another folder "
                + "with --data.",
                held);
        }
        catch (IOException failed)
        {
            throw new PrivatePostgresException(
                $"The data folder {dataFolder} cannot be used: {failed.Message} Give another one with --data.", failed);
        }
    }

    /// <summary>Records where the owner runs, for the error message of the next process.</summary>
    public void Announce(string address) =>
        File.WriteAllText(
            _ownerFile, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, {address}\n"));

    // No other user may read uploads. When this process is root, PostgreSQL runs as another user, who must be able to
    // pass through to its own folder.
    static void MakeFolder(string dataFolder)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(dataFolder))
        {
            Directory.CreateDirectory(dataFolder);
            return;
        }

        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode Passing = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(Path.GetDirectoryName(dataFolder)!);
        Directory.CreateDirectory(dataFolder, Environment.IsPrivilegedProcess ? Own | Passing : Own);
        foreach (var folder in (string[])["datasets", "jobs", "uploads"])
            Directory.CreateDirectory(Path.Combine(dataFolder, folder), Own);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_ownerFile);
        _file.Dispose();
    }
}
