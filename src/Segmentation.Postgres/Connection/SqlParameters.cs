using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Segmentation.Postgres;

/// <summary>Positional parameters, so that a statement and its values read together.</summary>
static partial class SqlParameters
{
    /// <summary>The next <c>$n</c>; never null, since a null has no type.</summary>
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T value)
        where T : notnull
    {
        command.Parameters.Add(Parameter(value));
        return command;
    }

    /// <summary>The next <c>$n</c> of a statement in a batch.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
        where T : notnull
    {
        command.Parameters.Add(Parameter(value));
        return command;
    }

    /// <summary>The next <c>$n</c> of a type, which may be null.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(Parameter(type, value));
        return command;
    }

    /// <summary>The next <c>$n</c> of a type, which may be null, of a statement in a batch.</summary>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(Parameter(type, value));
        return command;
    }

    /// <summary>The next <c>$n</c> as jsonb, which may be null.</summary>
    public static NpgsqlCommand WithJson(this NpgsqlCommand command, string? json) =>
        command.With(NpgsqlDbType.Jsonb, json is null ? null : Storable(json));

    /// <summary>The next <c>$n</c> as jsonb of a statement in a batch.</summary>
    public static NpgsqlBatchCommand WithJson(this NpgsqlBatchCommand command, string json) =>
        command.With(NpgsqlDbType.Jsonb, Storable(json));

    /// <summary>jsonb cannot hold U+0000, which a cell of a file may have: it becomes the replacement
    /// character.</summary>
    public static string Storable(string json) =>
        json.Contains(@"\u0000", StringComparison.Ordinal) ? Nul().Replace(json, @"${even}\ufffd") : json;

    static NpgsqlParameter Parameter<T>(T value)
        where T : notnull => value is string text
            ? new NpgsqlParameter<string> { TypedValue = WithoutNul(text) }
            : new NpgsqlParameter<T> { TypedValue = value };

    static NpgsqlParameter Parameter(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value is string text ? WithoutNul(text) : value ?? DBNull.Value };

    // Text cannot hold it either, and callers may send it.
    static string WithoutNul(string text) => text.Replace('\0', '\ufffd');

    // The escape counts only after an even number of backslashes.
    [GeneratedRegex(
        @"(?<!\\)(?<even>(\\\\)*)\\u0000", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Nul();
}
