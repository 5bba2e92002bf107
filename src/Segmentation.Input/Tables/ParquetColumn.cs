using System.Numerics;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Segmentation.Input;

/// <summary>A column of a group of rows, whose cells are written one after the other.</summary>
abstract class ParquetColumn : IDisposable
{
    public static async Task<ParquetColumn> ReadAsync(
        ParquetRowGroupReader group, DataField field, CancellationToken ct)
    {
        var data = await group.ReadRawColumnDataBaseAsync(field, ct);
        return data switch
        {
            RawColumnData<ReadOnlyMemory<char>> texts => new Of<ReadOnlyMemory<char>>(
                texts, field, static (csv, text) => csv.Text(text.Span)),
            RawColumnData<bool> flags => new Of<bool>(flags, field, static (csv, flag) => csv.Flag(flag)),
            RawColumnData<double> numbers => new Of<double>(numbers, field, static (csv, value) => csv.Number(value)),
            RawColumnData<float> numbers => new Of<float>(numbers, field, Single),
            RawColumnData<DateTime> times => new Of<DateTime>(times, field, static (csv, time) => csv.Time(time)),
            RawColumnData<DateOnly> days => new Of<DateOnly>(
                days, field, static (csv, day) => csv.Value(day, "yyyy-MM-dd")),
            RawColumnData<TimeOnly> times => new Of<TimeOnly>(
                times, field, static (csv, time) => csv.Value(time, "HH:mm:ss.FFFFFFF")),
            RawColumnData<TimeSpan> spans => new Of<TimeSpan>(spans, field, static (csv, span) => csv.Value(span, "c")),
            RawColumnData<int> times when UnitOf(field) is { } unit => new Of<int>(
                times, field, (csv, value) => csv.Value(unit(value), "c")),
            RawColumnData<long> times when UnitOf(field) is { } unit => new Of<long>(
                times, field, (csv, value) => csv.Value(unit(value), "c")),
            RawColumnData<int> numbers => Whole(numbers, field),
            RawColumnData<long> numbers => Whole(numbers, field),
            RawColumnData<short> numbers => Whole(numbers, field),
            RawColumnData<sbyte> numbers => Whole(numbers, field),
            RawColumnData<byte> numbers => Whole(numbers, field),
            RawColumnData<ushort> numbers => Whole(numbers, field),
            RawColumnData<uint> numbers => Whole(numbers, field),
            RawColumnData<ulong> numbers => Whole(numbers, field),
            RawColumnData<decimal> numbers => Whole(numbers, field),
            RawColumnData<BigInteger> numbers => Whole(numbers, field),
            RawColumnData<Guid> ids => Whole(ids, field),
            _ => throw new NotSupportedException($"A column of {data.GetType()}."),
        };
    }

    /// <summary>Writes the next cell.</summary>
    public abstract void WriteNext(CsvText csv);

    public abstract void Dispose();

    /// <summary>What a number of a column of times of day stands for; null of other columns.</summary>
    static Func<long, TimeSpan>? UnitOf(DataField field) => field.SchemaElement?.LogicalType?.TIME?.Unit switch
    {
        { MILLIS: not null } => static value => new(value * TimeSpan.TicksPerMillisecond),
        { MICROS: not null } => static value => new(value * TimeSpan.TicksPerMicrosecond),
        { NANOS: not null } => static value => new(value / TimeSpan.NanosecondsPerTick),
        _ => null,
    };

    static Of<T> Whole<T>(RawColumnData<T> data, DataField field)
        where T : struct, IUtf8SpanFormattable => new(data, field, static (csv, value) => csv.Value(value));

    static void Single(CsvText csv, float value)
    {
        if (float.IsFinite(value)) csv.Value(value);
        else csv.Number(value);
    }

    sealed class Of<T>(RawColumnData<T> data, DataField field, Action<CsvText, T> write) : ParquetColumn
        where T : struct
    {
        int _row;
        int _value;

        public override void WriteNext(CsvText csv)
        {
            var isThere = field.MaxDefinitionLevel == 0 || data.DefinitionLevels[_row] == field.MaxDefinitionLevel;
            _row++;
            if (isThere) write(csv, data.Values[_value++]);
            else csv.Empty();
        }

        public override void Dispose() => data.Dispose();
    }
}
