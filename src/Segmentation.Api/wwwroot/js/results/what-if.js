import { count, fixed, percent, plural, quantity, score } from "../kit/format.js";
import { bestPairs } from "./matching.js";

const MostOfSix = 36; // looks of a set of six colours that all differ, by the rule of shapeOf
const MostDrawn = 2_000; // points, so that the map follows the slider at once
// Key, name, text, whether more is better.
const Measures = [
  ["silhouette", "silhouette", score, true],
  ["calinskiHarabasz", "Calinski–Harabasz", quantity, true],
  ["daviesBouldin", "Davies–Bouldin", (value) => fixed(value, 4), false],
];

/**
 * A result with the segments of another k, for the charts. `fit` is the answer of /k-sweep/{k}; null: the k that was
 * used. `points` may be null. Each segment has the look of the used one with which it shares most, so that colours and
 * shapes stay while k changes; one without a counterpart gets a look of its own. `kept` is the share of the drawn
 * customers whose look stays, of all points; `metrics.k` is the k whose colours are used. The points are thinned.
 */
export function shownFor(result, points, fit) {
  const { metrics, features } = result;
  const part = points?.sampled ?? false;
  if (!fit) return { ...result, points: points && thinned(points), part, k: metrics.k, sampled: false, kept: 1 };
  const match = points ? matchOf(points.segments, fit, metrics.k) : unmatched(fit);
  const segments = fit.segments.map((segment, s) => ({
    ...segment,
    look: match.looks[s],
    name: points ? originText(match.origins[s], result.segments) : `one of ${fit.k}`,
    features: features.map((feature, j) => compared(feature, segment.centre[j])),
  }));
  const palette = Math.max(...match.looks) <= MostOfSix ? metrics.k : Math.max(metrics.k, 7);
  return {
    ...result,
    metrics: { ...metrics, k: palette },
    points: points && thinned({ ...points, segments: fit.points.segments }),
    part,
    k: fit.k,
    sampled: fit.sampled,
    segments,
    kept: match.kept,
  };
}

// One point of every few, evenly.
function thinned(points) {
  const every = Math.ceil(points.rows.length / MostDrawn);
  if (every <= 1) return points;
  const keep = (list) => list.filter((_, i) => i % every === 0);
  return {
    ...points,
    ...{ sampled: true, thinned: true },
    ...{ rows: keep(points.rows), segments: keep(points.segments), ids: keep(points.ids) },
    ...{ values: points.values.map(keep), components: points.components.map(keep) },
  };
}

/** Looks of the segments of `fit`, which of the `k` used ones most of each was, and the share that stays. */
export function matchOf(used, fit, k) {
  const { segments } = fit.points;
  const counts = Array.from({ length: fit.k }, () => new Array(k).fill(0));
  segments.forEach((segment, i) => counts[segment - 1][used[i] - 1]++);
  let [next, kept] = [k, 0];
  const looks = bestPairs(counts).map((column, s) => {
    const shared = counts[s][column] ?? 0;
    kept += shared;
    return shared > 0 ? column + 1 : ++next;
  });
  const origins = counts.map((row) => {
    const largest = Math.max(...row);
    return { segment: row.indexOf(largest) + 1, share: largest / Math.max(1, sum(row)) };
  });
  return { looks, origins, kept: kept / Math.max(1, segments.length) };
}

const unmatched = ({ segments }) => ({ looks: segments.map(({ number }) => number), origins: [], kept: null });
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

// More than half: with less, the segment is put together from several.
function originText({ segment, share }, segments) {
  return share > 0.5 ? `mostly “${segments[segment - 1].name}”` : "from several segments";
}

function compared({ name, kind, all }, mean) {
  const difference = mean - all.mean;
  return {
    name,
    kind,
    here: { mean },
    z: all.deviation > 0 ? difference / all.deviation : 0,
    differenceShare: all.mean === 0 ? null : difference / Math.abs(all.mean),
  };
}

/** The rows that each k was measured on: all of them for a k that was given, else those of the sweep. */
export function measuredRows({ sweep, rows }) {
  return sweep.candidates.length > 1 ? sweep.rows : rows.used;
}

/** What the slider says of a k. */
export function sliderText(result, k) {
  const { silhouette, smallest } = candidateOf(result, k);
  const least = percent(smallest / measuredRows(result));
  return `${plural(k, "segment")}: silhouette ${score(silhouette)}, smallest ${least}`;
}

/** What another k changes, in words; for the one that was used, what it is like. */
export function whatIfWords(result, shown) {
  const { chosen } = result.sweep;
  const [here, used] = [candidateOf(result, shown.k), candidateOf(result, chosen)];
  const least = `the smallest segment has ${plural(here.smallest, "customer")} ${shareOf(result, here)}`;
  if (shown.k === chosen) {
    const values = Measures.map(([key, name, text]) => `${name} ${text(here[key])}`).join(", ");
    return `${plural(chosen, "segment")}, as used: ${values}; ${least}.${basis(result, shown)}`;
  }
  const than = `; with ${count(chosen)} it has ${count(used.smallest)} ${shareOf(result, used)}.`;
  const who = shown.part ? "drawn customers" : "customers";
  const stay =
    shown.kept === null ? "" : ` ${percent(shown.kept)} of the ${who} stay in their segment, which keeps its colour.`;
  return (
    `With ${plural(shown.k, "segment")} instead of ${count(chosen)}: ` +
    `${Measures.map((measure) => change(measure, here, used)).join("; ")}; ` +
    `${least}${than}${stay}${basis(result, shown)}`
  );
}

const candidateOf = ({ sweep }, k) => sweep.candidates.find((each) => each.k === k);
const shareOf = (result, { smallest }) => `(${percent(smallest / measuredRows(result))})`;

function change([key, name, text, moreIsBetter], here, used) {
  const [now, before] = [text(here[key]), text(used[key])];
  if (now === before) return `${name} ${now}, the same`;
  const up = here[key] > used[key];
  return `${name} ${now}, ${up ? "up" : "down"} from ${before} (${up === moreIsBetter ? "better" : "worse"})`;
}

function basis({ sweep, rows }, shown) {
  if (sweep.rows >= rows.used) return "";
  const sample = `on the sample of ${count(sweep.rows)} rows`;
  return shown.sampled
    ? ` All of it ${sample}.`
    : ` The measures are ${sample}; map, sizes and profiles are of all ${count(rows.used)}.`;
}
