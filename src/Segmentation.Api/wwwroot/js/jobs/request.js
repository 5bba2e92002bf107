import { AsRecency } from "../datasets/columns.js";

// The settings of a run: in the address, in the request, and why a run with them cannot start. `limits` is what the
// service allows, with its table of settings. A value is kept as the text of its field; "" is left to the service. A
// value by column is kept as its JSON.

const isField = ({ kind }) => !["columns", "roles", "dates", "date"].includes(kind);
const join = (value) => (Array.isArray(value) ? value.join("-") : String(value ?? ""));

/** A value by column from its text, `{"Spend":"log1p"}`; null when the text is none. */
export function byColumn(text) {
  if (!text.startsWith("{")) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The settings that have a field of their own. */
export const fieldsOf = (limits) => limits.settings.filter(isField);

/** The value of each setting when nothing was asked. */
export const defaultsOf = (limits) => ({
  ...Object.fromEntries(fieldsOf(limits).map((setting) => [setting.name, join(setting.default)])),
  asOf: "",
  at: "",
  priority: "0",
});

/** Settings from the address. Roles are written `role=feature:Name`, unticked features `skip=Name`. A date that is
 *  compared has the role `recency`. */
export function fromQuery(query, limits) {
  const settings = { ...defaultsOf(limits), roles: new Map(), skip: new Set(query.getAll("skip")) };
  for (const key of Object.keys(defaultsOf(limits))) if (query.has(key)) settings[key] = query.get(key);
  for (const each of query.getAll("role")) {
    const at = each.indexOf(":");
    if (at > 0) settings.roles.set(each.slice(at + 1), each.slice(0, at));
  }
  return settings;
}

/** The address for these settings: only what differs from the defaults. */
export function toQuery(datasetId, settings, limits) {
  const query = new URLSearchParams({ dataset: datasetId });
  for (const [key, value] of Object.entries(defaultsOf(limits)))
    if (String(settings[key]) !== value) query.set(key, settings[key]);
  for (const [name, role] of settings.roles) query.append("role", `${role}:${name}`);
  for (const name of settings.skip) query.append("skip", name);
  return query;
}

export const roleOf = (column, settings) => settings.roles.get(column.name) ?? column.role;

const Compared = new Set(["feature", AsRecency]);

/** Columns that can be compared, ticked or not: features, and dates as recency. */
export const candidates = (dataset, settings) =>
  dataset.columns.filter((column) => Compared.has(roleOf(column, settings)));

/** Dates that are compared. */
export const comparedDates = (dataset, settings) =>
  features(dataset, settings).filter((name) => settings.roles.get(name) === AsRecency);

export const features = (dataset, settings) =>
  candidates(dataset, settings)
    .map((column) => column.name)
    .filter((name) => !settings.skip.has(name));

/** The body of POST /api/v1/jobs: what differs from the defaults. */
export function toRequest(dataset, settings, limits) {
  const request = { datasetId: dataset.id };
  const defaults = defaultsOf(limits);
  for (const setting of fieldsOf(limits)) {
    const text = String(settings[setting.name]);
    if (text !== "" && text !== defaults[setting.name]) put(request, setting.name.split("."), valueOf(setting, text));
  }
  if (Number(settings.priority) !== 0) request.priority = Number(settings.priority);
  if (settings.at !== "") request.runAt = new Date(settings.at).toISOString();
  putColumns(request, dataset, settings);
  return request;
}

function putColumns(request, dataset, settings) {
  const dates = comparedDates(dataset, settings);
  const numbers = features(dataset, settings).filter((name) => !dates.includes(name));
  const roles = new Map([...settings.roles].filter(([, role]) => role !== AsRecency));
  const skipped = dataset.columns.filter(
    (column) => roleOf(column, settings) === "feature" && settings.skip.has(column.name),
  );
  if (skipped.length > 0 && numbers.length > 0) request.features = numbers;
  else for (const { name } of skipped) roles.set(name, "ignored"); // no features would mean all of them
  if (roles.size > 0) request.roles = Object.fromEntries(roles);
  if (dates.length === 0) return;
  request.dates = Object.fromEntries(dates.map((name) => [name, AsRecency]));
  if (settings.asOf !== "") request.asOf = settings.asOf;
}

function put(object, [name, ...rest], value) {
  if (rest.length === 0) object[name] = value;
  else put((object[name] ??= {}), rest, value);
}

function valueOf({ kind, default: usual }, text) {
  if (kind === "range") return text.split("-").map(Number);
  if (kind === "word") return byColumn(text) ?? text;
  return kind === "number" && text !== usual ? Number(text) : text;
}

/** Why the run cannot start, in words; empty when it can. */
export function blockers(dataset, settings, limits) {
  const reasons = dataset.issues.filter((issue) => issue.severity === "error").map((issue) => issue.message);
  if (features(dataset, settings).length === 0)
    reasons.push("No column is compared. Tick a feature, or give a numeric column the role Feature.");
  for (const setting of fieldsOf(limits))
    if (!isAllowed(setting, String(settings[setting.name])))
      reasons.push(`${setting.label} must be ${setting.allowed}${mayBeEmpty(setting) ? ", or empty" : ""}.`);
  if (settings.at !== "" && Number.isNaN(Date.parse(settings.at)))
    reasons.push("Enter when the run starts, or start it as soon as a worker is free.");
  const { largestPriority: most } = limits;
  if (!isWhole(settings.priority, -most, most))
    reasons.push(`The priority must be a whole number from -${most} to ${most}.`);
  return reasons;
}

const mayBeEmpty = ({ whenLeftOut, default: usual }) => whenLeftOut !== null && usual === null;

function isAllowed(setting, text) {
  const { kind, min, max, words, byHeader, default: usual } = setting;
  const isWord = (text) => words.some(({ word }) => word === text);
  if (kind === "word") return isWord(text) || (byHeader && isByColumn(text, isWord));
  if (kind === "number") return text === usual || (text === "" ? mayBeEmpty(setting) : isWhole(text, min, max));
  const [from, to, ...more] = text.split("-");
  return more.length === 0 && isWhole(from, min, max) && isWhole(to, min, max) && Number(from) <= Number(to);
}

function isByColumn(text, isWord) {
  const words = Object.values(byColumn(text) ?? {});
  return words.length > 0 && words.every(isWord);
}

function isWhole(text, low, high) {
  const value = Number(text);
  return String(text ?? "").trim() !== "" && Number.isInteger(value) && value >= low && value <= high;
}
