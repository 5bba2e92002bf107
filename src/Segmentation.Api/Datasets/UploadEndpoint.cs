namespace Segmentation.Api;

/// <summary>Marks endpoints that take a file: their body may be as large as an upload.</summary>
/// <param name="OrJson">Whether a JSON body that names an uploaded file is taken too.</param>
sealed record UploadEndpoint(bool OrJson = false);
