namespace Segmentation.Data;

/// <summary>What can be wrong with a cell or a row.</summary>
enum Fault
{
    Missing,
    NotANumber,
    NotFinite,
    Ragged,
    Blank,
}
