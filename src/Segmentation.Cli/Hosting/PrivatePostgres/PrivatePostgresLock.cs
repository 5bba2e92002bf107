using System.Globalization;

namespace Segmentation.Cli;

/// <summary>Says who owns a data folder: the process that holds the lock. The system takes it back however the process ends.</summary>
public sealed class PrivatePostgresLock : IDisposable
{
    readonly FileStream _file;
    readonly string _ownerFile;

    PrivatePostgresLock(FileStream file, string ownerFile) => (_file, _ownerFile) = (file, ownerFile);

    /// <summary>Takes the folder, which is made when there is none.</summary>
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
                $"The data folder {dataFolder} is in use by another running service ({File.ReadAllText(ownerFile).Trim()}). "
                + "Stop that one first, or give this one another folder with --data.", held);
        }
        catch (IOException failed)
        {
            throw new PrivatePostgresException(
                $"The data folder {dataFolder} cannot be used: {failed.Message} Give another one with --data.", failed);
        }
    }

    /// <summary>Notes where the owner is to be found, for the message that the next one gets.</summary>
    public void Announce(string address) =>
        File.WriteAllText(_ownerFile, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId}, {address}\n"));

    // Nobody else may read what is uploaded; root's PostgreSQL runs as another user, which must get through to its own folder.
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
        foreach (var folder in (string[])["datasets", "jobs", "uploads"]) Directory.CreateDirectory(Path.Combine(dataFolder, folder), Own);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(_ownerFile);
        _file.Dispose();
    }
}
