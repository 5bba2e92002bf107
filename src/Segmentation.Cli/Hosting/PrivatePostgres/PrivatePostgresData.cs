using System.Diagnostics;
using System.Security.Cryptography;

namespace Segmentation.Cli;

/// <summary>The private server's files: created once, under the data folder or where the server's user can reach
/// them.</summary>
/// <param name="Home">Belongs to the server's user.</param>
/// <param name="PasswordFile">Readable by the user of this process alone.</param>
sealed record PrivatePostgresData(string Home, string PasswordFile)
{
    public const string Superuser = "segmentation";

    /// <summary>What PostgreSQL calls the data directory.</summary>
    public string Folder => Path.Combine(Home, "cluster");

    /// <summary>The server's log.</summary>
    public string Log => Path.Combine(Home, "postgres.log");

    /// <summary>Major version of the program that made the files; null before there are any.</summary>
    public int? Major => File.Exists(VersionFile) ? int.Parse(File.ReadAllText(VersionFile).Split('.')[0]) : null;

    string PidFile => Path.Combine(Folder, "postmaster.pid");

    string VersionFile => Path.Combine(Folder, "PG_VERSION");

    /// <summary>The cluster of a data folder, through the link that <see cref="PlaceAsync"/> may have made.</summary>
    public static PrivatePostgresData In(string dataFolder)
    {
        var folder = new DirectoryInfo(Path.Combine(dataFolder, "postgres"));
        var target = folder.LinkTarget is null
            ? folder.FullName : folder.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (folder.LinkTarget is not null && !Directory.Exists(target))
            throw new PrivatePostgresException(
                $"{folder.FullName} points to {target}, which does not exist. Restore it, or give another data folder "
                + "with --data.");

        return new(target, Path.Combine(dataFolder, "postgres.password"));
    }

    /// <summary>Creates the folder of the cluster where the server's user can reach it.</summary>
    public static async Task<PrivatePostgresData> PlaceAsync(
        string dataFolder, PrivatePostgresAccount account, PrivatePostgresReach reach, CancellationToken ct)
    {
        var cluster = In(dataFolder);
        if (account.User is null)
        {
            Directory.CreateDirectory(cluster.Home);
            return cluster;
        }

        if (!Directory.Exists(cluster.Home) && !await account.ReachesAsync(dataFolder, ct))
        {
            var elsewhere = await reach.FolderElsewhereAsync(ct);
            Directory.CreateSymbolicLink(cluster.Home, elsewhere);
            return cluster with { Home = elsewhere };
        }

        await reach.GiveFolderAsync(cluster.Home, ct);
        return cluster;
    }

    /// <summary>The superuser's password, generated at the first call.</summary>
    public string Password()
    {
        if (File.Exists(PasswordFile)) return File.ReadAllText(PasswordFile);
        if (Major is not null)
            throw new PrivatePostgresException(
                $"{PasswordFile} is missing, and without it the database in {Folder} cannot be opened. "
                + "Restore the file from a backup.");

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(PasswordFile, options);
        file.Write(password);
        return password;
    }

    /// <summary>Creates the cluster's files. If it is interrupted, the next start begins from scratch.</summary>
    public async Task InitializeAsync(
        PrivatePostgresBinaries binaries, PrivatePostgresAccount account, CancellationToken ct)
    {
        var password = Password();
        var unfinished = Path.Combine(Home, "new");
        var (code, output) = OperatingSystem.IsWindows()
            ? await InitializeOnWindowsAsync(binaries, account, unfinished, ct)
            : await account.RunAsync(
                "/bin/sh", ["-c", InitializeScript, "init", binaries.InitDb, unfinished, Folder], ct, password);

        if (code == 0) return;
        if (PrivatePostgresDisk.IsFull(output)) throw PrivatePostgresDisk.Full(Folder);
        throw new PrivatePostgresException($"The database could not be created in {Folder}: {LastLines(output)}");
    }

    /// <summary>The arguments of initdb; the password comes from a file that only the server's user can read.</summary>
    static string[] InitializeArguments(string folder, string passwordFile) =>
    [
        "--pgdata=" + folder, "--username=" + Superuser, "--pwfile=" + passwordFile, "--auth=scram-sha-256",
        "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions",
    ];

    // The folders belong to the server's user, so that user creates the files. The rename makes the result appear in
    // one step.
    static string InitializeScript { get; } = $$"""
        set -e
        umask 077
        rm -rf "$2" "$2.pw"
        cat > "$2.pw"
        "$1" {{string.Join(' ', InitializeArguments("\"$2\"", "\"$2.pw\""))}}
        rm -f "$2.pw"
        mv "$2" "$3"
        """;

    async Task<(int ExitCode, string Output)> InitializeOnWindowsAsync(
        PrivatePostgresBinaries binaries, PrivatePostgresAccount account, string unfinished, CancellationToken ct)
    {
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        var made = await account.RunAsync(binaries.InitDb, InitializeArguments(unfinished, PasswordFile), ct);
        if (made.ExitCode == 0) Directory.Move(unfinished, Folder);
        return made;
    }

    /// <summary>The server that runs on these files; null when there is none, also if a dead one has left its PID
    /// file.</summary>
    public async Task<Process?> FindServerAsync(CancellationToken ct)
    {
        if (!File.Exists(PidFile)) return null;
        if (!int.TryParse((await File.ReadAllTextAsync(PidFile, ct)).Split('\n')[0], out var id)) return null;

        try
        {
            var process = Process.GetProcessById(id);
            if (process.ProcessName == "postgres" && RunsHere(id)) return process;
            process.Dispose();
        }
        catch (ArgumentException)
        {
            // No such process: PostgreSQL itself removes the file.
            return null;
        }

        // The PID belongs to another program now, which PostgreSQL would take for a running server.
        File.Delete(PidFile);
        return null;
    }

    /// <summary>The port of the running server.</summary>
    public async Task<int?> PortAsync(int line, CancellationToken ct)
    {
        try
        {
            var lines = await File.ReadAllLinesAsync(PidFile, ct);
            return int.TryParse(lines.ElementAtOrDefault(line), out var port) ? port : null;
        }
        catch (FileNotFoundException)
        {
            return null;   // it has just stopped
        }
    }

    // PostgreSQL's working directory is its data directory. Paths may differ by links, so the PID files are compared. A
    // zombie process still has a PID, but no working directory.
    bool RunsHere(int process)
    {
        if (!Directory.Exists("/proc/self")) return true;
        var theirs = $"/proc/{process}/cwd/postmaster.pid";
        return File.Exists(theirs) && File.ReadAllText(theirs) == File.ReadAllText(PidFile);
    }

    /// <summary>The last lines of a long output, for a message.</summary>
    public static string LastLines(string output) => string.Join(' ', output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .TakeLast(4));
}
