using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace Segmentation.Cli;

/// <summary><c>segmentation schedules</c>: segmentations that run on a schedule.</summary>
static class SchedulesCommand
{
    static readonly Argument<string> Id = new("ID") { Description = "The schedule, as create and the list print it" };

    public static Command Create()
    {
        var command = ClientOptions.Command(
            "schedules", "Lists the schedules of a server; makes, pauses, resumes and deletes them.",
            "segmentation schedules",
            "segmentation schedules create customers.csv --cron \"0 6 * * MON\" --time-zone Europe/Berlin",
            "segmentation schedules pause sch_01JD8XAMPLE0000000000000000",
            "segmentation schedules delete sch_01JD8XAMPLE0000000000000000");
        command.SetAction(ListAsync);
        command.Add(CreateScheduleCommand.Create());
        command.Add(Command("show", "Shows a schedule and when it is due next.", (id, server, ct) =>
            server.GetAsync(PathOf(id), ct)));
        command.Add(Command("pause", "Pauses a schedule.", (id, server, ct) =>
            server.PostAsync($"{PathOf(id)}:pause", null, ct)));
        command.Add(Command("resume", "Resumes a schedule.", (id, server, ct) =>
            server.PostAsync($"{PathOf(id)}:resume", null, ct)));
        command.Add(Command("delete", "Deletes a schedule; its jobs stay.", (id, server, ct) =>
            server.DeleteAsync(PathOf(id), ct)));
        return command;
    }

    /// <summary>One schedule, one fact per line.</summary>
    public static string Of(JsonElement schedule)
    {
        var text = new StringBuilder();
        var facts = new[]
        {
            new[] { "name", JobReport.Text(schedule, "name") },
            ["state", State(schedule)],
            ["cron", JobReport.Text(schedule, "cron")],
            ["time zone", JobReport.Text(schedule, "timeZone")],
            ["dataset", JobReport.Text(schedule, "datasetId")],
            ["next runs", string.Join(", ", schedule.GetProperty("nextRuns").EnumerateArray().Select(Minute))],
            ["last run", JobReport.Text(schedule, "lastRunAt")],
            ["last job", JobReport.Text(schedule, "lastJobId")],
            ["problem", JobReport.Text(schedule, "problem")],
        };
        TextTable.Append(text, ["schedule", JobReport.Text(schedule, "id")], facts.Where(fact => fact[1].Length > 0));
        return text.ToString();
    }

    static ProgramCommand Command(
        string name, string description, Func<string, ServerClient, CancellationToken, Task<JsonElement?>> act)
    {
        var command = ClientOptions.Command(
            name, description, $"segmentation schedules {name} sch_01JD8XAMPLE0000000000000000");
        command.Add(Id);
        command.SetAction(async (parsed, ct) =>
        {
            using var server = ServerClient.For(parsed);
            var schedule = await act(parsed.GetRequiredValue(Id), server, ct);
            if (schedule is not { } known) Console.WriteLine("deleted");
            else Console.Write(parsed.GetValue(ClientOptions.Json) ? known.GetRawText() + "\n" : Of(known));
            return ExitCode.Ok;
        });
        return command;
    }

    static ProgramCommand Command(
        string name, string description, Func<string, ServerClient, CancellationToken, Task<JsonElement>> act) =>
        Command(name, description, async (id, server, ct) => (JsonElement?)await act(id, server, ct));

    static async Task<int> ListAsync(ParseResult parsed, CancellationToken ct)
    {
        using var server = ServerClient.For(parsed);
        var list = await server.GetAsync("api/v1/schedules", ct);
        var schedules = list.GetProperty("schedules");
        if (parsed.GetValue(ClientOptions.Json)) Console.WriteLine(list.GetRawText());
        else if (schedules.GetArrayLength() > 0) Console.Write(Table(schedules));
        else ClientOptions.Say(parsed, "No schedules. Make one: "
            + "segmentation schedules create customers.csv --cron \"0 6 * * MON\"");
        return ExitCode.Ok;
    }

    static string Table(JsonElement schedules)
    {
        var text = new StringBuilder();
        TextTable.Append(text, ["id", "state", "cron", "time zone", "next run (UTC)", "name"],
            schedules.EnumerateArray().Select(schedule => new[]
            {
                JobReport.Text(schedule, "id"), State(schedule), JobReport.Text(schedule, "cron"),
                JobReport.Text(schedule, "timeZone"),
                schedule.GetProperty("nextRuns").EnumerateArray().Select(Minute).FirstOrDefault("never"),
                JobReport.Text(schedule, "name"),
            }));
        return text.ToString();
    }

    static string State(JsonElement schedule) => schedule.GetProperty("paused").GetBoolean() ? "paused" : "on";

    static string Minute(JsonElement time) => time.GetString()![..16].Replace('T', ' ');

    static string PathOf(string id) => $"api/v1/schedules/{Uri.EscapeDataString(id)}";
}
