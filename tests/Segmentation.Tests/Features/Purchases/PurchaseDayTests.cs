using System.Text;
using Segmentation.Data;
using Segmentation.Features;

namespace Segmentation.Tests.Features.Purchases;

/// <summary>The quick way to a day says what the patterns say.</summary>
public sealed class PurchaseDayTests
{
    [Theory]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("2024-2-9 10:20", "2024-02-09")]
    [InlineData("2011/10/06T16:20:00Z", "2011-10-06")]
    [InlineData("2023-02-29", null)]
    [InlineData("06.10.2011", "2011-10-06")]
    [InlineData("6/10/2011 8:26", "2011-10-06")]
    [InlineData("13/10/2011", "2011-10-13")]
    [InlineData("10/13/2011", "2011-10-13")]
    [InlineData("6/10/11", "2011-10-06")]
    [InlineData("\"2011-10-06\"", "2011-10-06")]
    [InlineData(" 2011-10-06 ", "2011-10-06")]
    [InlineData("6 Oct 2011", "2011-10-06")]
    [InlineData("2011-10.06", null)]
    [InlineData("2011-10-06x", null)]
    [InlineData("1799-12-31", null)]
    [InlineData("20111-10-06", null)]
    [InlineData("", null)]
    [InlineData("never", null)]
    public void A_day_is_read_as_by_the_patterns(string text, string? expected)
    {
        var (cell, form) = (Encoding.UTF8.GetBytes(text), new DateForm(DateKind.Text, DayFirst: true));
        var day = PurchaseDay.Read(cell, form);
        Assert.Equal(expected, day == PurchaseDay.None ? null : $"{PurchaseDay.Of(day):yyyy-MM-dd}");
        var slow = DateReader.Read(cell, form);
        Assert.Equal(day == PurchaseDay.None ? double.NaN : -day, double.IsNaN(slow) ? double.NaN : slow);
    }

    [Theory]
    [InlineData("6/10/2011", DateKind.Text, "2011-06-10")]
    [InlineData("20111006", DateKind.Digits, "2011-10-06")]
    [InlineData("40822", DateKind.Serial, "2011-10-06")]
    [InlineData("1317913200", DateKind.Seconds, "2011-10-06")]
    public void Other_forms_are_read_too(string text, object kind, string expected)
    {
        var day = PurchaseDay.Read(Encoding.UTF8.GetBytes(text), new((DateKind)kind, DayFirst: false));
        Assert.Equal(expected, $"{PurchaseDay.Of(day):yyyy-MM-dd}");
    }
}
