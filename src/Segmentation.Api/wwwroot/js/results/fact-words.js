import { pair, share } from "../kit/format.js";

/** What sets a segment apart, a sentence each, strongest first. */
export function factWords(facts) {
  if (facts.length === 0) return ["Close to the average in every feature"];
  return facts.map(factText);
}

function factText({ feature, measure, value, all, direction, kind }) {
  if (measure === "share")
    return `${feature}: ${value === 1 ? "all" : value === 0 ? "none" : share(value)}, of all customers ${share(all)}`;
  const [own, of] = pair(value, all, kind);
  const is = measure === "median" ? "has the median" : "averages";
  return `${feature} ${is} ${own}, ${direction} the ${of} of all customers`;
}
