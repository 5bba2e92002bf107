using System.Globalization;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>The database's clock in the hand of a test: its functions stand in the test's schema, which is searched
/// before PostgreSQL's own.</summary>
static class DatabaseClock
{
    public static async Task InstallAsync(Func<string, Task> execute)
    {
        await execute("CREATE TABLE clock (step interval NOT NULL)");
        await execute("INSERT INTO clock VALUES ('0')");
        foreach (var function in new[] { "clock_timestamp", "now" })
        {
            await execute($"""
                CREATE FUNCTION {function}() RETURNS timestamptz LANGUAGE sql VOLATILE
                AS 'SELECT pg_catalog.{function}() + step FROM clock'
                """);
        }
    }

    /// <summary>Steps forward, or back.</summary>
    public static Task StepAsync(Func<string, Task> execute, TimeSpan by) =>
        execute(string.Create(
            CultureInfo.InvariantCulture, $"UPDATE clock SET step = step + interval '{by.TotalSeconds} seconds'"));
}
