namespace Segmentation.Data;

/// <summary>Why a cell has no number. Stored in place of the number, as the payload of a NaN.</summary>
static class NotNumber
{
    const long Quiet = 0x7FF8_0000_0000_0000;

    /// <summary>Values beyond this have no finite sum of squares.</summary>
    public const double Largest = 1e150;

    public static readonly double Missing = BitConverter.Int64BitsToDouble(Quiet + 1);
    public static readonly double Invalid = BitConverter.Int64BitsToDouble(Quiet + 2);
    public static readonly double NotFinite = BitConverter.Int64BitsToDouble(Quiet + 3);
    /// <summary>The row has too few or too many fields; in the first feature only.</summary>
    public static readonly double Ragged = BitConverter.Int64BitsToDouble(Quiet + 4);
    /// <summary>The line is blank, so it is not a row; in the first feature only.</summary>
    public static readonly double Blank = BitConverter.Int64BitsToDouble(Quiet + 5);

    public static bool IsMissing(double value) => BitConverter.DoubleToInt64Bits(value) == Quiet + 1;
    public static bool IsBlank(double value) => BitConverter.DoubleToInt64Bits(value) == Quiet + 5;

    /// <summary>The fault that one of these values stands for.</summary>
    public static Fault FaultOf(double value) => (Fault)(BitConverter.DoubleToInt64Bits(value) - Quiet - 1);
}
