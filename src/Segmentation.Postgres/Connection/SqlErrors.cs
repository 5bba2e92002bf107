using Npgsql;

namespace Segmentation.Postgres;

/// <summary>PostgreSQL's error codes that this program acts on.</summary>
/// <remarks>The first two characters of a code are its class: PostgreSQL manual, appendix A.</remarks>
public static class SqlErrors
{
    const string ConnectionClass = "08";
    const string ResourcesClass = "53";
    const string InterventionClass = "57";
    // 57P01 to 57P05: the server shuts down, crashed, starts, lost the database, or ended an idle session.
    const string ServerGone = "57P0";

    /// <summary>The database is away, overloaded, or not prepared yet: the same request may work later.</summary>
    public static bool IsUnavailable(PostgresException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return HasClass(error, ConnectionClass) || HasClass(error, ResourcesClass) || HasClass(error, InterventionClass)
            || error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidCatalogName
                or PostgresErrorCodes.InvalidSchemaName;
    }

    /// <summary>The statement may be run again at once: not the statement but the database was at fault.</summary>
    internal static bool IsTransient(PostgresException error) =>
        HasClass(error, ConnectionClass) || HasClass(error, ResourcesClass) || HasClass(error, ServerGone)
        || error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled
        || NeedsNewConnection(error);

    /// <summary>The connection leads to a server that has become a standby, or holds a prepared statement that no
    /// longer fits the tables.</summary>
    internal static bool NeedsNewConnection(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.FeatureNotSupported
            or PostgresErrorCodes.InvalidSqlStatementName;

    static bool HasClass(PostgresException error, string start) =>
        error.SqlState.StartsWith(start, StringComparison.Ordinal);
}
