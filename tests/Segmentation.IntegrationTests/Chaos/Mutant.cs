using System.Text;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>A copy of the built programs in which a piece of SQL is another one of the same length.</summary>
/// <remarks>The product has no switch that turns its fence off, so none can be set by mistake. A text lies in the built
/// file as the compiler found it; one as long as it can take its place.</remarks>
sealed class Mutant : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segmentation-mutant-").FullName;

    /// <param name="changes">A text in the SQL of the product, and another that is not longer.</param>
    public Mutant(IEnumerable<(string Text, string Instead)> changes)
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory)
            .Where(f => Path.GetExtension(f) is ".dll" or ".json"))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        var program = Path.Combine(_folder, "Segmentation.Postgres.dll");
        var bytes = File.ReadAllBytes(program);
        foreach (var (text, instead) in changes) Change(
            bytes, Encoding.Unicode.GetBytes(text), Encoding.Unicode.GetBytes(instead.PadRight(text.Length)));
        File.WriteAllBytes(program, bytes);
    }

    public string Program => Path.Combine(_folder, "Segmentation.IntegrationTests.dll");

    static void Change(byte[] bytes, byte[] text, byte[] instead)
    {
        Assert.Equal(text.Length, instead.Length);
        var changed = 0;
        for (var at = 0; bytes.AsSpan(at).IndexOf(text) is >= 0 and var found; changed++)
        {
            instead.CopyTo(bytes, at + found);
            at += found + text.Length;
        }

        Assert.True(changed > 0, "The product has no such text any more: say in the test what it is now.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
