// Which customers are chosen: by ranges of axes (a box has two), and by one outline drawn around them. The values of
// the file count, also where points are drawn shifted.
const MostCorners = 60;
const Straight = 0.004; // of the range of an axis; a corner that is no farther from a line is left out
const Digits = 3; // of an edge, beyond the first one of the whole range: 13.24 on an axis from 0 to 100

export const nothingChosen = () => ({ ranges: {}, lasso: null });

export const isEmpty = ({ ranges, lasso }) => Object.keys(ranges).length === 0 && !lasso;

/** A flag for each point, or null when nothing is chosen. */
export function chosenPoints(selection, axes, many) {
  if (isEmpty(selection)) return null;
  const valuesOf = (key) => axes.find((axis) => axis.key === key).values;
  const tests = Object.entries(selection.ranges).map(([key, intervals]) => {
    const values = valuesOf(key);
    return (i) => intervals.some(([low, high]) => values[i] >= low && values[i] <= high);
  });
  if (selection.lasso) {
    const { x, y, corners } = selection.lasso;
    const [across, up] = [valuesOf(x), valuesOf(y)];
    tests.push((i) => isInside(corners, across[i], up[i]));
  }
  return Array.from({ length: many }, (_, i) => tests.every((test) => test(i)));
}

/** Whether a point is inside a closed outline, by how many edges a line from it crosses. */
export function isInside(corners, x, y) {
  let inside = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [corners[i], corners[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** A box over two axes, with edges that an address can carry. */
export function boxOf(x, y, [across, up]) {
  return { ranges: { [x.key]: [edges(x, across)], [y.key]: [edges(y, up)] }, lasso: null };
}

/** An outline over two axes, with as many corners as an address can carry. */
export function lassoOf(x, y, drawn) {
  const span = ({ range }) => range[1] - range[0];
  const straight = straightened(drawn.map(([a, b]) => [a / span(x), b / span(y), a, b]));
  const every = Math.ceil(straight.length / MostCorners);
  const corners = straight.filter((_, i) => i % every === 0).map(([, , a, b]) => [rounded(x, a), rounded(y, b)]);
  return { ranges: {}, lasso: { x: x.key, y: y.key, corners } };
}

// Ramer (1972), Douglas and Peucker (1973).
function straightened(line) {
  if (line.length < 3) return line;
  const [first, last] = [line[0], line.at(-1)];
  const distances = line.map((point) => distance(point, first, last));
  const far = distances.indexOf(Math.max(...distances));
  if (distances[far] <= Straight) return [first, last];
  return [...straightened(line.slice(0, far + 1)), ...straightened(line.slice(far)).slice(1)];
}

function distance([x, y], [x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) return Math.hypot(x - x1, y - y1);
  return Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
}

/** The selection with other intervals on one axis; none takes the axis out. */
export function withRange({ ranges }, axis, intervals) {
  const others = Object.fromEntries(Object.entries(ranges).filter(([key]) => key !== axis.key));
  const own = intervals.length > 0 && { [axis.key]: intervals.map((each) => edges(axis, each)) };
  return { ranges: { ...others, ...own }, lasso: null };
}

/** The selection as parameters of an address: `range=f0_20_40*f1_1_5` or `lasso=f0_f1_1_2_3_4_5_6`. */
export function writeSelection({ ranges, lasso }) {
  const list = Object.entries(ranges).flatMap(([key, intervals]) => intervals.map((each) => [key, ...each].join("_")));
  return {
    ...(list.length > 0 && { range: list.join("*") }),
    ...(lasso && { lasso: [lasso.x, lasso.y, ...lasso.corners.flat()].join("_") }),
  };
}

/** Reads what {@link writeSelection} wrote; what cannot be read is left out. */
export function readSelection(query, axes) {
  const known = (key) => axes.some((axis) => axis.key === key);
  const numbers = (texts) => texts.map((text) => (text.trim() === "" ? NaN : Number(text)));
  const ranges = {};
  for (const text of (query.get("range") ?? "").split("*")) {
    const [key, ...rest] = text.split("_");
    const edge = numbers(rest);
    if (known(key) && edge.length === 2 && edge.every(Number.isFinite)) (ranges[key] ??= []).push(edge);
  }
  return { ranges, lasso: readLasso(query.get("lasso"), known, numbers) };
}

function readLasso(text, known, numbers) {
  const [x, y, ...rest] = (text ?? "").split("_");
  const flat = numbers(rest);
  if (!known(x) || !known(y) || flat.length < 6 || flat.length % 2 || !flat.every(Number.isFinite)) return null;
  return { x, y, corners: Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]) };
}

const edges = (axis, interval) => [...interval].sort((a, b) => a - b).map((each) => rounded(axis, each));

function rounded(axis, value) {
  const [low, high] = axis.range;
  const digits = Math.max(0, Math.min(20, Digits - Math.floor(Math.log10(high - low))));
  return Number(value.toFixed(digits));
}
