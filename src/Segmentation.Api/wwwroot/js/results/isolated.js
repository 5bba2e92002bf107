import { isolate, isolateIn } from "../kit/isolate.js";

/**
 * A part of a result as the views need it: names and cells are isolated, and each feature of a segment knows the kind
 * of its numbers. `result` is null for the result itself.
 */
export function isolated(path, part, result) {
  if (path === "result") return ofResult(part);
  if (path === "insights") return ofInsights(part, namesOf(result));
  if (path === "checks") return ofChecks(part, namesOf(result));
  if (path === "distributions")
    return { ...part, features: part.features.map((each, j) => ({ ...named(each), kind: result.features[j].kind })) };
  if (path === "files/points.json") return { ...part, ids: part.ids?.map(isolateId) };
  if (path.startsWith("silhouette")) return { ...part, least: part.least?.map((each) => withId(each)) };
  if (path.startsWith("animation")) return { ...part, features: part.features.map(isolate) };
  return part;
}

const named = (each) => ({ ...each, name: isolate(each.name) });
const isolateId = (id) => (id === null || id === undefined ? id : isolate(id));
const withId = (each) => ({ ...each, id: isolateId(each.id) });

function ofResult(result) {
  const names = result.features.map(({ name }) => name);
  const short = names.map((name) => name.replace(/\s*[([][^)\]]*[)\]]$/, ""));
  return {
    ...result,
    parameters: { ...result.parameters, features: result.parameters.features?.map(isolate) },
    features: result.features.map((each) => ({
      ...named(each),
      transformReason: each.transformReason && isolateIn(each.transformReason, [each.name]),
    })),
    columns: result.columns.map((each) => ({ ...named(each), reasonText: isolateIn(each.reasonText, [each.name]) })),
    extremes: result.extremes && { ...result.extremes, rows: result.extremes.rows.map(extreme) },
    rows: { ...result.rows, reasons: result.rows.reasons.map(reason) },
    purchases: result.purchases && ofPurchases(result.purchases),
    doubts: result.doubts.map((doubt) => doubtOf(doubt, names)),
    segments: result.segments.map((segment) => ({
      ...named(segment),
      description: isolateIn(segment.description, [...names, ...short]),
      facts: segment.facts.map((fact) => ({ ...fact, ...kindOf(result, fact), feature: isolate(fact.feature) })),
      features: segment.features.map((each, j) => ({ ...named(each), kind: result.features[j].kind })),
      categories: segment.categories.map(({ column, values }) => ({
        column: isolate(column),
        values: values.map((each) => ({ ...each, value: each.value && isolate(each.value) })),
      })),
    })),
  };
}

function ofPurchases(purchases) {
  const names = Object.values(purchases.columns).filter(Boolean);
  const define = (each) => ({ ...named(each), definition: isolateIn(each.definition, names) });
  return { ...purchases, reasons: purchases.reasons.map(reason), features: purchases.features.map(define) };
}

// The settings of a change go back to the service as they are.
const doubtOf = ({ message, advice, change, ...rest }, names) => ({
  ...rest,
  message: isolateIn(message, names),
  advice: isolateIn(advice, names),
  change: change && { ...change, label: isolateIn(change.label, names) },
});

const extreme = (each) => ({ ...each, id: isolateId(each.id), column: each.column && isolate(each.column) });
const reason = (each) => ({ ...each, column: each.column && isolate(each.column) });

const kindOf = ({ features }, { feature }) => ({ kind: features.find(({ name }) => name === feature).kind });

const namesOf = ({ features, segments }) => [...segments, ...features].map(({ name }) => name);

function ofInsights(part, names) {
  const text = (action) => action && { ...action, text: isolateIn(action.text, names) };
  return { ...part, insights: part.insights.map((each) => ({ ...each, action: text(each.action) })) };
}

function ofChecks(part, names) {
  const one = (check) => ({ ...check, found: isolateIn(check.found, names) });
  return { ...part, checks: part.checks.map(one) };
}
