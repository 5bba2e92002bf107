/**
 * How many points fall into each square of a grid of `columns` by `rows` over a part of the plane.
 * `window` is {x: [low, high], y: [low, high]}; `points` are [x, y, segment]. Gives the squares that are not empty:
 * {x, y} of its middle, `count`, `segments` as [[number, count], …] from the largest, and the `segment` with most.
 */
export function bins(points, window, columns, rows) {
  const squares = new Map();
  for (const [x, y, segment] of points) {
    const across = place(x, window.x, columns);
    const up = place(y, window.y, rows);
    if (across < 0 || up < 0) continue;
    const key = up * columns + across;
    if (!squares.has(key)) squares.set(key, { across, up, counts: new Map() });
    const { counts } = squares.get(key);
    counts.set(segment, (counts.get(segment) ?? 0) + 1);
  }
  return [...squares.values()].map(({ across, up, counts }) => {
    const segments = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const count = segments.reduce((sum, each) => sum + each[1], 0);
    const [x, y] = [middle(across, window.x, columns), middle(up, window.y, rows)];
    return { x, y, count, segments, segment: segments[0][0] };
  });
}

// The upper edge belongs to the last square; −1 outside.
function place(value, [low, high], many) {
  if (!(value >= low && value <= high)) return -1;
  return Math.min(many - 1, Math.floor(((value - low) / (high - low)) * many));
}

const middle = (i, [low, high], many) => low + ((i + 0.5) * (high - low)) / many;
