using System.Runtime.InteropServices;

namespace Segmentation.Features;

/// <summary>Why a line of a purchase is left out, in the order of the rules: the first that fits counts.</summary>
enum LineFault
{
    None,
    Ragged,
    MissingCustomer,
    Canceled,
    MissingValue,
    NotANumber,
    NotFinite,
    Return,
    ZeroAmount,
    MissingDate,
    Future,
    NoPurchase,
}

/// <summary>A line that is left out.</summary>
/// <param name="Record">Its number in the file.</param>
/// <param name="Role">The column that says so; null: the whole line.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct LeftOutLine(long Record, LineFault Fault, ColumnRole? Role);
