using Segmentation.IntegrationTests.House;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class MigrationTests : PostgresTest
{
    protected override bool Migrated => false;

    [Fact]
    public async Task Applying_twice_changes_nothing()
    {
        await Migrations.ApplyAsync(Sql, CancellationToken.None);
        var first = await ScalarAsync<DateTime>("SELECT max(applied_at) FROM schema_version");

        await Migrations.ApplyAsync(Sql, CancellationToken.None);

        Assert.Equal(first, await ScalarAsync<DateTime>("SELECT max(applied_at) FROM schema_version"));
    }

    [Fact]
    public async Task Applying_at_the_same_time_applies_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrations.ApplyAsync(Sql, CancellationToken.None)));

        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src/Segmentation.Postgres/Migrations"), "*.sql")
            .Select(Path.GetFileName);
        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            await ColumnAsync<string>("SELECT name FROM schema_version ORDER BY version"));
    }

    [Fact]
    public async Task An_applied_migration_with_other_contents_is_refused()
    {
        await Migrations.ApplyAsync(Sql, CancellationToken.None);
        await ExecuteAsync("UPDATE schema_version SET checksum = 'other'");

        var error = await Assert.ThrowsAsync<SchemaException>(() => Migrations.ApplyAsync(Sql, CancellationToken.None));

        Assert.Contains("0001_jobs.sql", error.Message);
    }

    [Fact]
    public async Task The_jobs_table_has_its_indexes_and_none_that_a_renewal_changes()
    {
        await Migrations.ApplyAsync(Sql, CancellationToken.None);

        Assert.Equal(
            [
                "jobs_claim", "jobs_crashed", "jobs_finished", "jobs_idempotency",
                "jobs_open_by_key", "jobs_pkey", "jobs_public_id_key", "jobs_running", "jobs_schedule"],
            await ColumnAsync<string>(
                "SELECT indexname::text FROM pg_indexes WHERE tablename = 'jobs' "
                + "AND schemaname = current_schema() ORDER BY 1"));
    }
}
