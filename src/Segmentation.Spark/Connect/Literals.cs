using Segmentation.Spark.Protos;
using Kind = Segmentation.Spark.Protos.Expression.Types.Literal.LiteralTypeOneofCase;
using Literal = Segmentation.Spark.Protos.Expression.Types.Literal;

namespace Segmentation.Spark.Connect;

/// <summary>Values as Spark Connect sends them.</summary>
static class Literals
{
    // MLlib's type of a vector or matrix that has all its values.
    const int Dense = 1;

    public static Literal Of(string value) => new() { String = value };

    public static Literal Of(int value) => new() { Integer = value };

    public static Literal Of(long value) => new() { Long = value };

    public static Literal Of(double value) => new() { Double = value };

    public static Literal Of(bool value) => new() { Boolean = value };

    public static Literal Of(IEnumerable<string> values)
    {
        var array = new Literal.Types.Array { ElementType = new DataType { String = new() } };
        array.Elements.AddRange(values.Select(Of));
        return new Literal { Array = array };
    }

    /// <summary>A number of any width.</summary>
    public static double Number(Literal literal) => literal.LiteralTypeCase switch
    {
        Kind.Byte => literal.Byte,
        Kind.Short => literal.Short,
        Kind.Integer => literal.Integer,
        Kind.Long => literal.Long,
        Kind.Float => literal.Float,
        Kind.Double => literal.Double,
        Kind.Decimal => double.Parse(literal.Decimal.Value),
        _ => throw Unexpected("a number", literal),
    };

    /// <summary>A vector of MLlib, or an array of numbers.</summary>
    public static double[] Vector(Literal literal)
    {
        if (literal.LiteralTypeCase is Kind.Array or Kind.SpecializedArray) return Numbers(literal);
        if (literal.Struct?.Elements is not [var type, var size, var indices, var values])
            throw Unexpected("a vector", literal);
        if (Number(type) == Dense) return Numbers(values);

        var vector = new double[(int)Number(size)];
        foreach (var (index, value) in Numbers(indices).Zip(Numbers(values))) vector[(int)index] = value;
        return vector;
    }

    /// <summary>A dense matrix of MLlib, [row, column].</summary>
    public static double[,] Matrix(Literal literal)
    {
        if (literal.Struct?.Elements is not [var type, var rows, var columns, _, _, var values, var transposed]
            || Number(type) != Dense)
            throw Unexpected("a dense matrix", literal);

        var (height, width) = ((int)Number(rows), (int)Number(columns));
        var matrix = new double[height, width];
        var all = Numbers(values);
        var byRow = transposed.Boolean;
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                matrix[row, column] = all[byRow ? row * width + column : column * height + row];

        return matrix;
    }

    static double[] Numbers(Literal literal) => literal.LiteralTypeCase switch
    {
        Kind.Array => [.. literal.Array.Elements.Select(Number)],
        Kind.SpecializedArray when literal.SpecializedArray.Doubles is { } doubles => [.. doubles.Values],
        Kind.SpecializedArray when literal.SpecializedArray.Floats is { } floats => [.. floats.Values],
        Kind.SpecializedArray when literal.SpecializedArray.Ints is { } ints => [.. ints.Values],
        Kind.SpecializedArray when literal.SpecializedArray.Longs is { } longs => [.. longs.Values],
        _ => throw Unexpected("numbers", literal),
    };

    static SparkException Unexpected(string wanted, Literal literal) =>
        new($"Spark answered {literal.LiteralTypeCase} where {wanted} was expected: is it version 4?");
}
