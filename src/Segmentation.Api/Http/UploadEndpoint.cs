namespace Segmentation.Api;

/// <summary>Marks endpoints that take a file: their body may be as large as an upload.</summary>
/// <param name="Json">What a JSON body is that is taken in place of the file; null: none is.</param>
sealed record UploadEndpoint(Type? Json = null);
