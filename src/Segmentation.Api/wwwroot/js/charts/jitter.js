const Share = 0.4; // of the smallest step between two values: points of neighbouring values stay apart
const Many = 0.2; // share of the points that another one hides above which they are shifted

/**
 * Places of points along some axes. Where many coincide, the values of axes with whole numbers are shifted: by the
 * number of the row, so always by the same. `values` has an array an axis. Gives {values, shifts}: the places, and by
 * how much at most each axis was shifted.
 */
export function jitter(values, rows) {
  const shifts = hiddenShare(values) > Many ? values.map((each) => Share * stepOf(each)) : values.map(() => 0);
  const shifted = (each, axis) =>
    shifts[axis] === 0 ? each : each.map((value, i) => value + shifts[axis] * noise(rows[i], axis));
  return { values: values.map(shifted), shifts };
}

/** A number in [−1, 1) that looks random and is the same whenever it is asked for. */
export function noise(row, axis) {
  let bits = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(axis + 1, 0x85ebca77);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return (bits ^ (bits >>> 15)) / 2 ** 31;
}

/** The share of points that stand exactly where one before them stands. */
export function hiddenShare(values) {
  const many = values[0].length;
  if (many === 0) return 0;
  const places = new Set(values[0].map((_, i) => values.map((each) => each[i]).join(" ")));
  return 1 - places.size / many;
}

/** The smallest difference of two whole numbers; 0 when all are the same or one is not whole. */
export function stepOf(values) {
  const found = Float64Array.from(new Set(values)).sort();
  let step = Infinity;
  for (let i = 0; i < found.length; i++) {
    if (!Number.isInteger(found[i])) return 0;
    if (i > 0) step = Math.min(step, found[i] - found[i - 1]);
  }
  return Number.isFinite(step) ? step : 0;
}
