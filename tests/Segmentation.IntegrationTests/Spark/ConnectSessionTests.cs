using System.Text.Json;
using Segmentation.IntegrationTests.Support;
using Segmentation.Spark.Connect;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.IntegrationTests.Spark;

public sealed class ConnectSessionTests : ConnectTest
{
    [Fact]
    public async Task It_says_its_version() => Assert.StartsWith("4.", await Session.VersionAsync(default));

    [Theory]
    [InlineData("select id, cast(null as string) as n, 'ü\"' as u from range(1)", """[{"id":0,"n":null,"u":"ü\""}]""")]
    [InlineData("select 1 as a, named_struct('b', cast(null as int)) as c -- the end", """[{"a":1,"c":{"b":null}}]""")]
    [InlineData("select 1 as x where false", "[]")]
    [InlineData("select id from range(5) where id > 10", "[]")]
    [InlineData("select sum(id) as s from range(101)", """[{"s":5050}]""")]
    public async Task Rows_come_as_JSON_with_their_nulls(string query, string json)
    {
        Assert.Equal(json, await Session.JsonAsync(query, null, default));
    }

    [Fact]
    public async Task Many_rows_come_whole()
    {
        var json = await Session.JsonAsync("select id, repeat('x', 90) as x from range(20000)", null, default);
        var ids = JsonDocument.Parse(json).RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetInt32());
        Assert.Equal(Enumerable.Range(0, 20000), ids.Order());
    }

    [Fact]
    public async Task Aggregates_come_as_values()
    {
        var metrics = await Session.MetricsAsync(
            Session.Sql("select id from range(101)"),
            new Dictionary<string, string>
            {
                ["n"] = "count(1)",
                ["mean"] = "avg(id)",
                ["q"] = "percentile(id, array(0.25, 0.75))",
            },
            null, default);

        Assert.Equal(101, Literals.Number(metrics["n"]));
        Assert.Equal(50, Literals.Number(metrics["mean"]));
        Assert.Equal([25, 75], Literals.Vector(metrics["q"]));
    }

    [Theory]
    [InlineData("select nothing from range(3)", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "42703")]
    [InlineData("select 1 / (id - 3) as x from range(5)", "DIVIDE_BY_ZERO", "22012")]
    [InlineData("selec 1", "PARSE_SYNTAX_ERROR", "42601")]
    [InlineData("select * from csv.`/there/is/no/such.csv`", "PATH_NOT_FOUND", "42K03")]
    public async Task An_error_has_its_class_and_state_and_no_stack(string query, string errorClass, string state)
    {
        var error = await Assert.ThrowsAsync<SparkException>(() => Session.JsonAsync(query, null, default));

        Assert.Equal((errorClass, state), (error.ErrorClass, error.SqlState));
        Assert.StartsWith($"[{errorClass}]", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("\tat ", error.Message);
        Assert.False(error.IsUnavailable || error.IsSessionLost || error.IsInterrupted);
    }

    [Fact]
    public async Task An_aggregate_that_fails_is_an_error()
    {
        var error = await Assert.ThrowsAsync<SparkException>(() => Session.MetricsAsync(
            Session.Sql("select id from range(3)"), new Dictionary<string, string> { ["x"] = "sum(1 / (id - 1))" },
            null, default));
        Assert.Equal("DIVIDE_BY_ZERO", error.ErrorClass);
    }

    [Fact]
    public async Task A_statement_runs_and_a_view_is_seen_by_this_session_only()
    {
        await Session.RunSqlAsync("create temporary view three as select * from range(3)", default);
        await Session.CreateViewAsync(Session.Sql("select id + 1 as id from three"), "four", default);
        Assert.Equal("""[{"s":6}]""", await Session.JsonAsync("select sum(id) as s from four", null, default));

        var other = new ConnectSession(Channel, Guid.NewGuid(), "tests");
        var error =
            await Assert.ThrowsAsync<SparkException>(() => other.JsonAsync("select * from four", null, default));
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", error.ErrorClass);
        await other.ReleaseAsync(default);
    }

    [Fact]
    public async Task A_setting_is_of_this_session()
    {
        await Session.SetAsync("spark.sql.shuffle.partitions", "3", default);
        Assert.Equal("3", await Session.GetAsync("spark.sql.shuffle.partitions", default));

        var other = new ConnectSession(Channel, Guid.NewGuid(), "tests");
        Assert.NotEqual("3", await other.GetAsync("spark.sql.shuffle.partitions", default));
        await other.ReleaseAsync(default);
    }

    [Fact]
    public async Task MLlib_fits_transforms_evaluates_and_forgets()
    {
        await Session.RunSqlAsync(
            "create temporary view points as select * from values (0D, 0D), (0D, 2D), (10D, 0D), (10D, 2D), "
            + "(10D, 1D) as p(x, y)", default);
        var vectors = Session.Transform(
            MlOperators.Transformer("org.apache.spark.ml.feature.VectorAssembler"), Session.Sql("select * from points"),
            Params(("inputCols", Literals.Of((string[])["x", "y"])), ("outputCol", Literals.Of("f"))));
        await Session.CreateViewAsync(vectors, "vectors", default);

        var model = await Session.FitAsync(
            MlOperators.Estimator("org.apache.spark.ml.clustering.KMeans"),
            Params(
                ("featuresCol", Literals.Of("f")), ("k", Literals.Of(2)), ("seed", Literals.Of(7L)),
                ("tol", Literals.Of(1e-9))),
            Session.Sql("select * from vectors"), null, default);
        var centres = Literals.Matrix(await Session.FetchAsync(model, default, "clusterCenterMatrix"));
        Assert.Equal([0, 1, 10, 1], Enumerable.Range(0, 2).OrderBy(i => centres[i, 0]).SelectMany(i =>
            (double[])[centres[i, 0], centres[i, 1]]));
        Assert.Equal(4, Literals.Number(await Session.FetchAsync(model, default, "summary", "trainingCost")), 1e-12);
        Assert.Equal(
            [2, 3], Literals.Vector(await Session.FetchAsync(model, default, "summary", "clusterSizes")).Order());

        await Session.CreateViewAsync(
            Session.Transform(model, Session.Sql("select * from vectors"), Params(("predictionCol", Literals.Of("c")))),
            "found", default);
        Assert.Equal(
            """[{"n":2}]""", await Session.JsonAsync("select count(distinct c) as n from found", null, default));
        var silhouette = await Session.EvaluateAsync(
            MlOperators.Evaluator("org.apache.spark.ml.evaluation.ClusteringEvaluator"),
            Params(("featuresCol", Literals.Of("f")), ("predictionCol", Literals.Of("c"))),
            Session.Sql("select * from found"), null, default);
        Assert.InRange(silhouette, 0.95, 1);

        await Session.DeleteAsync([model], default);
        var error =
            await Assert.ThrowsAsync<SparkException>(() => Session.FetchAsync(model, default, "clusterCenterMatrix"));
        Assert.Equal("CONNECT_ML.CACHE_INVALID", error.ErrorClass);
    }

    [Fact]
    public async Task Principal_axes_are_read_as_a_matrix()
    {
        await Session.RunSqlAsync(
            "create temporary view line as select cast(id as double) as x, 2D * id as y from range(10)", default);
        var input = Session.Transform(
            MlOperators.Transformer("org.apache.spark.ml.feature.VectorAssembler"), Session.Sql("select * from line"),
            Params(("inputCols", Literals.Of((string[])["x", "y"])), ("outputCol", Literals.Of("f"))));
        var model = await Session.FitAsync(
            MlOperators.Estimator("org.apache.spark.ml.feature.PCA"),
            Params(("inputCol", Literals.Of("f")), ("outputCol", Literals.Of("p")), ("k", Literals.Of(2))), input,
            null, default);

        // All points lie on y = 2x.
        var axes = Literals.Matrix(await Session.FetchAsync(model, default, "pc"));
        Assert.Equal(2, axes[1, 0] / axes[0, 0], 1e-9);
        Assert.Equal(1, Literals.Vector(await Session.FetchAsync(model, default, "explainedVariance"))[0], 1e-9);
    }

    [Fact]
    public async Task Progress_is_told_from_tasks()
    {
        var heard = new Heard();
        Assert.Equal(LongAnswer, await Session.JsonAsync(LongQuery, heard, default));

        var all = heard.All;
        Assert.Contains(
            all, progress => progress is { Running: > 0, TasksDone: > 0 } && progress.TasksDone < progress.Tasks);
        Assert.Equal(all.Select(progress => progress.TasksDone).Order(), all.Select(progress => progress.TasksDone));
    }

    [Fact]
    public async Task Canceling_stops_the_work_on_the_cluster()
    {
        var heard = new Heard();
        using var cancel = new CancellationTokenSource();
        var running = Session.JsonAsync(EndlessQuery, heard, cancel.Token);
        await heard.Working;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Eventually.IsAsync(RunningJobsAsync, jobs => jobs == 0, TimeSpan.FromSeconds(3));
        Assert.Equal("""[{"a":1}]""", await Session.JsonAsync("select 1 as a", null, default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(150)]
    [InlineData(300)]
    public async Task Canceling_while_the_work_begins_leaves_nothing_behind(int milliseconds)
    {
        using var cancel = new CancellationTokenSource(milliseconds);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Session.JsonAsync(
            "select count(*) as n from range(100000) as a cross join range(100000000) as b", null, cancel.Token));
        await Eventually.IsAsync(RunningJobsAsync, jobs => jobs == 0, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Work_whose_listener_fails_is_stopped()
    {
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() =>
            Session.JsonAsync(EndlessQuery, new Failing(), default));
        await Eventually.IsAsync(RunningJobsAsync, jobs => jobs == 0, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Work_can_be_interrupted_from_another_process()
    {
        var heard = new Heard();
        var running = Session.JsonAsync(EndlessQuery, heard, default);
        await heard.Working;

        using var channel = new ConnectChannel(ConnectAddress.Parse(Server.Address));
        await new ConnectSession(channel, Session.Id, "tests").InterruptAllAsync(default);

        var error = await Assert.ThrowsAsync<SparkException>(() => running);
        Assert.True(error.IsInterrupted);
        Assert.Equal(("OPERATION_CANCELED", "HY008"), (error.ErrorClass, error.SqlState));
        await Eventually.IsAsync(RunningJobsAsync, jobs => jobs == 0, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_released_session_stops_its_work_and_is_lost()
    {
        var heard = new Heard();
        var running = Session.JsonAsync(EndlessQuery, heard, default);
        await heard.Working;
        await Session.ReleaseAsync(default);

        Assert.True((await Assert.ThrowsAsync<SparkException>(() => running)).IsSessionLost);
        await Eventually.IsAsync(RunningJobsAsync, jobs => jobs == 0, TimeSpan.FromSeconds(3));
        Assert.True((await Assert.ThrowsAsync<SparkException>(() => Session.VersionAsync(default))).IsSessionLost);
        await Session.ReleaseAsync(default);
    }

    [Fact]
    public async Task An_unknown_session_is_released_and_interrupted_without_an_error()
    {
        var unknown = new ConnectSession(Channel, Guid.NewGuid(), "tests");
        await unknown.InterruptAllAsync(default);
        await unknown.ReleaseAsync(default);
    }

    sealed class Failing : IProgress<TaskProgress>
    {
        public void Report(TaskProgress value)
        {
            if (value.Running > 0) throw new TimeZoneNotFoundException();
        }
    }

    static Dictionary<string, Literal> Params(params (string Name, Literal Value)[] values) =>
        values.ToDictionary(p => p.Name, p => p.Value);
}
