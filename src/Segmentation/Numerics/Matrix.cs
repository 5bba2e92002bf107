namespace Segmentation.Numerics;

/// <summary>A dense table of numbers, one array for each column. Row i is customer i, column j is feature j.</summary>
sealed class Matrix
{
    readonly double[][] _columns;

    /// <summary>All zero.</summary>
    public Matrix(int rows, int columns)
    {
        Rows = rows;
        _columns = new double[columns][];
        for (var j = 0; j < columns; j++) _columns[j] = new double[rows];
    }

    /// <summary>Takes the arrays as they are; all have the same length.</summary>
    public Matrix(double[][] columns) : this(columns, columns.Length == 0 ? 0 : columns[0].Length)
    {
        if (Array.Exists(columns, column => column.Length != Rows))
            throw new ArgumentException("All columns of a matrix have the same length.", nameof(columns));
    }

    /// <summary>Takes the arrays as they are and uses the first <paramref name="rows"/> values of each.</summary>
    public Matrix(double[][] columns, int rows)
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
    public Matrix Select(IReadOnlyList<int> columns) => new([.. columns.Select(j => _columns[j])], Rows);

    /// <summary>From rows of equal length.</summary>
    public static Matrix FromRows(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var matrix = new Matrix(rows.Count, rows.Count == 0 ? 0 : rows[0].Count);
        for (var i = 0; i < matrix.Rows; i++)
            for (var j = 0; j < matrix.Columns; j++)
                matrix[i, j] = rows[i][j];
        return matrix;
    }

    /// <summary>From one array, row after row.</summary>
    public static Matrix FromRowMajor(ReadOnlySpan<double> values, int columns)
    {
        var matrix = new Matrix(values.Length / columns, columns);
        for (var i = 0; i < values.Length; i++) matrix[i / columns, i % columns] = values[i];
        return matrix;
    }

    /// <summary>All cells in one array, row after row.</summary>
    public double[] ToRowMajor() => Arrays.Generate(Rows * Columns, i => this[i / Columns, i % Columns]);
}
