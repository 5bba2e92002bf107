namespace Segmentation.Checks;

/// <summary>How a check came out.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Pass,
    /// <summary>Worth a look before the result is used.</summary>
    Warn,
    /// <summary>The result should not be used as it is.</summary>
    Fail,
    /// <summary>There is nothing to compare with, or it does not apply.</summary>
    NotChecked,
}

/// <summary>One check of a result.</summary>
/// <param name="Id">Its word in addresses and programs.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">How it came out.</param>
/// <param name="Meaning">What is checked, and why.</param>
/// <param name="Found">What was found, with its numbers.</param>
/// <param name="Threshold">Where pass, warn and fail begin.</param>
/// <param name="Source">Where the threshold comes from.</param>
public sealed record Check(
    string Id, string Name, CheckStatus Status, string Meaning, string Found, string Threshold, string Source)
{
    /// <summary>The number that decides; null when several do, or nothing was checked.</summary>
    public double? Value { get; init; }
    /// <summary>What to do; null when it passed.</summary>
    public string? Advice { get; init; }
}

/// <summary>All checks of a result in a line.</summary>
/// <param name="Total">Checks.</param>
/// <param name="Pass">That passed.</param>
/// <param name="Warn">That warn.</param>
/// <param name="Fail">That failed.</param>
/// <param name="NotChecked">That had nothing to compare with.</param>
/// <param name="Text">The same in words: <c>13 checks: 11 pass, 1 warns, 1 not checked</c>.</param>
public sealed record CheckSummary(int Total, int Pass, int Warn, int Fail, int NotChecked, string Text)
{
    /// <summary>Counts the checks.</summary>
    public static CheckSummary Of(IReadOnlyList<Check> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        int Count(CheckStatus status) => checks.Count(check => check.Status == status);
        var (pass, warn, fail) = (Count(CheckStatus.Pass), Count(CheckStatus.Warn), Count(CheckStatus.Fail));
        var open = Count(CheckStatus.NotChecked);
        string[] parts =
        [
            Part(pass, "passes", "pass"), Part(warn, "warns", "warn"), Part(fail, "fails", "fail"),
            Part(open, "not checked", "not checked"),
        ];
        var text = string.Join(", ", parts.Where(part => part.Length > 0));
        return new(checks.Count, pass, warn, fail, open, $"{checks.Count} checks: {text}");
    }

    static string Part(int count, string one, string many) => count switch
    {
        0 => "",
        1 => $"1 {one}",
        _ => $"{count} {many}",
    };
}
