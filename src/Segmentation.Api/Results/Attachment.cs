using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Segmentation.Api;

/// <summary>The file name of a download.</summary>
static class Attachment
{
    /// <summary>Both forms of the name: ASCII for old clients, the name itself for others (RFC 6266).</summary>
    public static void Name(HttpResponse response, string fileName)
    {
        var disposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = FileNames.Ascii(fileName),
            FileNameStar = fileName,
        };
        response.Headers.ContentDisposition = disposition.ToString();
    }

    /// <summary><c>segments_customers_job_….csv</c> of customers.csv.</summary>
    public static string Of(string what, string sourceFile, string jobId, string extension) =>
        $"{what}_{Path.GetFileNameWithoutExtension(sourceFile)}_{jobId}.{extension}";
}
