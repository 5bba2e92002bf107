using System.Diagnostics;

namespace Segmentation.Cli;

/// <summary>Runs one command when this process is gone, however it went, or when disposed; it stops what must not be left behind.</summary>
public sealed class PrivatePostgresGuard : IAsyncDisposable
{
    // Standard input closes with this process. Ctrl-C reaches the whole process group, so the guard must not hear it: this
    // program first ends its own work, then the server.
    const string Script = """
        trap '' INT TERM HUP
        cat > /dev/null
        exec "$@" > /dev/null 2>&1
        """;

    readonly Process _process;

    PrivatePostgresGuard(Process process) => _process = process;

    /// <summary>Starts it, as the user of this process. There is none on Windows.</summary>
    /// <param name="program">What it runs in the end, as whole path.</param>
    /// <param name="arguments">Of that program.</param>
    /// <exception cref="PrivatePostgresException">No shell can be started.</exception>
    public static PrivatePostgresGuard Start(string program, IReadOnlyList<string> arguments) =>
        Start(new PrivatePostgresAccount(null), program, arguments);

    internal static PrivatePostgresGuard Start(PrivatePostgresAccount account, string program, IReadOnlyList<string> arguments)
    {
        var process = account.Start("/bin/sh", ["-c", Script, "guard", program, .. arguments]);
        process.StandardOutput.Close();
        process.StandardError.Close();
        return new(process);
    }

    /// <summary>Has the command run, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
