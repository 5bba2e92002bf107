namespace Segmentation.Api;

/// <summary>Marks endpoints that accept a file: their body may be as large as an upload.</summary>
/// <param name="Json">Type of a JSON body that is accepted instead of a file; null: none.</param>
sealed record UploadEndpoint(Type? Json = null);
