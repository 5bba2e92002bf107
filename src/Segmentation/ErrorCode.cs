namespace Segmentation;

/// <summary>A kind of refusal or failure, with what is true of every case. The tables are <see cref="DataErrors"/>,
/// <see cref="RunErrors"/> and the API's own; pages and docs/errors.md are made from them.</summary>
/// <param name="Code">Upper snake, for programs.</param>
/// <param name="Status">The HTTP status that fits.</param>
/// <param name="Title">A few words.</param>
/// <param name="Meaning">What it means, in a sentence.</param>
/// <param name="Cure">What to do about it.</param>
public sealed record ErrorCode(string Code, int Status, string Title, string Meaning, string Cure);
