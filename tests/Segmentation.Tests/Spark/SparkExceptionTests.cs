using Segmentation.Spark.Connect;
using Segmentation.Spark.Protos;
using StageInfo = Segmentation.Spark.Protos.ExecutePlanResponse.Types.ExecutionProgress.Types.StageInfo;

namespace Segmentation.Tests.Spark;

public sealed class SparkExceptionTests
{
    [Fact]
    public void An_error_says_its_first_line_its_class_and_its_state()
    {
        var info = new ErrorInfo
        {
            Metadata =
            {
                ["errorClass"] = "UNRESOLVED_COLUMN.WITH_SUGGESTION",
                ["sqlState"] = "42703",
                ["errorId"] = "7",
            },
        };
        var error = SparkException.From(
            new GrpcStatus(13, "[UNRESOLVED_COLUMN.WITH_SUGGESTION] No column.\n\tat org.Example(X.java)", info));

        Assert.Equal("[UNRESOLVED_COLUMN.WITH_SUGGESTION] No column.", error.Message);
        Assert.Equal("UNRESOLVED_COLUMN.WITH_SUGGESTION", error.ErrorClass);
        Assert.Equal("42703", error.SqlState);
        Assert.Equal("7", error.ErrorId);
        Assert.False(error.IsUnavailable || error.IsSessionLost || error.IsInterrupted);
    }

    [Theory]
    [InlineData("INVALID_HANDLE.SESSION_NOT_FOUND", false, true, false)]
    [InlineData("INVALID_HANDLE.SESSION_CHANGED", false, true, false)]
    [InlineData("INVALID_HANDLE.SESSION_CLOSED", false, true, false)]
    [InlineData("INVALID_HANDLE.OPERATION_ABANDONED", true, false, false)]
    [InlineData("OPERATION_CANCELED", false, false, true)]
    [InlineData("DIVIDE_BY_ZERO", false, false, false)]
    public void Its_class_says_what_to_do(string errorClass, bool unavailable, bool lost, bool interrupted)
    {
        // The class may stand in the text only.
        foreach (var error in (SparkException[])[
            SparkException.Of(errorClass, null, "x"), SparkException.Of(null, null, $"[{errorClass}] x")])
        {
            Assert.Equal(errorClass, error.ErrorClass);
            Assert.Equal(
                (unavailable, lost, interrupted), (error.IsUnavailable, error.IsSessionLost, error.IsInterrupted));
        }
    }

    [Fact]
    public void A_status_of_a_server_that_is_away_says_so()
    {
        Assert.True(SparkException.From(new GrpcStatus(GrpcStatus.Unavailable, "draining", null)).IsUnavailable);
        Assert.Equal(
            "Spark answered with gRPC status 2 and no message.",
            SparkException.From(new GrpcStatus(2, "", null)).Message);
    }

    [Fact]
    public void A_session_that_another_server_answers_for_is_lost()
    {
        using var channel = new ConnectChannel(ConnectAddress.Parse("sc://localhost"));
        var session = new ConnectSession(channel, Guid.NewGuid(), "ann");
        session.Observe("");
        session.Observe("first");
        session.Observe("first");

        Assert.True(Assert.Throws<SparkException>(() => session.Observe("second")).IsSessionLost);
        Assert.Equal("first", session.ServerSideId);
    }

    [Fact]
    public void Relations_of_a_session_are_numbered_apart()
    {
        using var channel = new ConnectChannel(ConnectAddress.Parse("sc://localhost"));
        var session = new ConnectSession(channel, Guid.NewGuid(), "ann");
        var input = session.Sql("select 1");
        var output = session.Transform("model", input, new Dictionary<string, Expression.Types.Literal>());

        Assert.NotEqual(input.Common.PlanId, output.Common.PlanId);
    }

    [Fact]
    public void Progress_is_summed_over_the_stages()
    {
        var progress = new ExecutePlanResponse.Types.ExecutionProgress
        {
            NumInflightTasks = 2,
            Stages =
            {
                new StageInfo { NumTasks = 10, NumCompletedTasks = 10, InputBytesRead = 100, Done = true },
                new StageInfo { NumTasks = 4, NumCompletedTasks = 1, InputBytesRead = 5 },
            },
        };
        Assert.Equal(
            new TaskProgress(TasksDone: 11, Tasks: 14, BytesRead: 105, Running: 2), TaskProgress.From(progress));
    }
}
