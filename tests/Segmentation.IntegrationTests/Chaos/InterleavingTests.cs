using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Segmentation.IntegrationTests.Queue;
using Segmentation.IntegrationTests.Support;
using Segmentation.Postgres;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>What can be done to a job.</summary>
public enum Move
{
    Claim,
    Renew,
    Succeed,
    Fail,
    Release,
    ConfirmCancel,
    Cancel,
    Sweep,
}

/// <summary>Every pair of statements on one job: the first stands before its commit, with its locks, while the second
/// begins (F7, F20, F21).</summary>
public sealed class InterleavingTests : ChaosTest
{
    const int Gate = 71_654_921;

    public static TheoryData<Move> Moves() => [.. Enum.GetValues<Move>()];

    // At the commit, whatever the statement was: the trigger is deferred, and waits for the test.
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await ExecuteAsync($$"""
            CREATE FUNCTION stand() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF current_setting('application_name') LIKE 'first%' THEN
                    PERFORM pg_advisory_xact_lock_shared({{Gate}}, {{Environment.ProcessId}});
                END IF;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER stand AFTER UPDATE ON jobs DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION stand();
            """);
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public async Task Two_statements_on_one_job_leave_it_as_one_after_the_other_would(Move first)
    {
        foreach (var second in Enum.GetValues<Move>()) await MeetAsync(first, second);
    }

    async Task MeetAsync(Move one, Move two)
    {
        await using var first = new Side(ConnectionString, "first", Files);
        await using var second = new Side(ConnectionString, "second", Files);
        var job = await EnqueueAsync();
        Invariants.Acknowledged(job.Id);
        var lease = one == Move.Claim && two == Move.Claim ? null : await LeaseAsync(one, two);
        await using var gate = await Sql.OpenConnectionAsync();
        await ShutAsync(gate);

        var begun = first.DoAsync(one, job, lease);
        await StandsAsync(begun);
        var follows = second.DoAsync(two, job, lease);
        await WaitsAsync(follows);
        await OpenAsync(gate);
        var answers = (await begun, await follows);

        await AssertOneAfterTheOtherAsync(job.Id, (one, answers.Item1), (two, answers.Item2));
        await EndAsync(job.Id, second);
    }

    // A claim wants a queued job, a sweep an ended lease; where both meet, the job is running and the claim finds
    // nothing.
    async Task<Lease?> LeaseAsync(Move one, Move two)
    {
        if (one == Move.Claim || (two == Move.Claim && one == Move.Cancel)) return null;
        var lease = await ClaimAsync();
        if (one == Move.Sweep || two == Move.Sweep) await ExpireAsync(lease);
        if (one == Move.ConfirmCancel || two == Move.ConfirmCancel) await Jobs.CancelAsync(lease.Job.Id, null, None);
        return lease;
    }

    // Only one may have ended the lease, and what it was told is what the rows say.
    async Task AssertOneAfterTheOtherAsync(JobId id, params (Move Move, bool Done)[] steps)
    {
        var ended = steps.Where(s => s.Done
            && s.Move is Move.Succeed or Move.Fail or Move.Release or Move.ConfirmCancel or Move.Sweep).ToArray();
        var attempts = await Jobs.AttemptsAsync(id, None);
        Assert.Equal(ended.Length > 0 ? 1 : 0, attempts.Count(a => a.Outcome is not null));
        var breaches = await Invariants.BreachesAsync(ended: false);
        Assert.True(breaches.Count == 0, $"{string.Join(", then ", steps)}: {string.Join("; ", breaches)}");
    }

    // So that the checker finds an end.
    async Task EndAsync(JobId id, Side side)
    {
        await side.Jobs.CancelAsync(id, null, None);
        if ((await Jobs.FindAsync(id, None))!.State != JobState.Running) return;
        await ExecuteAsync(
            "UPDATE jobs SET lease_expires_at = clock_timestamp() - interval '1 second' WHERE state = 'running'");
        await Work.SweepAsync(None);
    }

    static Task ShutAsync(NpgsqlConnection gate) => OnAsync(gate, "SELECT pg_advisory_lock($1, $2)");

    static Task OpenAsync(NpgsqlConnection gate) => OnAsync(gate, "SELECT pg_advisory_unlock($1, $2)");

    static async Task OnAsync(NpgsqlConnection gate, string sql)
    {
        await using var command = new NpgsqlCommand(
            sql.Replace("$1", $"{Gate}").Replace("$2", $"{Environment.ProcessId}"), gate);
        await command.ExecuteNonQueryAsync();
    }

    // At the gate, or done already because there was nothing to change.
    Task<bool> StandsAsync(Task begun) => Eventually.IsAsync(
        async () => begun.IsCompleted || await CountAsync("first", "advisory") > 0, there => there);

    // It waits for the row, or went past it.
    Task<bool> WaitsAsync(Task follows) => Eventually.IsAsync(
        async () => follows.IsCompleted || await CountAsync("second", "") > 0, there => there);

    Task<long> CountAsync(string side, string kind) => ScalarAsync<long>("""
        SELECT count(*) FROM pg_stat_activity
        WHERE application_name LIKE $1 || '%' AND wait_event_type = 'Lock' AND wait_event LIKE '%' || $2 || '%'
        """, side, kind);

    /// <summary>One of two clients.</summary>
    sealed class Side : IAsyncDisposable
    {
        readonly Database _db;
        readonly NotifySender _sender;

        public Side(string connectionString, string name, FileStore files)
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = name,
                IncludeErrorDetail = false,
            };
            _db = new(settings.ConnectionString, workConnections: 2, patience: TimeSpan.FromSeconds(10));
            _sender = new(_db, NullLogger<NotifySender>.Instance);
            Jobs = new(_db, _sender, files);
            Work = new(_db, _sender, new() { Lease = TimeSpan.FromSeconds(1) });
        }

        public Jobs Jobs { get; }

        public WorkQueue Work { get; }

        /// <summary>Whether it was done; else there was nothing to do, or the lease was lost.</summary>
        public async Task<bool> DoAsync(Move step, Job job, Lease? lease)
        {
            lease ??= new(job, 0, Guid.Empty);
            try
            {
                return step switch
                {
                    Move.Claim => await Work.ClaimAsync(Worker("c"), "local", [], None) is not null,
                    Move.Renew => await Task.Run(() => Renewed(lease)),
                    Move.Sweep => (await Work.SweepAsync(None)).Count > 0,
                    Move.Cancel =>
                        await Jobs.CancelAsync(job.Id, null, None) is { Before: JobState.Queued or JobState.Running },
                    Move.Fail => await EndedAsync(Work.FailAsync(lease, Some.Crash, ProgressReport.Empty, None)),
                    Move.Release => await EndedAsync(Work.ReleaseAsync(lease, ProgressReport.Empty, None)),
                    Move.ConfirmCancel => await EndedAsync(Work.ConfirmCancelAsync(lease, ProgressReport.Empty, None)),
                    _ => await DoneAsync(Work.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None)),
                };
            }
            catch (LeaseLostException)
            {
                return false;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _sender.DisposeAsync();
            await _db.DisposeAsync();
        }

        bool Renewed(Lease lease)
        {
            using var connection = _db.ForLeases();
            connection.Open();
            return Work.Renew(connection, A, [new(lease, Some.Report(1, 10))]).Count > 0;
        }

        static async Task<bool> EndedAsync(Task<JobState> end)
        {
            await end;
            return true;
        }

        static async Task<bool> DoneAsync(Task end)
        {
            await end;
            return true;
        }
    }
}
