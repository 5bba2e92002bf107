namespace Segmentation.Spark.Connect;

/// <summary>Spark failed, refused a request, or cannot be reached.</summary>
public sealed class SparkException : Exception
{
    internal SparkException(string message, Exception? inner = null) : base(message, inner) { }

    /// <summary>Spark's name of the error, for example <c>UNRESOLVED_COLUMN.WITH_SUGGESTION</c>; null when it has
    /// none.</summary>
    public string? ErrorClass { get; internal init; }

    /// <summary>The five characters of SQLSTATE, or null.</summary>
    public string? SqlState { get; internal init; }

    /// <summary>The server cannot be reached, or the connection to it was lost: try again later.</summary>
    public bool IsUnavailable { get; internal init; }

    /// <summary>The server no longer knows the session: its views and models are gone, and the work must start again in
    /// a new session.</summary>
    public bool IsSessionLost { get; internal init; }

    /// <summary>The work was interrupted.</summary>
    public bool IsInterrupted { get; internal init; }

    /// <summary>The id under which the server stores the whole error for a while.</summary>
    internal string? ErrorId { get; init; }

    internal static SparkException From(GrpcStatus status) => Of(
        status.Of("errorClass"), status.Of("sqlState"), status.Message, status.Of("errorId"), status.Code);

    internal static SparkException Of(
        string? errorClass, string? sqlState, string message, string? errorId = null, int code = 0)
    {
        // Some errors have their class in the text only: [INVALID_HANDLE.SESSION_CHANGED] The handle …
        var named = errorClass is { Length: > 0 } ? errorClass : ClassIn(message);
        return new SparkException(FirstLine(message, code))
        {
            ErrorClass = named,
            SqlState = sqlState is { Length: > 0 } ? sqlState : null,
            ErrorId = errorId is { Length: > 0 } ? errorId : null,
            IsUnavailable = code is GrpcStatus.Unavailable or GrpcStatus.DeadlineExceeded
                || named is "INVALID_HANDLE.OPERATION_ABANDONED",
            IsSessionLost = named is "INVALID_HANDLE.SESSION_NOT_FOUND" or "INVALID_HANDLE.SESSION_CHANGED"
                or "INVALID_HANDLE.SESSION_CLOSED",
            IsInterrupted = named is "OPERATION_CANCELED" || sqlState is "HY008",
        };
    }

    internal static SparkException Unavailable(string message, Exception? inner = null) =>
        new(message, inner) { IsUnavailable = true };

    internal static SparkException SessionLost() =>
        new("Spark was started anew and knows nothing of this session.") { IsSessionLost = true };

    static string FirstLine(string message, int code)
    {
        var line = message.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0) line = line[..end].TrimEnd();
        return line.Length > 0 ? line.ToString() : $"Spark answered with gRPC status {code} and no message.";
    }

    static string? ClassIn(string message)
    {
        if (!message.StartsWith('[')) return null;

        var end = message.IndexOf(']');
        return end > 1 && message[1..end].All(IsOfClass) ? message[1..end] : null;

        static bool IsOfClass(char c) => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '_' or '.';
    }
}
