using Segmentation.Spark.Connect;
using Segmentation.Spark.Protos;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Tests.Spark;

public sealed class LiteralsTests
{
    static readonly Literal Nothing = new() { Null = new DataType { Integer = new() } };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_matrix_is_read_by_row_and_by_column(bool byRow)
    {
        double[] values = byRow ? [1, 2, 3, 4, 5, 6] : [1, 4, 2, 5, 3, 6];
        var matrix = Struct(
            new Literal { Byte = 1 },
            Literals.Of(2), Literals.Of(3), Nothing, Nothing, Doubles(values), Literals.Of(byRow));

        Assert.Equal(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, Literals.Matrix(matrix));
    }

    [Fact]
    public void Dense_and_sparse_vectors_are_read()
    {
        var sparse = Struct(new Literal { Byte = 0 }, Literals.Of(4), Ints(1, 3), Doubles(2.5, -1));

        Assert.Equal(
            [0.5, 0.25], Literals.Vector(Struct(new Literal { Byte = 1 }, Nothing, Nothing, Doubles(0.5, 0.25))));
        Assert.Equal([0, 2.5, 0, -1], Literals.Vector(sparse));
        Assert.Equal([3, 4], Literals.Vector(Ints(3, 4)));
    }

    [Fact]
    public void Numbers_of_every_width_are_read()
    {
        Literal[] threes = [
            new() { Byte = 3 },
            new() { Short = 3 }, Literals.Of(3), Literals.Of(3L), new() { Float = 3 }, Literals.Of(3.0)];
        Assert.All(threes, three => Assert.Equal(3, Literals.Number(three)));
        Assert.Equal(1.25, Literals.Number(new Literal { Decimal = new() { Value = "1.25" } }));
    }

    [Fact]
    public void What_has_another_shape_is_refused()
    {
        Assert.Throws<SparkException>(() => Literals.Number(Literals.Of("3")));
        Assert.Throws<SparkException>(() => Literals.Matrix(Literals.Of(3)));
        Assert.Throws<SparkException>(() => Literals.Vector(Struct(Literals.Of(1))));
    }

    [Fact]
    public void An_array_of_texts_says_its_type()
    {
        var array = Literals.Of((string[])["a", "b"]).Array;

        Assert.Equal(DataType.KindOneofCase.String, array.ElementType.KindCase);
        Assert.Equal(["a", "b"], array.Elements.Select(element => element.String));
    }

    static Literal Struct(params Literal[] elements) => new() { Struct = new() { Elements = { elements } } };

    static Literal Doubles(params double[] values) =>
        new() { SpecializedArray = new() { Doubles = new() { Values = { values } } } };

    static Literal Ints(params int[] values) =>
        new() { SpecializedArray = new() { Ints = new() { Values = { values } } } };
}
