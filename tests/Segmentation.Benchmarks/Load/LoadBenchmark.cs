using System.Diagnostics;

namespace Segmentation.Benchmarks;

/// <summary>Many clients at once against the whole service, API and worker in processes of their own: does it answer,
/// and does it keep anything?</summary>
static class LoadBenchmark
{
    const int Clients = 100;
    const int ClientsInShort = 10;
    static readonly TimeSpan Warming = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Options options, Document document, string folder)
    {
        var clients = options.Short ? ClientsInShort : Clients;
        await using var server = await QueueServer.StartAsync(folder);
        await using var service = await ServedProgram.StartAsync(server.ConnectionString, Path.Combine(folder, "load"));
        using var load = new Load(service.Address, clients);

        await load.RunAsync(options.Short ? TimeSpan.FromSeconds(1) : Warming);
        var before = await QuietAsync(service, server, options);
        var begun = Stopwatch.GetTimestamp();
        var tally = await load.RunAsync(options.Load);
        var took = Stopwatch.GetElapsedTime(begun);
        var most = service.Footprint();
        var after = await QuietAsync(service, server, options);

        document.Put(
            "load", [Answers(tally, clients, took), Kept(before, most, after)],
            $"; {clients} clients for {took.TotalMinutes:0.0} minutes");
        if (!tally.Wrong.IsEmpty)
            throw new InvalidOperationException("Not as it should be:\n" + string.Join('\n', tally.Wrong.Take(20)));
    }

    static async Task<Footprint> QuietAsync(ServedProgram service, QueueServer server, Options options)
    {
        await Task.Delay(options.Short ? TimeSpan.FromSeconds(1) : Settling);
        return await service.Footprint().WithTablesAsync(server.ConnectionString);
    }

    static Table Answers(Tally tally, int clients, TimeSpan took)
    {
        var table = new Table(
            $"What {clients} clients were answered: {tally.Succeeded:#,0} jobs succeeded, "
            + $"{tally.Canceled:#,0} were canceled",
            "request", "answers", "a second", "median", "p99", "longest", "by status");
        foreach (var (request, answers) in tally.Answers.OrderBy(pair => pair.Key))
        {
            var times = new Times(answers.Select(answer => answer.Seconds));
            var statuses = answers.GroupBy(answer => answer.Status).OrderBy(group => group.Key)
                .Select(group => $"{group.Key}: {group.Count():#,0}");
            table.Add(
                request, $"{times.Count:#,0}", $"{times.Count / took.TotalSeconds:#,0.0}", times.Median, times.P99,
                Table.Time(times.Longest), string.Join(", ", statuses));
        }

        return table;
    }

    static Table Kept(Footprint before, Footprint most, Footprint after)
    {
        var table = new Table(
            "What the service keeps, with nothing to do before and after",
            "", "before", "at the end of the load", "after");
        foreach (var (name, value) in before.Values)
            table.Add(
                name, value, most.Values.FirstOrDefault(pair => pair.Name == name).Value ?? "–",
                after.Values.First(pair => pair.Name == name).Value);
        return table;
    }
}
