using System.CommandLine;
using System.CommandLine.Help;
using Segmentation.Cli;

var program = new ProgramCommand("segmentation", "Finds the groups of customers in a CSV file.",
    "segmentation run customers.csv            segments of a file, without a server",
    "segmentation serve                        the page and the HTTP API on this machine",
    "segmentation submit customers.csv --wait  the same job on a server")
{
    new HelpOption(),
    new VersionOption("--version"),
    RunCommand.Create(),
    ValidateCommand.Create(),
    ServeCommand.Create(),
    ApiCommand.Create(),
    WorkerCommand.Create(),
    KeysCommand.Create(),
    SubmitCommand.Create(),
    JobsCommand.Create(),
    StatusCommand.Create(),
    SegmentsCommand.Create(),
    DownloadCommand.Create(),
    CancelCommand.Create(),
    PriorityCommand.Create(),
    QueuesCommand.Create(),
    SchedulesCommand.Create(),
};

return await CommandLine.InvokeAsync(program, args);
