using System.Diagnostics;

namespace Segmentation.Cli;

/// <summary>Runs one command when this process has ended, however it ended, or on disposal: it stops servers that must
/// not outlive this process.</summary>
sealed class PrivatePostgresGuard : IAsyncDisposable
{
    // Standard input closes when this process ends. Ctrl-C reaches the whole process group, so the guard ignores it:
    // this program first ends its own work, then the server.
    const string Script = """
        trap '' INT TERM HUP
        cat > /dev/null
        exec "$@" > /dev/null 2>&1
        """;

    readonly Process _process;

    PrivatePostgresGuard(Process process) => _process = process;

    /// <summary>Starts a guard as the user of this process; not available on Windows.</summary>
    /// <param name="program">Absolute path of the program to run.</param>
    /// <param name="arguments">Arguments of that program.</param>
    /// <exception cref="PrivatePostgresException">No shell can be started.</exception>
    public static PrivatePostgresGuard Start(string program, IReadOnlyList<string> arguments) =>
        Start(new PrivatePostgresAccount(null), program, arguments);

    public static PrivatePostgresGuard Start(
        PrivatePostgresAccount account, string program, IReadOnlyList<string> arguments)
    {
        var process = account.Start("/bin/sh", ["-c", Script, "guard", program, .. arguments]);
        process.StandardOutput.Close();
        process.StandardError.Close();
        return new(process);
    }

    /// <summary>Runs the command and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
