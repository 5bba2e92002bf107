// The settings of a run: in the address, in the request, and why a run with them cannot start.
export const Defaults = {
  k: "auto",
  kFrom: 2,
  kTo: 10,
  scaling: "standard",
  transform: "none",
  missing: "drop",
  seed: 42,
  starts: "",
  engine: "auto",
  clusterer: "auto",
  at: "",
  priority: 0,
};

/** Settings from the address. Roles are written `role=feature:Name`, unticked features `skip=Name`. */
export function fromQuery(query) {
  const settings = { ...Defaults, roles: new Map(), skip: new Set(query.getAll("skip")) };
  for (const key of Object.keys(Defaults)) if (query.has(key)) settings[key] = query.get(key);
  for (const each of query.getAll("role")) {
    const at = each.indexOf(":");
    if (at > 0) settings.roles.set(each.slice(at + 1), each.slice(0, at));
  }
  return settings;
}

/** The address for these settings: only what differs from the defaults. */
export function toQuery(datasetId, settings) {
  const query = new URLSearchParams({ dataset: datasetId });
  for (const [key, value] of Object.entries(Defaults))
    if (String(settings[key]) !== String(value)) query.set(key, settings[key]);
  for (const [name, role] of settings.roles) query.append("role", `${role}:${name}`);
  for (const name of settings.skip) query.append("skip", name);
  return query;
}

export const roleOf = (column, settings) => settings.roles.get(column.name) ?? column.role;

/** Columns with the role feature, ticked or not. */
export const candidates = (dataset, settings) =>
  dataset.columns.filter((column) => roleOf(column, settings) === "feature");

export const features = (dataset, settings) =>
  candidates(dataset, settings)
    .map((column) => column.name)
    .filter((name) => !settings.skip.has(name));

/** The body of POST /api/v1/jobs. */
export function toRequest(dataset, settings) {
  const request = {
    datasetId: dataset.id,
    engine: settings.engine,
    clusterer: settings.clusterer,
    scaling: settings.scaling,
    transform: settings.transform,
    cleaning: { missing: settings.missing },
    k: settings.k === "auto" ? "auto" : Number(settings.k),
    seed: Number(settings.seed),
  };
  if (settings.k === "auto") request.kRange = [Number(settings.kFrom), Number(settings.kTo)];
  if (Number(settings.priority) !== 0) request.priority = Number(settings.priority);
  if (settings.at !== "") request.runAt = new Date(settings.at).toISOString();
  if (settings.starts !== "") request.nInit = Number(settings.starts);
  if (settings.roles.size > 0) request.roles = Object.fromEntries(settings.roles);
  if (candidates(dataset, settings).some((column) => settings.skip.has(column.name)))
    request.features = features(dataset, settings);
  return request;
}

/** Why the run cannot start, in words; empty when it can. */
export function blockers(dataset, settings) {
  const reasons = dataset.issues.filter((issue) => issue.severity === "error").map((issue) => issue.message);
  if (features(dataset, settings).length === 0)
    reasons.push("No column is compared. Tick a feature, or give a numeric column the role Feature.");
  if (settings.k !== "auto" && !between(settings.k, 2, 50))
    reasons.push("The number of segments must be a whole number from 2 to 50.");
  if (
    settings.k === "auto" &&
    !(between(settings.kFrom, 2, 50) && between(settings.kTo, 2, 50) && +settings.kFrom <= +settings.kTo)
  )
    reasons.push("The segments to try must be whole numbers from 2 to 50, fewest first.");
  if (!between(settings.seed, 0, 2_147_483_647))
    reasons.push("The seed must be a whole number from 0 to 2,147,483,647.");
  if (settings.starts !== "" && !between(settings.starts, 1, 1_000))
    reasons.push("Starts must be a whole number from 1 to 1,000, or empty.");
  if (settings.at !== "" && Number.isNaN(Date.parse(settings.at)))
    reasons.push("Enter when the run starts, or start it as soon as a worker is free.");
  if (!between(settings.priority, -100, 100)) reasons.push("The priority must be a whole number from -100 to 100.");
  return reasons;
}

function between(text, low, high) {
  const value = Number(text);
  return String(text).trim() !== "" && Number.isInteger(value) && value >= low && value <= high;
}
