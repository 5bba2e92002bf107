import { count, fixed } from "../kit/format.js";

const digits = 3;

/** That other rows give the same segments again, or do not; null for a run without advice. */
export function stabilityWords({ stability }) {
  if (!stability) return null;
  const { adjustedRand, lowest, highest, refits } = stability;
  const found = `${count(refits)} fits to rows drawn anew`;
  return lowest === 1
    ? `All ${found} give the same segments.`
    : `${found} give these segments again with an adjusted Rand index of ${fixed(adjustedRand, digits)} on average, `
      + `${fixed(lowest, digits)} to ${fixed(highest, digits)}; 1 is the same segments, 0 chance.`;
}

/** Which segments may not come out again. */
export function unsureWords({ stability: { unsure } }) {
  if (unsure.length === 0) return "Each segment comes out again.";
  return unsure.length === 1
    ? `Segment ${unsure[0]} may not come out again.`
    : `Segments ${unsure.slice(0, -1).join(", ")} and ${unsure.at(-1)} may not come out again.`;
}

/** Whether chance at the start of the run matters. */
export function seedWords({ stability: { seeds } }) {
  const same = seeds.filter((rand) => rand === 1).length;
  if (same === seeds.length) return `Each of ${count(seeds.length)} other seeds gives the same segments.`;
  const indices = seeds.map((rand) => fixed(rand, digits)).join(", ");
  return `${count(same)} of ${count(seeds.length)} other seeds give the same segments; adjusted Rand index ${indices}.`;
}

/** Each segment with how alike the refits are to it. */
export function stabilityTable({ segments, stability, rows }, label) {
  const of = stability.rows < rows.used ? `a sample of ${count(stability.rows)} of ${count(rows.used)}` : "all";
  return {
    caption: `Measured on ${of} customers. The Jaccard index is the share of customers in both, of those in either.`,
    columns: ["Segment", { text: "Mean Jaccard index", end: true }, "Comes out again"],
    rows: segments.map((segment, i) => [
      label(segment),
      fixed(stability.segments[i], digits),
      stability.unsure.includes(segment.number) ? "may not" : "yes",
    ]),
  };
}
