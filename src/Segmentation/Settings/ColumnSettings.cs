namespace Segmentation.Settings;

/// <summary>The columns to compare, by header.</summary>
sealed class ColumnsSetting : Setting
{
    public override string Kind => "columns";

    public override string Allowed => "a list of headers";

    public override string Example => "a,b";

    public override SettingFault? Check(SegmentationSpec spec) =>
        spec.Features?.Any(name => name is null) == true ? Fault() : null;

    public override SegmentationSpec Apply(SegmentationSpec spec, string text) =>
        spec with { Features = [.. HeaderList.Split(text)] };

    public override string? TextOf(SegmentationSpec spec) => spec.Features is { } names ? HeaderList.Join(names) : null;
}

/// <summary>What columns are for, by header.</summary>
sealed class RolesSetting : Setting
{
    static readonly string[] Roles = [.. Enum.GetValues<ColumnRole>().Select(EnumWord.Of)];

    public override string Kind => "roles";

    public override string Allowed => $"a role for each header: {string.Join(", ", Roles.SkipLast(1))} or {Roles[^1]}";

    public override string Example => "a=ROLE,b=ROLE";

    public override SettingFault? Check(SegmentationSpec spec) =>
        spec.Roles?.Values.All(Enum.IsDefined) == false ? Fault() : null;

    public override SegmentationSpec? Apply(SegmentationSpec spec, string text)
    {
        var roles = new Dictionary<string, ColumnRole>();
        foreach (var each in HeaderList.Split(text))
        {
            var equals = each.LastIndexOf('=');
            var role = Array.IndexOf(Roles, each[(equals + 1)..].Trim().ToLowerInvariant());
            if (equals < 1 || role < 0) return null;
            roles[each[..equals].Trim()] = Enum.GetValues<ColumnRole>()[role];
        }
        return spec with { Roles = roles };
    }

    public override string? TextOf(SegmentationSpec spec) => spec.Roles is { } roles
        ? HeaderList.Join(roles.Select(each => $"{each.Key}={EnumWord.Of(each.Value)}"))
        : null;
}

/// <summary>Headers in one text, separated by commas; a header with a comma in it stands in double quotes.</summary>
static class HeaderList
{
    /// <summary>Splits at commas outside double quotes: <c>a,"b,c"</c> is <c>a</c> and <c>b,c</c>.</summary>
    public static IEnumerable<string> Split(string list)
    {
        var parts = list.Split('"');
        var name = "";
        for (var i = 0; i < parts.Length; i++)
        {
            var pieces = i % 2 == 1 ? [parts[i]] : parts[i].Split(',');
            foreach (var piece in pieces[..^1])
            {
                yield return (name + piece).Trim();
                name = "";
            }
            name += pieces[^1];
        }
        yield return name.Trim();
    }

    public static string Join(IEnumerable<string> names) =>
        string.Join(',', names.Select(name => name.Contains(',') ? $"\"{name}\"" : name));
}
