using Microsoft.Extensions.Logging.Abstractions;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Queue;

public sealed class DatasetTests : QueueTest
{
    [Fact]
    public async Task The_same_bytes_are_the_same_dataset()
    {
        var first = await AddDatasetAsync("x,y\n3,4\n");
        var again = await AddDatasetAsync("x,y\n3,4\n");

        Assert.True(first.Created);
        Assert.False(again.Created);
        Assert.Equal(first.Dataset.Id, again.Dataset.Id);
        Assert.Equal("x,y\n3,4\n", await File.ReadAllTextAsync(Files.SourceFile(first.Dataset.Id)));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Files.NewUpload())!));
    }

    [Fact]
    public async Task The_same_bytes_at_once_are_one_dataset_and_leave_one_folder()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AddDatasetAsync("x\n9\n")));

        Assert.Single(added, a => a.Created);
        Assert.Single(added.Select(a => a.Dataset.Id).Distinct());
        // With the one of every test.
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(Files.Root, "datasets")).Length);
    }

    [Fact]
    public async Task A_handle_that_is_taken_gets_a_number()
    {
        Assert.Equal("a.csv", await Datasets.AddHandleAsync(Dataset, "a.csv", None));
        Assert.Equal("a_2.csv", await Datasets.AddHandleAsync(Dataset, "a.csv", None));

        Assert.Equal(Dataset, (await Datasets.FindByHandleAsync("a_2.csv", None))!.Id);
        Assert.Null(await Datasets.FindByHandleAsync("b.csv", None));
    }

    [Fact]
    public async Task A_dataset_that_an_open_job_needs_is_not_deleted()
    {
        var job = await EnqueueAsync();
        Assert.Equal(Deletion.InUse, await Datasets.DeleteAsync(Dataset, None));
        await Jobs.CancelAsync(job.Id, null, None);

        Assert.Equal(Deletion.Deleted, await Datasets.DeleteAsync(Dataset, None));

        Assert.Null(await Datasets.FindAsync(Dataset, None));
        Assert.NotNull(await Datasets.DeletedAtAsync(Dataset, None));
        Assert.False(File.Exists(Files.SourceFile(Dataset)));
        Assert.NotNull(await Jobs.FindAsync(job.Id, None));
    }

    [Fact]
    public async Task Pages_of_datasets_and_jobs_follow_each_other_without_gap_or_overlap()
    {
        for (var i = 0; i < 4; i++) await AddDatasetAsync($"x\n{i}\n");
        for (var i = 0; i < 5; i++) await EnqueueAsync(name: $"job {i}");

        var datasets = await Datasets.ListAsync(3, null, None);
        var rest = await Datasets.ListAsync(3, datasets.NextPageToken, None);
        var jobs = await Jobs.ListAsync(new() { PageSize = 3 }, None);
        var older = await Jobs.ListAsync(new() { PageSize = 3, PageToken = jobs.NextPageToken }, None);

        Assert.Equal(5, datasets.Datasets.Concat(rest.Datasets).Select(d => d.Id).Distinct().Count());
        Assert.Null(rest.NextPageToken);
        Assert.Equal(["job 4", "job 3", "job 2", "job 1", "job 0"], jobs.Jobs.Concat(older.Jobs).Select(j => j.Name));
        Assert.Equal((5, 5), (jobs.Total, older.Total));
        Assert.Null(older.NextPageToken);
        await Assert.ThrowsAsync<PageTokenException>(() => Jobs.ListAsync(new() { PageToken = "x" }, None));
    }

    [Fact]
    public async Task Jobs_are_found_by_state_text_and_dataset()
    {
        var running = await EnqueueAndClaimAsync();
        var named = await EnqueueAsync(name: "100% of Q3_x");
        await EnqueueAsync(name: "100 of Q3ax");

        Assert.Equal([running.Job.Id], await IdsAsync(new() { States = [JobState.Running] }));
        Assert.Equal([named.Id], await IdsAsync(new() { Text = "0% of q3_" }));
        Assert.Equal([named.Id], await IdsAsync(new() { Text = named.Id.ToString() }));
        Assert.Empty(await IdsAsync(new() { DatasetId = DatasetId.New() }));
        Assert.Equal(3, (await IdsAsync(new() { DatasetId = Dataset, OldestFirst = true })).Count);
    }

    [Fact]
    public async Task Folders_that_no_lease_and_no_result_needs_are_removed()
    {
        var running = await EnqueueAndClaimAsync();
        var finished = await EnqueueAndClaimAsync(B);
        await Work.SucceedAsync(finished, Some.JobResult(), ProgressReport.Empty, None);
        string[] kept = [Folder(running.Job.Id, running.Token), Folder(finished.Job.Id, finished.Token)];
        string[] stray = [
            Folder(running.Job.Id, 9_999), Folder(JobId.New(), 1), Old(Files.SourceFile(DatasetId.New()))];
        var receiving = Files.NewUpload();
        await File.WriteAllTextAsync(receiving, "x");

        await new FileSweeper(Db, Files, NullLogger<FileSweeper>.Instance).SweepAsync(None);

        Assert.All(kept, folder => Assert.True(Directory.Exists(folder)));
        Assert.All(stray, folder => Assert.False(Directory.Exists(folder)));
        Assert.True(File.Exists(receiving));
        Assert.True(File.Exists(Files.SourceFile(Dataset)));
    }

    string Folder(JobId id, long token) => Directory.CreateDirectory(Files.JobFolder(id, token)).FullName;

    static string Old(string file)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(file)!).FullName;
        Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddHours(-2));
        return folder;
    }

    async Task<List<JobId>> IdsAsync(JobQuery query) =>
        [.. (await Jobs.ListAsync(query, None)).Jobs.Select(job => job.Id)];
}
