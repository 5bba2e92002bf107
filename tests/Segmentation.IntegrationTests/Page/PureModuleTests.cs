using System.Diagnostics;
using Segmentation.IntegrationTests.House;

namespace Segmentation.IntegrationTests.Page;

/// <summary>
/// What the modules compute without a browser. The tests are in JavaScript, in the folder Modules; to run them alone:
/// <c>node --test tests/Segmentation.IntegrationTests/Page/Modules/</c>.
/// </summary>
public sealed class PureModuleTests
{
    const string Folder = "tests/Segmentation.IntegrationTests/Page/Modules";

    public static TheoryData<string> Files() =>
        new(Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.test.js")
            .Select(path => Path.GetFileName(path)).Order());

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_tests_of_a_module_pass(string file)
    {
        var start = new ProcessStartInfo("node", ["--test", "--test-reporter=tap", $"{Folder}/{file}"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        start.Environment["LC_ALL"] = "en_GB.UTF-8"; // the modules write numbers in the reader's locale
        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, output);
        Assert.DoesNotContain("# pass 0", output, StringComparison.Ordinal);
    }
}
