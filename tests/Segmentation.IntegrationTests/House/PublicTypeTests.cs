using System.Reflection;
using System.Text.RegularExpressions;
using Segmentation.Postgres;
using Segmentation.Worker;

namespace Segmentation.IntegrationTests.House;

/// <summary>A type is public when a project that cannot see internals needs it, and only then.</summary>
public sealed class PublicTypeTests
{
    const BindingFlags Own =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Projects => ["Segmentation.Postgres", "Segmentation.Worker"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_public_type_is_used_by_another_project(string project)
    {
        var assembly = Assembly.Load(project);
        var words = WordsOfProjectsWithout(assembly);
        var needed = new HashSet<Type>();
        foreach (var type in assembly.GetExportedTypes().Where(type => IsNamed(type, words))) Add(type, words, needed);

        Assert.Empty(assembly.GetExportedTypes().Where(type => !needed.Contains(type)).Select(type => type.Name));
    }

    [Fact]
    public void The_types_that_are_asked_about_are_there()
    {
        Assert.Contains(typeof(Jobs), typeof(Jobs).Assembly.GetExportedTypes());
        Assert.DoesNotContain(typeof(WorkQueue), typeof(WorkQueue).Assembly.GetExportedTypes());
        Assert.Contains(typeof(WorkerOptions), typeof(WorkerOptions).Assembly.GetExportedTypes());
    }

    // Extension methods are called without the name of their class.
    static bool IsNamed(Type type, HashSet<string> words) => words.Contains(type.Name.Split('`')[0])
        || (type is { IsAbstract: true, IsSealed: true }
            && type.GetMethods(Own).Any(method => words.Contains(method.Name)));

    /// <summary>A type, and what its public members show: a method only if somebody names it.</summary>
    static void Add(Type type, HashSet<string> words, HashSet<Type> needed)
    {
        if (type.HasElementType) Add(type.GetElementType()!, words, needed);
        foreach (var argument in type.GetGenericArguments()) Add(argument, words, needed);
        var plain = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (!plain.FullName!.StartsWith("Segmentation", StringComparison.Ordinal) || !needed.Add(plain)) return;

        if (plain.BaseType is { } parent) Add(parent, words, needed);
        foreach (var property in plain.GetProperties(Own)) Add(property.PropertyType, words, needed);
        foreach (var field in plain.GetFields(Own)) Add(field.FieldType, words, needed);
        var named = plain.GetMethods(Own).Where(method => words.Contains(method.Name));
        foreach (var method in plain.GetConstructors(Own).Concat<MethodBase>(named))
        {
            if (method is MethodInfo { ReturnType: var returned }) Add(returned, words, needed);
            foreach (var parameter in method.GetParameters()) Add(parameter.ParameterType, words, needed);
        }
    }

    // Words in the source of every project under src that the assembly does not show its internals to.
    static HashSet<string> WordsOfProjectsWithout(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        var friends = assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()
            .Select(friend => friend.AssemblyName).Append(name).ToHashSet();
        var files = Repository.TrackedFiles().Where(file => file.StartsWith("src/", StringComparison.Ordinal)
            && file.EndsWith(".cs", StringComparison.Ordinal) && !friends.Contains(file.Split('/')[1]));
        var word = new Regex(@"\w+", RegexOptions.None, TimeSpan.FromSeconds(10));
        return [.. files.SelectMany(file => word.Matches(Repository.Read(file)).Select(match => match.Value))];
    }
}
