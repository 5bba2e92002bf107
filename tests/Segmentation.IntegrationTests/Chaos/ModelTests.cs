using Segmentation.IntegrationTests.Queue;
using Segmentation.Postgres;
using Xunit.Abstractions;

namespace Segmentation.IntegrationTests.Chaos;

/// <summary>Random sequences of all that can be done to a queue, against a model in memory; a failure is shrunk to the
/// shortest one.</summary>
public sealed class ModelTests(ITestOutputHelper output) : ChaosTest
{
    const int Workers = 3;

    static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    // Backoff without chance, and long times: what the test itself takes does not count.
    static readonly QueueTimings Exact = new()
    {
        Lease = TimeSpan.FromSeconds(1),
        RetryBase = TimeSpan.Zero,
        RetryCap = TimeSpan.Zero,
        CrashBase = TimeSpan.FromMinutes(2),
    };

    readonly WorkerIdentity[] _workers = [.. Enumerable.Range(0, Workers).Select(n =>
        new WorkerIdentity(Guid.CreateVersion7(), $"w{n}", [SegmentJob.Kind], LeaseTime, TimeSpan.FromDays(1_000)))];

    protected override string SearchPath => ",pg_catalog";

    enum Verb
    {
        Enqueue,
        Claim,
        Renew,
        Succeed,
        Fail,
        Release,
        Cancel,
        ConfirmCancel,
        Sweep,
        Wait,
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await DatabaseClock.InstallAsync(sql => ExecuteAsync(sql));
    }

    [Fact]
    public async Task Whatever_is_done_in_whatever_order_the_rows_are_as_the_model_says()
    {
        output.WriteLine($"seed {LongRun.Seed}");
        var random = new Random(LongRun.Seed);
        for (var run = 0; run < 60; run++)
        {
            Act[] acts = [.. Enumerable.Range(0, random.Next(10, 60))
                .Select(_ => new Act((Verb)random.Next(10), random.Next(6)))];
            if (await FailureAsync(acts) is not null) await ShrinkAsync(acts);
        }
    }

    // Leaves out what can be left out, and fails with the rest.
    async Task ShrinkAsync(Act[] acts)
    {
        for (var at = acts.Length - 1; at >= 0; at--)
        {
            Act[] without = [.. acts[..at], .. acts[(at + 1)..]];
            if (await FailureAsync(without) is not null) acts = without;
        }

        Assert.Fail(
            $"After {string.Join(", ", acts.Select(act => $"{act.Verb}({act.Which})"))}: {await FailureAsync(acts)}");
    }

    async Task<string?> FailureAsync(Act[] acts)
    {
        try
        {
            await RunAsync(acts);
            return null;
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            return failure.Message;
        }
    }

    async Task RunAsync(Act[] acts)
    {
        await ExecuteAsync("DELETE FROM jobs");
        var model = new Model(NewQueue(Exact), this);
        foreach (var act in acts) await model.DoAsync(act);
        Assert.Empty(await Invariants.BreachesAsync(ended: false));
        foreach (var (id, _) in model.Jobs) await Jobs.CancelAsync(id, null, None);
        await DatabaseClock.StepAsync(sql => ExecuteAsync(sql), LeaseTime * 2);
        await Work.SweepAsync(None);
    }

    sealed record Act(Verb Verb, int Which);

    /// <summary>What a job must look like.</summary>
    sealed class Expected
    {
        public JobState State { get; set; }
        public int Attempt { get; set; }
        public int MaxAttempts { get; set; } = 3;
        public int Crashes { get; set; }
        public long? Token { get; set; }
        public bool CancelAsked { get; set; }
        public TimeSpan ExpiresAt { get; set; }
        public TimeSpan DueAt { get; set; }

        public override string ToString() =>
            $"{State}, attempt {Attempt} of {MaxAttempts}, {Crashes} crashes, token {Token}, cancel {CancelAsked}";
    }

    sealed class Model(WorkQueue queue, ModelTests test)
    {
        readonly List<(int Worker, Lease Lease)> _held = [];
        TimeSpan _now;
        long _seq;

        public List<(JobId Id, Expected Job)> Jobs { get; } = [];

        public async Task DoAsync(Act act)
        {
            await (act.Verb switch
            {
                Verb.Enqueue => EnqueueAsync(),
                Verb.Claim => ClaimAsync(act.Which % Workers),
                Verb.Cancel => CancelAsync(act.Which),
                Verb.Sweep => SweepAsync(),
                Verb.Wait => WaitAsync(act.Which),
                _ => _held.Count == 0 ? Task.CompletedTask : OnLeaseAsync(act.Verb, act.Which % _held.Count),
            });
            foreach (var (id, job) in Jobs) Assert.Equal($"{job}", Seen((await test.Jobs.FindAsync(id, None))!));
        }

        async Task EnqueueAsync() =>
            Jobs.Add(((await test.Jobs.EnqueueAsync(Some.NewJob(test.Dataset), None)).Job!.Id, new() { DueAt = _now }));

        async Task ClaimAsync(int worker)
        {
            var mine = _held.Where(held => held.Worker == worker).Select(held => held.Lease.Token).ToArray();
            var open = Jobs.Where(j => j.Job.State == JobState.Queued && j.Job.DueAt <= _now
                && (j.Job.Crashes == 0 || mine.Length == 0)).ToArray();
            var lease = await queue.ClaimAsync(test._workers[worker], "local", mine, None);
            Assert.Equal(open.Length > 0, lease is not null);
            if (lease is null) return;

            var job = open.Single(j => j.Id == lease.Job.Id).Job;
            Assert.True(job.Token is null || lease.Token > job.Token);
            (job.State, job.Token, job.ExpiresAt) = (JobState.Running, lease.Token, _now + LeaseTime);
            job.Attempt++;
            _held.Add((worker, lease));
        }

        async Task CancelAsync(int which)
        {
            if (Jobs.Count == 0) return;
            var (id, job) = Jobs[which % Jobs.Count];
            await test.Jobs.CancelAsync(id, null, None);
            job.CancelAsked |= job.State is JobState.Queued or JobState.Running;
            if (job.State == JobState.Queued) job.State = JobState.Canceled;
        }

        async Task SweepAsync()
        {
            var lost = Jobs.Where(j => j.Job.State == JobState.Running && j.Job.ExpiresAt < _now).ToArray();
            var swept = await queue.SweepAsync(None);
            Assert.Equal(lost.Select(j => j.Id.Value).Order(), swept.Select(s => s.Id.Value).Order());
            foreach (var (_, job) in lost)
            {
                job.Crashes++;
                job.State = job.CancelAsked ? JobState.Canceled : job.Crashes >= Exact.CrashLimit ? JobState.Failed
                    : JobState.Queued;
                if (job.State == JobState.Queued) job.MaxAttempts++;
                job.DueAt = job.Crashes == 1 ? _now : _now + Exact.CrashBase;
            }
        }

        async Task WaitAsync(int which)
        {
            var time = TimeSpan.FromSeconds(25 * (which + 1));
            _now += time;
            await DatabaseClock.StepAsync(sql => test.ExecuteAsync(sql), time);
        }

        async Task OnLeaseAsync(Verb verb, int which)
        {
            var (worker, lease) = _held[which];
            var job = Jobs.Single(j => j.Id == lease.Job.Id).Job;
            var holds = job.State == JobState.Running && job.Token == lease.Token;
            if (verb == Verb.ConfirmCancel && !job.CancelAsked) return;

            if (verb != Verb.Renew || !holds) _held.RemoveAt(which);
            Assert.Equal(holds, await TryAsync(verb, worker, lease));
            if (holds) End(verb, job);
        }

        void End(Verb verb, Expected job)
        {
            if (verb == Verb.Renew)
            {
                job.ExpiresAt = _now + LeaseTime;
                return;
            }

            var canceled = job.CancelAsked && verb != Verb.Succeed;
            if (verb != Verb.Release || canceled) job.Crashes = 0;
            if (verb == Verb.Release && !canceled) job.Attempt--;
            job.DueAt = _now;
            job.State = canceled ? JobState.Canceled : verb switch
            {
                Verb.Succeed => JobState.Succeeded,
                Verb.Fail when job.Attempt >= job.MaxAttempts => JobState.Failed,
                _ => JobState.Queued,
            };
        }

        async Task<bool> TryAsync(Verb verb, int worker, Lease lease)
        {
            try
            {
                switch (verb)
                {
                    case Verb.Renew:
                        return Renewed(worker, lease);
                    case Verb.Succeed:
                        Directory.CreateDirectory(test.Files.JobFolder(lease.Job.Id, lease.Token));
                        await queue.SucceedAsync(lease, Some.JobResult(), ProgressReport.Empty, None);
                        break;
                    case Verb.Fail:
                        await queue.FailAsync(lease, Some.Crash, ProgressReport.Empty, None);
                        break;
                    case Verb.Release:
                        await queue.ReleaseAsync(lease, ProgressReport.Empty, None);
                        break;
                    default:
                        await queue.ConfirmCancelAsync(lease, ProgressReport.Empty, None);
                        break;
                }

                return true;
            }
            catch (LeaseLostException)
            {
                return false;
            }
        }

        bool Renewed(int worker, Lease lease)
        {
            using var connection = test.Db.ForLeases();
            connection.Open();
            _seq++;
            var renewal = new Renewal(lease, Some.Report(_seq, Math.Min(99, _seq)));
            return queue.Renew(connection, test._workers[worker], [renewal])
                .Any(renewed => renewed.Token == lease.Token);
        }

        static string Seen(Job job) => new Expected
        {
            State = job.State,
            Attempt = job.Attempt,
            MaxAttempts = job.MaxAttempts,
            Crashes = job.CrashCount,
            Token = job.LeaseToken,
            CancelAsked = job.CancelRequested,
        }.ToString();
    }
}
