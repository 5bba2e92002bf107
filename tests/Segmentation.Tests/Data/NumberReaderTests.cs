using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Segmentation.Data;

namespace Segmentation.Tests.Data;

public sealed class NumberReaderTests
{
    [Fact]
    public void Reads_every_double_that_is_printed_as_the_same_bits() => Check.QuickThrowOnFailure(
        Prop.ForAll<double>(value => !double.IsFinite(value) || Math.Abs(value) > 1e150
            || SameBits(value.ToString("R", CultureInfo.InvariantCulture))));

    [Fact]
    public void Reads_short_decimals_as_double_parse_does() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000),
        Prop.ForAll(
            Gen.Choose(-99_999_999, 99_999_999).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), (digits, decimals) =>
                SameBits((digits / (decimal)Math.Pow(10, decimals)).ToString(CultureInfo.InvariantCulture))));

    [Fact]
    public void Reads_long_digit_strings_as_double_parse_does() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000),
        Prop.ForAll(
            Gen.Elements("0123456789".ToCharArray()).ListOf(40).ToArbitrary(),
            Gen.Choose(1, 39).ToArbitrary(), (digits, at) =>
                SameBits(string.Concat(digits.Take(at)) + "." + string.Concat(digits.Skip(at)))));

    [Fact]
    public void Reads_exponents_as_double_parse_does() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5_000),
        Prop.ForAll(
            Gen.Choose(1, int.MaxValue).ToArbitrary(), Gen.Choose(-330, 140).ToArbitrary(), (digits, exponent) =>
                SameBits($"{digits}e{exponent}")));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("12345678", 12345678)]
    [InlineData("123456789", 123456789)]
    [InlineData("1234.567", 1234.567)]
    [InlineData("0.1", 0.1)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("-3.25", -3.25)]
    [InlineData("+3", 3)]
    [InlineData("1e3", 1000)]
    [InlineData("1E-3", 0.001)]
    [InlineData("  42 ", 42)]
    [InlineData("\"42\"", 42)]
    [InlineData("\"1,234.56\"", 1234.56)]
    [InlineData("1,234,567", 1234567)]
    [InlineData("1'234.5", 1234.5)]
    [InlineData("1\u00A0234", 1234)]
    [InlineData("1\u2009234", 1234)]
    [InlineData("1\u202F234", 1234)]
    [InlineData("12 345 678", 12345678)]
    [InlineData("-1,000", -1000)]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("12,34,567", 1234567)]
    [InlineData("1,23,456.50", 123456.5)]
    [InlineData("\u00A042\u202F", 42)]
    [InlineData("(1,234.56)", -1234.56)]
    [InlineData("( 12 )", -12)]
    [InlineData("100-", -100)]
    [InlineData("1,000.5 -", -1000.5)]
    [InlineData("\u22125.5", -5.5)]
    [InlineData("- 5", -5)]
    [InlineData("120.-", 120)]
    [InlineData("-120.--", -120)]
    public void Reads(string cell, double value) => Assert.Equal(value, Read(cell, '.'));

    [Theory]
    [InlineData("1.234,56", 1234.56)]
    [InlineData("0,5", 0.5)]
    [InlineData("12,5", 12.5)]
    [InlineData("1.234", 1234)]
    [InlineData("1.234.567,8", 1234567.8)]
    [InlineData("1234567890,125", 1234567890.125)]
    [InlineData("1.200,-", 1200)]
    [InlineData("52\u202F036,82", 52036.82)]
    public void Reads_decimal_commas(string cell, double value) => Assert.Equal(value, Read(cell, ','));

    [Theory]
    [InlineData("$", "$1,200.50", 1200.5)]
    [InlineData("$", "-$5", -5)]
    [InlineData("$", "$-5", -5)]
    [InlineData("$", "($1,234.00)", -1234)]
    [InlineData("$", "$ (1,234.00)", -1234)]
    [InlineData("$", "$100.00 USD", 100)]
    [InlineData("$", "7", 7)]
    [InlineData("kr", "1 200 kr", 1200)]
    [InlineData("kr", "1\u00A0200\u00A0KR", 1200)]
    [InlineData("kr", "100- kr", -100)]
    [InlineData("kr", "100 kr-", -100)]
    [InlineData("%", "12.5%", 12.5)]
    [InlineData("%", "12.5 %", 12.5)]
    [InlineData("₹", "₹ 1,23,456.00", 123456)]
    [InlineData("yrs", "45 yrs", 45)]
    [InlineData("yrs", "1 yr", 1)]
    public void Takes_the_unit_of_the_column_away(string unit, string cell, double value) =>
        Assert.Equal(value, Read(cell, Form(unit)));

    [Theory]
    [InlineData("$", "€5")]
    [InlineData("$", "$-$-5")]
    [InlineData("$", "-$-5")]
    [InlineData("yrs", "45 months")]
    [InlineData("yrs", "yrs yrs 5")]
    public void Another_unit_is_no_number(string unit, string cell) =>
        Assert.Equal(Fault.NotANumber, NotNumber.FaultOf(Read(cell, Form(unit))));

    [Theory]
    [InlineData("$ -")]
    [InlineData("$")]
    [InlineData("n/a $")]
    public void A_unit_beside_nothing_is_missing(string cell) =>
        Assert.True(NotNumber.IsMissing(Read(cell, Form("$"))));

    [Fact]
    public void Minus_zero_is_zero() => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(Read("-0", '.')));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\"")]
    [InlineData("NA")]
    [InlineData("N/A")]
    [InlineData("n/a")]
    [InlineData("NaN")]
    [InlineData("NULL")]
    [InlineData("None")]
    [InlineData("-")]
    [InlineData("?")]
    [InlineData("#N/A")]
    [InlineData("#VALUE!")]
    public void Knows_markers_of_missing_values(string cell) => Assert.True(NotNumber.IsMissing(Read(cell, '.')));

    [Theory]
    [InlineData("abc")]
    [InlineData("1d")]
    [InlineData("0x1F")]
    [InlineData("Infinity")]
    [InlineData("1,2")]
    [InlineData("1,23,45")]
    [InlineData("123,45,678")]
    [InlineData("(-5)")]
    [InlineData("-(5)")]
    [InlineData("-5-")]
    [InlineData("+5-")]
    [InlineData("(5")]
    [InlineData("120,-")]
    [InlineData("$5")]
    [InlineData("5 %")]
    [InlineData("1.2.3")]
    [InlineData("1,2345")]
    [InlineData("1,234'567")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("1e")]
    [InlineData("e5")]
    [InlineData("--1")]
    [InlineData("1 2")]
    public void Refuses_what_is_no_number(string cell) => Assert.Equal(Fault.NotANumber, FaultOf(cell));

    [Theory]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("INF")]
    [InlineData("1e308")]
    [InlineData("1e999")]
    [InlineData("1.0000000000000002e150")]
    [InlineData("-1.0000000000000002e150")]
    public void Numbers_whose_square_is_not_finite_are_not_finite(string cell) =>
        Assert.Equal(Fault.NotFinite, FaultOf(cell));

    [Fact]
    public void The_largest_number_is_read() =>
        Assert.Equal((1e150, -1e150), (Read("1e150", '.'), Read("-1e150", '.')));

    static NumberForm Form(string unit) =>
        NumberForm.Of((byte)'.', unit, Units.Spellings(unit) ?? [unit, unit.TrimEnd('s')]);

    static Fault FaultOf(string cell)
    {
        var value = Read(cell, '.');
        Assert.True(double.IsNaN(value), $"{cell} was read as {value}");
        return NotNumber.FaultOf(value);
    }

    static bool SameBits(string cell)
    {
        var expected = double.Parse(cell, CultureInfo.InvariantCulture);
        var read = Read(cell, '.');
        return Math.Abs(expected) > 1e150
            ? NotNumber.FaultOf(read) == Fault.NotFinite
            : BitConverter.DoubleToInt64Bits(expected == 0 ? 0 : expected) == BitConverter.DoubleToInt64Bits(read);
    }

    /// <summary>With and without room behind the cell: both ways of reading must agree.</summary>
    static double Read(string cell, char mark) => Read(cell, NumberForm.Plain((byte)mark));

    static unsafe double Read(string cell, NumberForm form)
    {
        var bytes = Encoding.UTF8.GetBytes(cell + ";1234567890");
        fixed (byte* start = bytes)
        {
            var end = start + bytes.Length - 11;
            var value = NumberReader.Read(start, end, form, start + bytes.Length);
            var tight = NumberReader.Read(start, end, form, end);
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(tight));
            return value;
        }
    }
}
