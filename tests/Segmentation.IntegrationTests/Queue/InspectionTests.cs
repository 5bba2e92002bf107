using Microsoft.Extensions.Logging.Abstractions;
using Segmentation.Data;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

/// <summary>How data on a cluster is handed to a worker and comes back as a dataset.</summary>
public sealed class InspectionTests : PostgresTest
{
    static readonly CancellationToken None = CancellationToken.None;
    static readonly DataUri Place = DataUri.Parse("file:///data/customers");

    NotifySender Waker { get; set; } = null!;
    Inspections _inspections = null!;
    DatasetStore _datasets = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Waker = new(Db, NullLogger<NotifySender>.Instance);
        (_inspections, _datasets) = (new(Db, Waker), new(Db, Files));
    }

    public override async Task DisposeAsync()
    {
        await Waker.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task What_was_found_is_a_dataset_without_a_file()
    {
        var id = await _inspections.AddAsync(Place, "customers", None);
        Assert.Null((await _datasets.FindInspectionAsync(id, None))!.Problem);
        var lease = (await _inspections.ClaimAsync(None))!;
        Assert.Equal((id, "file:///data/customers", 1, null), (lease.Id, lease.Uri, lease.Attempt, lease.Earlier));
        Assert.Null(await _inspections.ClaimAsync(None));

        await _inspections.SucceedAsync(lease, Found(), None);
        var dataset = (await _datasets.FindAsync(id, None))!;
        Assert.Equal(("file:///data/customers", "customers", null, true), (
            dataset.Uri, dataset.FileName, dataset.Sha256, dataset.Info.RowsEstimated));
        Assert.Equal(["1", "2"], (await _datasets.PreviewAsync(id, 1, None)).Rows.Single().Cells);
        Assert.Null(await _datasets.FindInspectionAsync(id, None));
        Assert.Single((await _datasets.ListAsync(10, null, None)).Datasets);
        Assert.Equal(Deletion.Deleted, await _datasets.DeleteAsync(id, None));
        Assert.NotNull(await _datasets.DeletedAtAsync(id, None));
    }

    [Fact]
    public async Task A_lost_worker_is_followed_by_another_and_changes_nothing_any_more()
    {
        var id = await _inspections.AddAsync(Place, "customers", None);
        var lost = (await _inspections.ClaimAsync(None))!;
        await ExecuteAsync("UPDATE inspections SET lease_expires_at = clock_timestamp() - interval '1 second'");

        var next = (await _inspections.ClaimAsync(None))!;
        Assert.Equal((2, lost.Token), (next.Attempt, next.Earlier!.Value));
        Assert.False(await _inspections.RenewAsync(lost, None));
        await _inspections.SucceedAsync(lost, Found(), None);
        await _inspections.RefuseAsync(lost, Some.Problem("INTERNAL"), None);
        Assert.Null(await _datasets.FindAsync(id, None));
        Assert.Null((await _datasets.FindInspectionAsync(id, None))!.Problem);

        Assert.True(await _inspections.RenewAsync(next, None));
        await _inspections.RefuseAsync(next, Some.Problem("EMPTY_FILE"), None);
        Assert.Equal("EMPTY_FILE", (await _datasets.FindInspectionAsync(id, None))!.Problem!.Code);
        Assert.Null(await _inspections.ClaimAsync(None));
        Assert.True(await _datasets.RemoveInspectionAsync(id, None));
        Assert.Null(await _datasets.FindInspectionAsync(id, None));
    }

    static InspectedDataset Found() =>
        new(Some.Info(8) with { RowsEstimated = true }, new(["a", "b"], [new(2, ["1", "2"]), new(3, ["3", "4"])]));
}
