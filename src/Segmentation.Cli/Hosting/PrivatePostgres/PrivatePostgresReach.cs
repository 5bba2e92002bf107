namespace Segmentation.Cli;

/// <summary>Puts files where an unprivileged user can reach them: the repository may be under root's home, which no
/// other user can enter.</summary>
sealed class PrivatePostgresReach(string sharedFolder, PrivatePostgresAccount account)
{
    /// <summary>The binaries themselves, or a copy that the server's user can run. Copied once per version.</summary>
    public async Task<PrivatePostgresBinaries> BinariesAsync(
        PrivatePostgresBinaries found, Action<string> say, CancellationToken ct)
    {
        if (await account.ReachesAsync(found.Folder, ct)) return found;

        var copy = Path.Combine(sharedFolder, $"postgresql-{found.Version}");
        if (!Directory.Exists(copy))
        {
            say($"Copying PostgreSQL {found.Version} to {copy}, where the user {account.User} can run it");
            await AsRootAsync("""
                set -e
                mkdir -p "$(dirname "$2")"; chmod 755 "$(dirname "$2")"
                rm -rf "$2.new"; mkdir "$2.new"
                cp -RP "$1/." "$2.new"
                chmod -R a+rX "$2.new"
                mv "$2.new" "$2"
                """, Path.GetDirectoryName(found.Folder)!, copy, ct);
        }

        return found.In(copy);
    }

    /// <summary>Creates a folder outside the data folder that only the server's user can enter.</summary>
    public async Task<string> FolderElsewhereAsync(CancellationToken ct)
    {
        var folder = Path.Combine(sharedFolder, "clusters", Guid.CreateVersion7().ToString("N"));
        await GiveFolderAsync(folder, ct);
        return folder;
    }

    /// <summary>Creates a folder that only the server's user can enter.</summary>
    public Task GiveFolderAsync(string folder, CancellationToken ct) =>
        AsRootAsync("""
            set -e
            mkdir -p "$1"
            chown "$2:" "$1"
            chmod 700 "$1"
            """, folder, account.User!, ct);

    async Task AsRootAsync(string script, string first, string second, CancellationToken ct)
    {
        var (code, output) = await new PrivatePostgresAccount(null).RunAsync(
            "/bin/sh", ["-c", script, "reach", first, second], ct);
        if (code == 0) return;
        if (PrivatePostgresDisk.IsFull(output)) throw PrivatePostgresDisk.Full(sharedFolder);
        throw new PrivatePostgresException(
            $"{sharedFolder} could not be prepared for PostgreSQL: {PrivatePostgresData.LastLines(output)}");
    }
}
