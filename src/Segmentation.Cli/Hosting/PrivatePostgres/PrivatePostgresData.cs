using System.Diagnostics;
using System.Security.Cryptography;

namespace Segmentation.Cli;

/// <summary>The private server's files: made once, under the data folder or where the server's user can reach them.</summary>
/// <param name="Home">Belongs to the server's user.</param>
/// <param name="PasswordFile">Readable by the user of this process alone.</param>
sealed record PrivatePostgresData(string Home, string PasswordFile)
{
    public const string Superuser = "segmentation";

    /// <summary>What PostgreSQL calls the data directory.</summary>
    public string Folder => Path.Combine(Home, "cluster");

    /// <summary>What the server says of itself.</summary>
    public string Log => Path.Combine(Home, "postgres.log");

    /// <summary>Major version of the program that made the files; null before there are any.</summary>
    public int? Major => File.Exists(VersionFile) ? int.Parse(File.ReadAllText(VersionFile).Split('.')[0]) : null;

    string PidFile => Path.Combine(Folder, "postmaster.pid");

    string VersionFile => Path.Combine(Folder, "PG_VERSION");

    /// <summary>The cluster of a data folder, followed through the link that <see cref="PlaceAsync"/> may have left.</summary>
    public static PrivatePostgresData In(string dataFolder)
    {
        var folder = new DirectoryInfo(Path.Combine(dataFolder, "postgres"));
        var target = folder.LinkTarget is null ? folder.FullName : folder.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (folder.LinkTarget is not null && !Directory.Exists(target))
            throw new PrivatePostgresException(
                $"{folder.FullName} points to {target}, which is gone. Bring it back, or give another data folder with --data.");

        return new(target, Path.Combine(dataFolder, "postgres.password"));
    }

    /// <summary>Makes the folder that the cluster will stand in, where the server's user can reach it.</summary>
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

    /// <summary>The superuser's password, made at the first call.</summary>
    public string Password()
    {
        if (File.Exists(PasswordFile)) return File.ReadAllText(PasswordFile);
        if (Major is not null)
            throw new PrivatePostgresException(
                $"{PasswordFile} is missing, and without it the database in {Folder} cannot be opened. Bring it back from a backup.");

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(PasswordFile, options);
        file.Write(password);
        return password;
    }

    /// <summary>Makes the cluster's files. Until the last one is there, the next start begins anew.</summary>
    public async Task InitializeAsync(PrivatePostgresBinaries binaries, PrivatePostgresAccount account, CancellationToken ct)
    {
        var password = Password();
        var unfinished = Path.Combine(Home, "new");
        var (code, output) = OperatingSystem.IsWindows()
            ? await InitializeOnWindowsAsync(binaries, account, unfinished, ct)
            : await account.RunAsync("/bin/sh", ["-c", InitializeScript, "init", binaries.InitDb, unfinished, Folder], ct, password);

        if (code == 0) return;
        if (PrivatePostgresDisk.IsFull(output)) throw PrivatePostgresDisk.Full(Folder);
        throw new PrivatePostgresException($"The database could not be made in {Folder}: {LastLines(output)}");
    }

    /// <summary>The arguments of initdb; the password comes from a file that only the server's user can read.</summary>
    static string[] InitializeArguments(string folder, string passwordFile) =>
    [
        "--pgdata=" + folder, "--username=" + Superuser, "--pwfile=" + passwordFile, "--auth=scram-sha-256",
        "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions",
    ];

    // The folders belong to the server's user, so that user does the file work; renaming makes the result appear at once.
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

    /// <summary>The server that runs on these files, or null; a file left by a dead one is no server.</summary>
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
            // No process of this number: PostgreSQL itself clears the file away.
            return null;
        }

        // The number belongs to another program now, which PostgreSQL would take for a running server.
        File.Delete(PidFile);
        return null;
    }

    /// <summary>What the running server says it listens on.</summary>
    public async Task<int?> PortAsync(int line, CancellationToken ct)
    {
        try
        {
            return (await File.ReadAllLinesAsync(PidFile, ct)).ElementAtOrDefault(line) is { } text && int.TryParse(text, out var port) ? port : null;
        }
        catch (FileNotFoundException)
        {
            return null;   // it has just stopped
        }
    }

    // PostgreSQL stands in its data directory. Paths may differ by links, so what is compared is the file. One that has died
    // and that nobody has waited for still has a number, but stands nowhere.
    bool RunsHere(int process)
    {
        if (!Directory.Exists("/proc/self")) return true;
        var theirs = $"/proc/{process}/cwd/postmaster.pid";
        return File.Exists(theirs) && File.ReadAllText(theirs) == File.ReadAllText(PidFile);
    }

    /// <summary>What somebody needs to read of a long output.</summary>
    public static string LastLines(string output) =>
        string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(4));
}
