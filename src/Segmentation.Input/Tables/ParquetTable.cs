using Parquet;
using Parquet.Schema;

namespace Segmentation.Input;

/// <summary>The flat columns of a Parquet file as CSV, a group of rows at a time.</summary>
/// <param name="most">Most bytes of the CSV: each cell has at least one.</param>
sealed class ParquetTable(CsvText csv, long most, CancellationToken ct)
{
    const long MostCells = 1L << 28;   // of a group of rows, which is held in memory

    /// <summary>Writes the table.</summary>
    /// <exception cref="InvalidDatasetException">No column is flat, or the table is too large.</exception>
    public async Task<SourceFormat> WriteAsync(Stream file)
    {
        await using var reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true, cancellationToken: ct);
        var fields = reader.Schema.Fields.OfType<DataField>().Where(IsFlat).ToArray();
        var nested = reader.Schema.Fields.Except(fields).Select(field => new SkippedPart(
            Refused.Short(field.Name), "The column is nested: its cells are lists or records, not values."));
        if (fields.Length == 0) throw Refused.NothingInside("The Parquet file has no flat column.");

        foreach (var field in fields) csv.Text(field.Name);
        csv.EndRow();
        CheckSize(reader, fields.Length);
        for (var group = 0; group < reader.RowGroupCount; group++)
            await WriteGroupAsync(reader.OpenRowGroupReader(group), fields);
        return new() { Kind = SourceKind.Parquet, Encoding = null, Skipped = [.. nested] };
    }

    static bool IsFlat(Field field) => field is DataField { IsArray: false, MaxRepetitionLevel: 0 };

    // The file says how many rows it has; a small one can say that it has billions.
    void CheckSize(ParquetReader reader, int columns)
    {
        var cells = 0.0;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            var rows = reader.OpenRowGroupReader(group).RowCount;
            if (rows < 0) throw new InvalidDataException("A group has fewer than no rows.");
            cells += (double)rows * columns;
            if ((double)rows * columns > MostCells || cells > most) throw Refused.TooLarge(most);
        }
    }

    async Task WriteGroupAsync(ParquetRowGroupReader group, DataField[] fields)
    {
        var columns = new List<ParquetColumn>();
        try
        {
            foreach (var field in fields) columns.Add(await ParquetColumn.ReadAsync(group, field, ct));
            for (var row = 0L; row < group.RowCount; row++)
            {
                if (row % 4_096 == 0) ct.ThrowIfCancellationRequested();
                foreach (var column in columns) column.WriteNext(csv);
                csv.EndRow();
            }
        }
        finally
        {
            foreach (var column in columns) column.Dispose();
        }
    }
}
