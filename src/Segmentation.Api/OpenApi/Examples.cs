namespace Segmentation.Api;

/// <summary>Examples of the OpenAPI document, from a run on the sample file mall.csv.</summary>
static class Examples
{
    public const string Csv =
        "CustomerID,Gender,Age,Annual Income (k$),Spending Score (1-100)\n1,Male,23,15,82\n2,Female,32,64,52\n";

    const string Job = "job_06DJ3NSAYM7BK8QT5G9V1XZC2R";

    public const string Events = $$"""
        event: progress
        data: {"jobId":"{{Job}}","state":"running","stage":"cluster","progress":62,"done":4,"total":9,"unit":"k"}
        retry: 3000

        id: 25
        event: done
        data: {"jobId":"{{Job}}","state":"succeeded","result":"/api/v1/jobs/{{Job}}/result"}
        """;

    public static readonly IReadOnlyDictionary<string, string> Requests = new Dictionary<string, string>
    {
        ["createJob"] = """
            { "datasetId": "ds_06DJ3NSAYM7BK8QT5G9V1XZC2R", "name": "Visitors", "k": "auto",
              "features": ["Annual Income (k$)", "Spending Score (1-100)"], "scaling": "standard", "seed": 42 }
            """,
        ["uploadDataset"] = """{ "uri": "s3a://bucket/customers/2026", "name": "Customers of 2026" }""",
        ["rereadDataset"] = """{ "decimal": "comma", "missing": ["999"] }""",
        ["createSchedule"] = Scheduled,
        ["replaceSchedule"] = Scheduled,
        ["changeQueue"] = """{ "maxRunning": 2 }""",
        ["changeJob"] = """{ "priority": 10 }""",
        ["createKey"] = """{ "name": "nightly import", "scope": "read-write", "maxOpenJobs": 10 }""",
        ["createSession"] = """{ "key": "seg_3qVbT1cS7nXy0LwGk5aZ2mRj8uHdPfEoI9sQvKxYB4c" }""",
        ["seedStart"] = """{ "filename": "20261121_100000_sample_mall.csv", "k": 5 }""",
        ["seedRunJob"] = """{ "filename": "20261121_100000_sample_mall.csv", "k": 5 }""",
        ["seedValidateFile"] = """{ "filename": "20261121_100000_sample_mall.csv" }""",
    };

    public static readonly IReadOnlyDictionary<string, string> Responses = new Dictionary<string, string>
    {
        ["seedUpload"] = """
            { "status": "uploaded", "filename": "20261121_100000_sample_mall.csv",
              "message": "File sample_mall.csv uploaded successfully",
              "dataset_id": "ds_06DJ3NSAYM7BK8QT5G9V1XZC2R", "rows": 200, "warnings": 0 }
            """,
        ["seedStart"] = Started,
        ["seedRunJob"] = Started,
        ["getLimits"] = $$"""
            { "uploadBytes": 1073741824, "uploadText": "1 GB", "requestBytes": 1048576, "previewRows": 1000,
              "pageSize": 200, "largestPriority": 100, "formats": ["csv"], "deletedDays": 30,
              "finishedJobsKept": "P30D", "datasetRoots": [],
              "settings": [
                { "name": "cleaning.missing", "label": "Missing values", "help": "{{MissingHelp}}",
                  "kind": "word", "advanced": false, "allowed": "drop or median", "default": "drop",
                  "whenLeftOut": null, "min": null, "max": null,
                  "words": [
                    { "word": "drop", "label": "Leave the row out" },
                    { "word": "median", "label": "Fill in the column’s median" } ], "byHeader": false } ] }
            """,
        ["createKey"] = """
            { "key": { "id": "key_06DJ3NSAYM7BK8QT5G9V1XZC2R", "name": "nightly import", "scope": "read-write",
                       "prefix": "seg_3qVbT1cS", "maxOpenJobs": 10, "openJobs": 0,
                       "createdAt": "2026-11-21T10:00:00.000Z", "lastUsedAt": null, "revokedAt": null },
              "secret": "seg_3qVbT1cS7nXy0LwGk5aZ2mRj8uHdPfEoI9sQvKxYB4c" }
            """,
        ["getSession"] = """{ "keyRequired": true, "name": "nightly import", "scope": "read-write" }""",
        ["listQueues"] = """
            { "queues": [
              { "name": "local", "paused": false, "pausedAt": null, "maxRunning": 2,
                "queued": 3, "delayed": 1, "running": 2, "oldestDueAt": "2026-11-21T10:00:00.000Z" },
              { "name": "spark", "paused": true, "pausedAt": "2026-11-21T09:00:00.000Z", "maxRunning": null,
                "queued": 0, "delayed": 0, "running": 0, "oldestDueAt": null } ] }
            """,
        ["listEngines"] = """
            { "engines": [
              { "name": "local", "available": true, "workers": 1, "slots": 1, "memoryBytes": 6442450944,
                "reason": null, "version": null, "ui": null },
              { "name": "spark", "available": false, "workers": 0, "slots": 0, "memoryBytes": 0,
                "reason": "No worker is configured for a Spark cluster.", "version": null, "ui": null } ] }
            """,
        ["getColumnDistributions"] = $$"""
            { "datasetId": "ds_06DJ3NSAYM7BK8QT5G9V1XZC2R", "rows": 200,
              "columns": [
                { "name": "Age", "log": false,
                  "edges": [18, 21, 24, 27, 30, 33, 36, 39, 42, 45, 48, 51, 54, 57, 60, 63, 66, 69, 72],
                  "all": [17, 14, 9, 15, 26, 17, 15, 11, 7, 12, 17, 6, 6, 8, 3, 5, 9, 3], "below": 0, "above": 0 } ] }
            """,
        ["getDistributions"] = $$"""
            { "jobId": "{{Job}}", "rows": 200,
              "features": [
                { "name": "Age", "log": false, "edges": [18, 33, 48, 63, 72], "all": [81, 62, 40, 17],
                  "segments": [[0, 6, 24, 15], [24, 15, 0, 0], [30, 8, 0, 0], [4, 21, 8, 0], [21, 3, 0, 0],
                               [2, 9, 8, 2]],
                  "below": [0, 0, 0, 0, 0, 0], "above": [0, 0, 0, 0, 0, 0],
                  "after": { "edges": [2.944439, 3.273999, 3.603559, 3.93312, 4.26268], "all": [38, 60, 62, 40] } } ],
              "correlation": [
                [1, -0.012398042736060151, -0.32722684603909025], [-0.012398042736060151, 1, 0.0099028480940375],
                [-0.32722684603909025, 0.0099028480940375, 1]] }
            """,
        ["getProjection"] = $$"""
            { "jobId": "{{Job}}", "space": "features", "axes": ["Age", "Annual Income (k$)", "Spending Score (1-100)"],
              "x": { "name": "Age", "share": null, "loadings": null },
              "y": { "name": "Annual Income (k$)", "share": null, "loadings": null },
              "z": { "name": "Spending Score (1-100)", "share": null, "loadings": null },
              "sampled": true, "of": 200,
              "points": { "x": [19, 21], "y": [15, 15], "z": [39, 81], "segments": [5, 5], "rows": [0, 1],
                          "ids": ["1", "2"] },
              "centres": [ { "segment": 1, "x": 56.333, "y": 54.267, "z": 49.067 } ] }
            """,
        ["getSilhouette"] = $$"""
            { "jobId": "{{Job}}", "mean": 0.4274281499158018, "method": "exact", "rows": 200, "error": null,
              "seed": null,
              "bands": [
                { "segment": 1, "size": 45, "mean": 0.4912865193566499, "negativeShare": 0,
                  "values": [0.6435196595410975, 0.14835576943605383] } ],
              "least": [
                { "row": 42, "id": "43", "segment": 6, "silhouette": -0.06518324851308065, "other": 1 } ] }
            """,
        ["getInsights"] = $$"""
            { "jobId": "{{Job}}", "language": "en",
              "insights": [
                { "segment": 2, "name": "High income, high spending", "size": 39, "share": 0.195,
                  "who": "{{Who}}", "money": null,
                  "action": { "rule": "rich-and-spending", "title": "Offer the best you have",
                              "text": "{{ToDo}}" } } ] }
            """,
        ["getChecks"] = $$"""
            { "jobId": "{{Job}}",
              "summary": { "total": 13, "pass": 11, "warn": 0, "fail": 0, "notChecked": 2,
                           "text": "13 checks: 11 pass, 2 not checked" },
              "checks": [
                { "id": "smallest", "name": "No segment is tiny", "status": "pass",
                  "meaning": "A segment of a few customers is most often a few odd values, not a group to act on.",
                  "found": "The smallest, segment 5, has 22 of 200 customers; at least 10 are expected.",
                  "threshold": "Pass: at least 10. Warn: fewer. Fail: a single customer.",
                  "source": "The rule that recommends k.", "value": 22, "advice": null },
                { "id": "engines", "name": "Both engines agree", "status": "notChecked",
                  "meaning": "The local engine and Spark find the same segments of the same file.",
                  "found": "Only the local engine ran this file with these settings.",
                  "threshold": "Pass: equal sizes, and centres equal to 1e-9.",
                  "source": "A rule of this service.", "value": null,
                  "advice": "Run it with the other engine and the clusterer lloyd to compare them." } ] }
            """,
        ["getEfficiency"] = $$"""
            { "jobId": "{{Job}}", "engine": "local", "seconds": 0.31,
              "stages": [
                { "stage": "load", "seconds": 0.02 }, { "stage": "cluster", "seconds": 0.25 },
                { "stage": "evaluate", "seconds": 0.03 }, { "stage": "save", "seconds": 0.01 } ],
              "readPerSecond": 10000, "clusteredPerSecond": 800, "estimatedBytes": 157299780,
              "otherEngine": { "jobId": "job_06DJ3NSAYM7BK8QT5G9V1XZC2T", "engine": "spark", "seconds": 14.2,
                               "stages": [ { "stage": "load", "seconds": 3.1 } ] } }
            """,
        ["previewDataset"] = """
            { "columns": ["CustomerID", "Gender", "Age", "Annual Income (k$)", "Spending Score (1-100)"],
              "rows": [
                { "row": 2, "cells": ["1", "Male", "23", "15", "82"] },
                { "row": 3, "cells": ["2", "Female", "32", "64", "52"] } ] }
            """,
        ["seedAnalysis"] = """
            { "job_id": "job_06DJ3NSAYM7BK8QT5G9V1XZC2R", "total_customers": 200,
              "k": 6, "recommended_k": 6, "knee_k": 4,
              "k_reason": "k = 6 stands out most from rows without groups.",
              "metrics": {
                "job_id": "job_06DJ3NSAYM7BK8QT5G9V1XZC2R", "k": 6, "silhouette_score": 0.4274,
                "inertia": 133.868, "calinski_harabasz": 135.102, "davies_bouldin": 0.8278, "iterations": 5,
                "silhouette_method": "exact", "clear_groups": true,
                "per_segment": [ { "id": 1, "size": 45, "silhouette": 0.4913, "within_ss": 23.99 } ],
                "by_k": [
                  { "k": 2, "inertia": 389.386, "iterations": 10, "silhouette": 0.3355,
                    "calinski_harabasz": 107.096, "davies_bouldin": 1.2607, "seconds": 0.045 } ],
                "features": [ { "name": "Age", "f_value": 83.851, "p_value": 1.367e-46 } ] },
              "clusters": [
                { "id": 1, "name": "Average income and spending, high Age", "size": 45,
                  "share": 0.225, "avgAge": 56.33, "avgSpend": null, "avgRecency": null, "avgFrequency": null,
                  "minSpend": null, "maxSpend": null, "topCategory": null,
                  "description": "45 customers, 22.5 % of all.",
                  "features": { "Age": { "mean": 56.33, "median": 54 } } } ],
              "generated_at": "2026-11-21T10:00:02.000Z" }
            """,
        ["getKFit"] = $$"""
            { "jobId": "{{Job}}", "k": 5, "chosen": false, "rows": 200, "sampled": false, "inertia": 168.24758017556837,
              "silhouette": 0.41664341513732756, "calinskiHarabasz": 125.10094020060959,
              "daviesBouldin": 0.8745510510024177, "smallest": 20,
              "segments": [
                { "number": 1, "size": 54, "share": 0.27, "centre": [25.185185, 41.092593, 62.240741],
                  "scaledCentre": [-0.980679, -0.74306, 0.46744],
                  "componentCentre": [-0.987155, -0.789408, -0.367053] } ],
              "points": { "segments": [1, 1, 5, 1, 1, 1, 5, 1] } }
            """,
        ["getAnimation"] = Animation,
        ["seedAnimation"] = Animation,
        ["seedJobStatus"] = """
            { "job_id": "job_06DJ3NSAYM7BK8QT5G9V1XZC2R", "stage": "clustering", "progress": 62,
              "message": "k = 6, iteration 9", "timestamp": "2026-11-21T10:00:02.000Z",
              "status": "running", "queue_position": null, "eta_seconds": 14,
              "stages": [
                { "name": "loading", "state": "succeeded", "duration_ms": 12,
                  "done": 3780, "total": 3780, "unit": "bytes" } ] }
            """,
    };

    /// <summary>What a status means here, in place of the words that every API has for it.</summary>
    public static readonly IReadOnlyDictionary<(string Status, string Usual), string> Problems =
        new Dictionary<(string, string), string>
        {
            [("400", "Bad Request")] = "The request cannot be read; the problem says where.",
            [("404", "Not Found")] = "There is none with this id or name.",
            [("409", "Conflict")] = "Not possible in the present state, such as a result before the job has ended.",
            [("410", "Gone")] = "It was deleted; the id is remembered for 30 days.",
            [("413", "Content Too Large")] = "Larger than the limit; the problem has `limitBytes` and `sizeBytes`.",
            [("415", "Unsupported Media Type")] = "This address does not accept a body of this kind.",
            [("416", "Range Not Satisfiable")] = "The file is shorter than the range.",
            [("422", "Unprocessable Content")] =
                "The file or a setting is at fault; the problem says where and what to do.",
            [("429", "Too Many Requests")] =
                "The key has as many open jobs as it may have; `Retry-After` says when to ask again.",
            [("503", "Service Unavailable")] =
                "The database cannot be reached right now; `Retry-After` says when to ask again.",
            [("507", "Insufficient Storage")] = "The disk of the service is full.",
        };

    const string Who = "39 customers, 19.5 % of all. Annual Income (k$) averages 86.5 (all customers 60.6).";

    const string ToDo = "They earn and spend more than others: median Annual Income 79 (all 61.5), "
        + "median Spending Score 83 (all 50). Premium lines and early access fit these 39.";

    const string MissingHelp =
        "A missing feature value: drop leaves the row out and counts it, median fills in the column's median.";

    const string Animation = $$"""
        { "jobId": "{{Job}}", "k": 2, "rows": 200,
          "features": ["Annual Income (k$)", "Spending Score (1-100)"],
          "starts": [
            { "number": 2, "of": 200, "inertia": 259.9401129107454, "iterations": 16, "best": true, "worse": 0 },
            { "number": 1, "of": 200, "inertia": 269.6161098313092, "iterations": 2, "best": false, "worse": 0.0372 } ],
          "start": 2, "converged": true, "every": [],
          "points": { "rows": [104, 169], "ids": ["105", "170"], "values": [[55, 107], [49, 27]],
                      "components": [[-0.1122, 2.0344], [-0.21246, 0.70237]] },
          "frames": [
            { "phase": "seed", "centres": [[28, 18], [57, 46]],
              "componentCentres": [[-0.0392, -1.87516], [0.0306, -0.23758]], "order": [1, 2],
              "iteration": 0, "of": 200 },
            { "phase": "assign", "changed": [[0, 2], [1, 2]], "moved": 200, "inertia": 361.63872692259395,
              "sizes": [20, 180], "silhouette": null, "calinskiHarabasz": null, "daviesBouldin": null,
              "iteration": 1, "of": 200 },
            { "phase": "move", "centres": [[26.4, 22.05], [64.306, 53.983]],
              "componentCentres": [[-0.1996, -1.80888], [0.0222, 0.20099]], "shift": [0.1736, 0.4386],
              "iteration": 1, "of": 200 } ] }
        """;

    const string Scheduled = """
        { "name": "Every Monday", "cron": "0 6 * * MON", "timeZone": "Europe/Berlin",
          "job": { "datasetId": "ds_06DJ3NSAYM7BK8QT5G9V1XZC2R", "k": "auto" } }
        """;

    const string Started = """
        { "status": "started", "job_id": "job_06DJ3NSAYM7BK8QT5G9V1XZC2R", "message": "Segmentation job started" }
        """;
}
