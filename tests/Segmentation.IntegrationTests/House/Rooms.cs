namespace Segmentation.IntegrationTests.House;

/// <summary>Which room of a project uses which, by the names of types.</summary>
/// <remarks>
/// A folder with files is a room, and so is each file at the root of a project: what starts the program or composes a
/// library stands above the folders, a contract below them. Files at the root may use each other, as files of a folder
/// may. A name is looked up as the compiler does: in the namespace of the file, in those around it, then in the
/// imported ones. A name that may be a type is taken for one, so a circle is never overlooked; one that is none is
/// undone by a better name.
/// </remarks>
sealed class Rooms
{
    readonly List<SourceFile> _files;
    readonly HashSet<string> _namespaces;
    readonly ILookup<(string Namespace, string Name), SourceFile> _types;
    readonly ILookup<string, (string Class, SourceFile File)> _extensions;
    readonly Dictionary<(string From, string To), SortedSet<(string File, string Type)>> _uses = [];

    /// <param name="files">Paths begin with the project; types of one project are seen in the others too.</param>
    public Rooms(IEnumerable<(string Path, string Text)> files)
    {
        _files = [.. files.Select(file => SourceFile.Of(file.Path, file.Text))];
        _namespaces = [.. _files.SelectMany(file => PrefixesOf(file.Namespace))];
        _types = _files.SelectMany(file => file.TopLevelTypes.Select(type => (type, file)))
            .ToLookup(pair => (pair.file.Namespace, pair.type), pair => pair.file);
        _extensions = _files.SelectMany(file => file.Extensions.Select(method => (method, file)))
            .ToLookup(pair => pair.method.Method, pair => (pair.method.Class, pair.file));
        foreach (var file in _files) Read(file);
    }

    /// <summary>Every circle: the project, its rooms, and which file uses which types.</summary>
    public IReadOnlyList<Circle> Circles()
    {
        var rooms = _uses.Keys.Select(use => use.From).Distinct().Order(StringComparer.Ordinal).ToList();
        var reached = rooms.ToDictionary(room => room, Reached);
        var circles = rooms.Where(room => reached[room].Contains(room))
            .GroupBy(room => rooms.First(other => reached[room].Contains(other) && reached[other].Contains(room)));
        return [.. circles.Where(group => !group.All(IsRootFile)).Select(group => CircleOf([.. group]))];
    }

    Circle CircleOf(string[] rooms) => new(
        ProjectOf(rooms[0]), [.. rooms.Select(NameOf)],
        [.. rooms.SelectMany(from => rooms.SelectMany(to => Lines(from, to)))]);

    void Read(SourceFile file)
    {
        foreach (var (at, chain) in file.Chains())
            if (!file.IsHidden(at, chain[0]) && Find(file, chain) is var (type, places))
                foreach (var place in places) Note(file, place, type);
        foreach (var (at, method) in file.MemberCalls())
        {
            if (file.ReceiverOf(at) is { } receiver && Find(file, [receiver]) is not null) continue;
            foreach (var (type, place) in _extensions[method])
                if (Visible(file).Contains(place.Namespace)) Note(file, place, type);
        }
    }

    void Note(SourceFile from, SourceFile to, string type)
    {
        var use = (RoomOf(from.Path), RoomOf(to.Path));
        if (use.Item1 == use.Item2 || ProjectOf(from.Path) != ProjectOf(to.Path)) return;
        if (!_uses.TryGetValue(use, out var names)) _uses[use] = names = [];
        names.Add((from.Path.Split('/')[^1], type));
    }

    /// <summary>The type that a chain of names begins with or, behind namespaces, has; null when it has none.</summary>
    (string Type, IEnumerable<SourceFile> Places)? Find(SourceFile file, string[] chain)
    {
        foreach (var place in Visible(file))
            if (_types[(place, chain[0])] is var places && places.Any()) return (chain[0], places);
        foreach (var around in PrefixesOf(file.Namespace).Append(""))
        {
            var (path, i) = (Join(around, chain[0]), 1);
            for (; _namespaces.Contains(path) && i < chain.Length; path = Join(path, chain[i++]))
                if (_types[(path, chain[i])] is var places && places.Any()) return (chain[i], places);
        }
        return null;
    }

    static IEnumerable<string> Visible(SourceFile file) => PrefixesOf(file.Namespace).Append("").Concat(file.Usings);

    /// <summary>A namespace and those around it, from the inside.</summary>
    static IEnumerable<string> PrefixesOf(string name)
    {
        for (; name.Length > 0; name = name.Contains('.') ? name[..name.LastIndexOf('.')] : "") yield return name;
    }

    static string Join(string name, string next) => name.Length == 0 ? next : $"{name}.{next}";

    HashSet<string> Reached(string room)
    {
        var (reached, open) = (new HashSet<string>(), new Queue<string>([room]));
        while (open.TryDequeue(out var from))
            foreach (var (_, to) in _uses.Keys.Where(use => use.From == from))
                if (reached.Add(to)) open.Enqueue(to);
        return reached;
    }

    IEnumerable<string> Lines(string from, string to)
    {
        if (!_uses.TryGetValue((from, to), out var uses)) yield break;
        var files = uses.GroupBy(use => use.File, use => use.Type);
        var texts = files.Select(types => $"{types.Key} uses {string.Join(", ", types)}");
        yield return $"{NameOf(from)} → {NameOf(to)}: {string.Join("; ", texts)}";
    }

    /// <summary>The folder of a file, or the file when it stands at the root of its project.</summary>
    static string RoomOf(string path) => path.Split('/') is [_, _] ? path : path[..path.LastIndexOf('/')];

    static bool IsRootFile(string room) => room.EndsWith(".cs", StringComparison.Ordinal);

    static string ProjectOf(string path) => path.Split('/')[0];

    static string NameOf(string path) => path[(path.IndexOf('/') + 1)..];
}

/// <summary>Rooms of a project that use each other in a circle.</summary>
/// <param name="Uses">Which room uses which, by which files and types.</param>
sealed record Circle(string Project, IReadOnlyList<string> Rooms, IReadOnlyList<string> Uses)
{
    public string Title => $"{Project}: {string.Join(", ", Rooms)}";

    public override string ToString() => $"{Title}\n  {string.Join("\n  ", Uses)}";
}
