using Segmentation.Spark.Protos;

namespace Segmentation.Spark.Connect;

/// <summary>The progress of one operation, summed over the stages that Spark has planned so far.</summary>
sealed record TaskProgress(long TasksDone, long Tasks, long BytesRead, int Running)
{
    public static TaskProgress From(ExecutePlanResponse.Types.ExecutionProgress progress) => new(
        progress.Stages.Sum(stage => stage.NumCompletedTasks),
        progress.Stages.Sum(stage => stage.NumTasks),
        progress.Stages.Sum(stage => stage.InputBytesRead),
        (int)progress.NumInflightTasks);
}
