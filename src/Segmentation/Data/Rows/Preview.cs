namespace Segmentation.Data;

/// <summary>The first rows of a file as text.</summary>
/// <param name="Columns">Header names, made unique.</param>
/// <param name="Rows">Data rows, in file order.</param>
public sealed record Preview(IReadOnlyList<string> Columns, IReadOnlyList<PreviewRow> Rows);

/// <summary>What is known of data on a cluster before a job reads it.</summary>
/// <param name="Info">What is known of all of it.</param>
/// <param name="Preview">Its first rows.</param>
public sealed record InspectedDataset(DatasetInfo Info, Preview Preview);

/// <summary>One row as text.</summary>
/// <param name="Row">Line in the file, from 1; the header is line 1.</param>
/// <param name="Cells">Without quotes, each cut at 200 characters; as many as the row has.</param>
public sealed record PreviewRow(long Row, IReadOnlyList<string> Cells);
