namespace Segmentation.Numerics;

/// <summary>A dense table of numbers, one array a column. Row i is customer i, column j feature j.</summary>
public sealed class Matrix
{
    readonly double[][] _columns;

    /// <summary>All zero.</summary>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        _columns = new double[columns][];
        for (var j = 0; j < columns; j++) _columns[j] = new double[rows];
    }

    /// <summary>Takes the arrays as they are; all have the same length.</summary>
    public Matrix(double[][] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _columns = columns;
        Rows = columns.Length == 0 ? 0 : columns[0].Length;
        if (Array.Exists(columns, column => column.Length != Rows))
            throw new ArgumentException("All columns of a matrix have the same length.", nameof(columns));
    }

    /// <summary>Takes the arrays as they are; the first <paramref name="rows"/> values of each count.</summary>
    internal Matrix(double[][] columns, int rows)
    {
        _columns = columns;
        Rows = rows;
        if (Array.Exists(columns, column => column.Length < rows))
            throw new ArgumentException("Every column has a value for each row.", nameof(columns));
    }

    /// <summary>Number of customers, n.</summary>
    public int Rows { get; }
    /// <summary>Number of features, d.</summary>
    public int Columns => _columns.Length;
    /// <summary>One cell.</summary>
    public double this[int row, int column]
    {
        get => _columns[column][row];
        set => _columns[column][row] = value;
    }

    /// <summary>Column <paramref name="j"/> in place, shape [n]: writing to it writes to the matrix.</summary>
    public Span<double> Column(int j) => _columns[j].AsSpan(0, Rows);

    /// <summary>Some of the columns in place, not copied.</summary>
    public Matrix Select(IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new([.. columns.Select(j => _columns[j])], Rows);
    }

    /// <summary>From rows of equal length.</summary>
    public static Matrix FromRows(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var matrix = new Matrix(rows.Count, rows.Count == 0 ? 0 : rows[0].Count);
        for (var i = 0; i < matrix.Rows; i++)
            for (var j = 0; j < matrix.Columns; j++)
                matrix[i, j] = rows[i][j];
        return matrix;
    }
}
