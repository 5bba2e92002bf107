namespace Segmentation.Api;

/// <summary>Longer texts of the OpenAPI document.</summary>
static class Texts
{
    public const string Description = """
        From a CSV of customers to segments: upload a file, start a job, follow it, read the segments, download every
        customer with the segment it belongs to.

        The whole way, with a sample (each step can be done here with «Try it out»):

        1. `GET /api/v1/samples/customers.csv`: save the file.
        2. `POST /api/v1/datasets`: upload it in the field `file`. The answer has the `id` of the dataset,
           its columns and what each is used for.
        3. `POST /api/v1/jobs` with `{"datasetId": "<id>"}`. The answer has the `id` of the job.
        4. `GET /api/v1/jobs/{id}` until `state` is `succeeded`; with the header `Prefer: wait=20` it waits for the end.
        5. `GET /api/v1/jobs/{id}/segments`, `…/k-sweep`, `…/metrics`: what was found and how sure it is.
        6. `GET /api/v1/jobs/{id}/files/assignments.csv`: your rows, each with its segment.

        If the service requires an API key, send it with every request: `Authorization: Bearer seg_…`, or
        `X-Api-Key: seg_…`. Keys have the scope `read`, `read-write` or `admin`, and may be limited in how many jobs
        they have open at once (429).

        Every answer with a status of 400 or more is a problem (RFC 9457) with a `code`, a `detail` that says what to
        do, and a `traceId`; `type` is the address of a page about the code.
        """;
}
