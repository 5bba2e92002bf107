using Segmentation.Numerics;

namespace Segmentation.Tests.Clustering;

public sealed class MatrixTests
{
    [Fact]
    public void Values_go_row_after_row_into_a_matrix_and_out_of_it()
    {
        var matrix = Matrix.FromRowMajor([1, 2, 3, 4, 5, 6], columns: 3);

        Assert.Equal((2, 3), (matrix.Rows, matrix.Columns));
        Assert.Equal([2, 5], matrix.Column(1).ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.ToRowMajor());
    }

    [Fact]
    public void Rows_are_taken_in_the_order_given()
    {
        var matrix = Matrix.FromRowMajor([1, 2, 3, 4, 5, 6], columns: 2);

        Assert.Equal([5, 6, 1, 2], RowSample.Take(matrix, [2, 0]).ToRowMajor());
    }
}
