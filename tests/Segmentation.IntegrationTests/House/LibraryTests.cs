using System.Text.Json;
using System.Text.RegularExpressions;

namespace Segmentation.IntegrationTests.House;

/// <summary>The chart libraries: browsers keep them for good, so a name has to change with its version.</summary>
public sealed partial class LibraryTests
{
    const string Module = "src/Segmentation.Api/wwwroot/js/charts/libraries.js";

    static readonly string Vendor = Path.Combine(AppContext.BaseDirectory, "wwwroot", "vendor");

    [Fact]
    public void The_page_names_the_versions_of_the_package_file_and_the_build_serves_them()
    {
        using var package = JsonDocument.Parse(Repository.Read("package.json"));
        var files = package.RootElement.GetProperty("dependencies").EnumerateObject()
            .Select(library => $"{library.Name}-{library.Value}.min.js").ToList();

        var named = Name().Matches(Repository.Read(Module)).Select(match => match.Groups["name"].Value);

        Assert.NotEmpty(files);
        Assert.Equal(files, named);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Vendor, file)), file));
    }

    [Theory]
    [InlineData("echarts.LICENSE.txt", "Apache License")]
    [InlineData("echarts.LICENSE-d3.txt", "Mike Bostock")]
    [InlineData("zrender.LICENSE.txt", "Baidu Inc.")]
    [InlineData("echarts-gl.LICENSE.txt", "Baidu Inc.")]
    [InlineData("claygl.LICENSE.txt", "Yi Shen")]
    [InlineData("gl-matrix.LICENSE.txt", "Brandon Jones, Colin MacKenzie IV")]
    public void The_licences_of_what_is_in_them_are_served_beside_them(string file, string says) =>
        Assert.Contains(says, File.ReadAllText(Path.Combine(Vendor, file)));

    [GeneratedRegex(@"""/vendor/(?<name>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
