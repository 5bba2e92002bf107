using System.ComponentModel;
using System.Diagnostics;

namespace Segmentation.Cli;

/// <summary>Runs the server's tools: as the user of this process or, because PostgreSQL refuses root, as another
/// one.</summary>
/// <param name="user">Null for the user of this process.</param>
sealed class PrivatePostgresAccount(string? user)
{
    /// <summary>Null when the tools run as the user of this process.</summary>
    public string? User => user;

    /// <summary>Chooses the user: another one only if this process runs as root.</summary>
    public static async Task<PrivatePostgresAccount> ChooseAsync(
        PrivatePostgresOptions options, string clusterFolder, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return new(null);
        if (options.User is { Length: > 0 } wanted) return new(wanted);

        var self = new PrivatePostgresAccount(null);
        if (Directory.Exists(clusterFolder))
        {
            var owner = await self.RunAsync("stat", ["-L", "-c", "%U", clusterFolder], ct);
            if (owner.ExitCode == 0 && owner.Output is not "root" and not "UNKNOWN") return new(owner.Output);
        }

        var known = await self.RunAsync("id", ["-u", "postgres"], ct);
        return new(known.ExitCode == 0 ? "postgres" : "nobody");
    }

    /// <summary>Whether this user can enter the folder; always true for the user of this process.</summary>
    public async Task<bool> ReachesAsync(string folder, CancellationToken ct) =>
        user is null
            || (await RunAsync("/bin/sh", ["-c", "test -x \"$1\" && cd \"$1\"", "reach", folder], ct)).ExitCode == 0;

    /// <summary>Runs a tool to its end and returns its output, both streams together.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken ct, string? input = null)
    {
        using var process = Start(program, arguments);
        await process.StandardInput.WriteAsync(input.AsMemory(), ct);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, (await output + await errors).Trim());
    }

    /// <summary>Starts a tool whose standard input the caller keeps open.</summary>
    public Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            // The other user may not be allowed into the working directory of this process.
            WorkingDirectory = Path.GetPathRoot(Path.GetTempPath())!,
        };
        start.Environment["LC_ALL"] = "C";
        if (user is not null) start.UserName = user;

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception refused) when (user is not null)
        {
            throw new PrivatePostgresException(
                $"PostgreSQL does not run as root, and this process may not start {Path.GetFileName(program)} as the "
                + $"user {user}. Start the program as an ordinary user, or name another user with "
                + "PrivateServer:User.",
                refused);
        }
        catch (Win32Exception refused)
        {
            throw new PrivatePostgresException($"{program} cannot be started: {refused.Message}.", refused);
        }
    }
}
