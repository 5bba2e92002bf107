using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Segmentation.Cli;

/// <summary>One installation of PostgreSQL's server programs.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Version">Such as 18.4.</param>
sealed partial record PrivatePostgresBinaries(string Folder, string Version)
{
    const int OldestMajor = 15;

    static readonly string[] Tools = ["initdb", "pg_ctl", "postgres"];

    public int Major => int.Parse(Version.Split('.')[0]);

    public string InitDb => Tool("initdb");

    public string PgCtl => Tool("pg_ctl");

    /// <summary>The first installation that fits: of the wanted major version when a cluster exists, else of any from
    /// 15 on.</summary>
    /// <exception cref="PrivatePostgresException">There is none, or none of the wanted version.</exception>
    public static async Task<PrivatePostgresBinaries> FindAsync(
        PrivatePostgresOptions options, int? wantedMajor, CancellationToken ct)
    {
        var others = new List<PrivatePostgresBinaries>();
        foreach (var folder in Candidates(options).Where(HasTools))
        {
            if (await ReadAsync(folder, ct) is not { } found) continue;
            if (found.Major == (wantedMajor ?? found.Major) && found.Major >= OldestMajor) return found;
            others.Add(found);
        }

        var seen = string.Join(", ", others.Select(o => $"{o.Version} in {o.Folder}"));
        throw new PrivatePostgresException((wantedMajor, others.Count) switch
        {
            ({ } major, > 0) =>
                $"The data folder holds a database of PostgreSQL {major}, and only PostgreSQL {seen} was found. "
                + $"Install PostgreSQL {major} or point PrivateServer:BinariesFolder to it, "
                + "or give another folder with --data.",
            (_, > 0) =>
                $"PostgreSQL {OldestMajor} or newer is needed; found: {seen}. "
                + "Run  npm ci  in the repository's root to get one.",
            _ => "PostgreSQL's server programs were not found. Run  npm ci  in the repository's root to get them, "
                + "or give a server with --connection.",
        });
    }

    /// <summary>The same installation in a folder that every user can read.</summary>
    public PrivatePostgresBinaries In(string folder) => this with { Folder = Path.Combine(folder, "bin") };

    static IEnumerable<string> Candidates(PrivatePostgresOptions options)
    {
        if (options.BinariesFolder is { Length: > 0 } given)
        {
            if (!HasTools(given))
                throw new PrivatePostgresException(
                    $"PrivateServer:BinariesFolder is {given}; allowed: a folder with initdb, pg_ctl and postgres.");
            return [given];
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return NodeModules(options)
            .Select(modules => Path.Combine(modules, "@embedded-postgres", NpmPlatform(), "native", "bin"))
            .Concat(path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Concat(DistributionFolders());
    }

    static IEnumerable<string> NodeModules(PrivatePostgresOptions options)
    {
        if (options.NodeModulesFolder is { Length: > 0 } given) yield return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "node_modules");
    }

    static IEnumerable<string> DistributionFolders()
    {
        string[] roots = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", @"C:\Program Files\PostgreSQL"];
        return roots.Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Append("/usr/pgsql/bin");
    }

    static string NpmPlatform()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{EnumWord.Of(RuntimeInformation.OSArchitecture)}";
    }

    static bool HasTools(string folder) =>
        Tools.All(tool => File.Exists(Path.Combine(folder, Executable(tool))));

    static async Task<PrivatePostgresBinaries?> ReadAsync(string folder, CancellationToken ct)
    {
        var said = await new PrivatePostgresAccount(null).RunAsync(
            Path.Combine(folder, Executable("postgres")), ["--version"], ct);
        return VersionPattern().Match(said.Output) is { Success: true } match
            ? new(folder, match.Groups["version"].Value) : null;
    }

    static string Executable(string tool) => OperatingSystem.IsWindows() ? tool + ".exe" : tool;

    string Tool(string tool) => Path.Combine(Folder, Executable(tool));

    [GeneratedRegex(@"\(PostgreSQL\) (?<version>\d+(\.\d+)?)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionPattern();
}
