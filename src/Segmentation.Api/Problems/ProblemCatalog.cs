namespace Segmentation.Api;

/// <summary>One code: what it means and what to do.</summary>
sealed record ProblemEntry(string Code, string Meaning, string WhatToDo);

/// <summary>Every code a problem can carry, in the order of the way a file goes.</summary>
static class ProblemCatalog
{
    const string ReadAgain = "Correct the file as the detail says, and upload it again.";

    public static IReadOnlyList<ProblemEntry> All { get; } =
    [
        new("MALFORMED_REQUEST", "The request cannot be read: broken JSON, an unknown setting, a parameter of the wrong kind.",
            "The detail names the position or the parameter. The addresses with their parameters are listed at /swagger."),
        new("UNKNOWN_HOST", "The service was called by a name it does not know. That is how a foreign page would try to reach it.",
            "Use localhost, or add the name to the setting Api:Hosts."),
        new("FOREIGN_ORIGIN", "A page from another address tried to change something.",
            "Add its origin to the setting Api:CorsOrigins if it should be allowed to."),
        new("NOT_FOUND", "There is nothing at this address.", "The addresses are listed at /swagger."),
        new("METHOD_NOT_ALLOWED", "The address exists, but not with this method.", "The detail says which methods are possible."),
        new("UNSUPPORTED_MEDIA_TYPE", "The body is of a kind this address does not take.", "The detail says what to send."),
        new("REQUEST_TOO_LARGE", "The body of the request is larger than a request may be.", "Send less; files go to POST /api/v1/datasets."),
        new("NO_FILE", "The request has no file in it.", "Send the file as multipart/form-data in the field «file»."),
        new("NOT_CSV", "The file's name does not end in .csv.", "Save the table as CSV and send that."),
        new("FILE_TOO_LARGE", "The file is larger than the limit of this service.",
            "Leave out columns or rows that are not needed, or raise the setting Limits:UploadBytes."),
        new("EMPTY_FILE", "The file has no bytes, or nothing but blanks.", ReadAgain),
        new("NO_DATA_ROWS", "The file has a header and no rows.", ReadAgain),
        new("TOO_FEW_ROWS", "There are too few rows for segments: at least three different ones are needed.", ReadAgain),
        new("TOO_MANY_ROWS", "There are more rows than one run can take.", "Upload a sample of the rows, or split the file."),
        new("NOT_TEXT", "The file is not text: a picture, a workbook or an archive, whatever its name says.", "Export the table as CSV and upload that."),
        new("UNSUPPORTED_ENCODING", "The file is not UTF-8.", "Save it as «CSV UTF-8» and upload it again. The detail names the first wrong byte."),
        new("UNCLOSED_QUOTE", "A quoted cell begins and never ends.", "Close the quote on the line that the detail names, or remove it."),
        new("STRAY_QUOTE", "A quote stands inside a cell that is not quoted.", ReadAgain),
        new("RAGGED_ROW", "Rows have more or fewer cells than the header.", ReadAgain),
        new("TOO_MANY_COLUMNS", "The file has more columns than the limit.", "Leave out columns that are not needed."),
        new("FIELD_TOO_LONG", "A cell is longer than the limit; often a quote that never closes.", ReadAgain),
        new("NO_NUMERIC_FEATURES", "No column has numbers that can be compared.",
            "Choose columns under «features», or check decimal and thousands marks in the file."),
        new("TRANSACTIONS_NOT_SUPPORTED", "The file has one row an invoice line. Invoice lines are not customers.",
            "Bring it to one row a customer, for example with recency, frequency and total spend, and upload that."),
        new("COLUMN_NOT_FOUND", "A column that was asked for is not in the file.", "Use the names that GET /api/v1/datasets/{id} lists."),
        new("COLUMN_NOT_NUMERIC", "A column that was asked for as a feature has no numbers.", "Take it out of the features."),
        new("K_TOO_LARGE", "More segments were asked for than the data can have: at most one less than its different rows, and at most 50.", "Ask for fewer segments."),
        new("INVALID_SETTING", "A setting of the job is outside what is allowed.", "The detail says what is allowed."),
        new("DATASET_NOT_FOUND", "There is no dataset or file of this name.", "Upload the file again, or look at GET /api/v1/datasets."),
        new("DATASET_IN_USE", "A queued or running job needs the dataset.", "Cancel the job or wait for its end."),
        new("SAMPLE_NOT_FOUND", "There is no such sample file.", "GET /api/v1/samples lists them."),
        new("FILE_NOT_FOUND", "The result has no such file.", "The detail lists the files."),
        new("JOB_NOT_FOUND", "There is no such job.", "GET /api/v1/jobs lists them."),
        new("JOB_NOT_FINISHED", "The job has no result yet.", "Ask again after the time in Retry-After, or follow its events."),
        new("JOB_FAILED", "The job failed and has no result.", "The detail says why. Correct that and start a new job."),
        new("JOB_CANCELED", "The job was canceled and has no result.", "Retry it to get one."),
        new("JOB_ALREADY_FINISHED", "The job has ended; there is nothing to cancel.", "Nothing."),
        new("JOB_RUNNING", "A job that has not ended cannot be deleted.", "Cancel it first."),
        new("DELETED", "The job was deleted, with its files and result. Its id is kept for 30 days.", "Start a new job."),
        new("IDEMPOTENCY_KEY_REUSED", "The Idempotency-Key was used for another request.", "Use a new key for each new request."),
        new("PRECONDITION_FAILED", "A condition of the request does not hold any more.", "Read it again and repeat the request."),
        new("RANGE_NOT_SATISFIABLE", "The file is shorter than the range that was asked for.", "Ask without a range."),
        new("TOO_LARGE_FOR_LOCAL", "The data does not fit the memory of any worker.",
            "Use fewer features, or start a worker with more memory (Worker:MemoryBytes) or with Spark."),
        new("ENGINE_UNAVAILABLE", "No worker has the engine that was asked for.", "Use the engine auto or local, or start such a worker."),
        new("WORKER_LOST", "The worker died several times while it ran this job.", "Often the memory was too small: use fewer features or a larger worker."),
        new("POISON", "The job took several workers in a row down with it and is not tried again.",
            "Often the memory was too small: use fewer features or a larger worker."),
        new("DEADLINE", "The job ran longer than a job may run.", "Use fewer rows, features or values of k, or raise the setting Worker:MaxRuntime."),
        new("NO_PROGRESS", "The job did not move for a long time and was ended.", "Retry it; if it happens again, the service's log says where it stood."),
        new("UNREADABLE_JOB", "The job was made by another version of the service and cannot be read.", "Start it again."),
        new("DATABASE_UNAVAILABLE", "The database cannot be reached right now.", "Try again after the time in Retry-After. Nothing is lost."),
        new("STORAGE_FULL", "The disk of the service is full.", "Delete jobs and datasets that are no longer needed."),
        new("STORAGE_UNAVAILABLE", "The folder with the files cannot be read or written.", "The service's log says why."),
        new("INTERNAL", "Something went wrong in the service; it was not your request.", "The trace id of the answer finds it in the service's log."),
    ];
}
