import { AsRecency } from "../datasets/columns.js";

// The settings of a run: in the address, in the request, and why a run with them cannot start. `limits` is what the
// service allows, with its table of settings. A value is kept as the text of its field; "" is left to the service. A
// value by column is kept as its JSON.

// The day of the dates stands beside them.
const isField = ({ kind, name }) => !["columns", "roles", "dates"].includes(kind) && name !== "asOf";
const textOf = ({ kind, default: value }) =>
  Array.isArray(value) ? value.join(kind === "words" ? "," : "-") : String(value ?? "");
// What a column of purchases is where every row is a customer.
const AsCustomers = { customer: "id", invoice: "ignored", amount: "feature", quantity: "feature", price: "feature" };

/** A setting that is about purchases alone. */
export const isOfPurchases = ({ name }) => name.startsWith("rfm.");

/** The rows are purchases: asked for, or found and not asked for otherwise. */
export const arePurchases = ({ kind }, { rows }) =>
  rows === "purchases" || (rows !== "customers" && kind === "purchases");

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
  ...Object.fromEntries(fieldsOf(limits).map((setting) => [setting.name, textOf(setting)])),
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

export const roleOf = ({ name, role }, { roles, rows }) =>
  roles.get(name) ?? (rows === "customers" ? (AsCustomers[role] ?? role) : role);

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
  const ofPurchases = arePurchases(dataset, settings);
  for (const setting of fieldsOf(limits).filter((each) => ofPurchases || !isOfPurchases(each))) {
    const text = String(settings[setting.name]);
    if (text !== "" && text !== defaults[setting.name]) put(request, setting.name.split("."), valueOf(setting, text));
  }
  if (Number(settings.priority) !== 0) request.priority = Number(settings.priority);
  if (settings.at !== "") request.runAt = new Date(settings.at).toISOString();
  if (ofPurchases) putRoles(request, new Map(settings.roles));
  else putColumns(request, dataset, settings);
  return request;
}

function putColumns(request, dataset, settings) {
  const dates = comparedDates(dataset, settings);
  const numbers = features(dataset, settings).filter((name) => !dates.includes(name));
  const changed = dataset.columns.filter((column) => roleOf(column, settings) !== column.role);
  const asked = changed.map((column) => [column.name, roleOf(column, settings)]);
  const roles = new Map(asked.filter(([, role]) => role !== AsRecency));
  const skipped = dataset.columns.filter(
    (column) => roleOf(column, settings) === "feature" && settings.skip.has(column.name),
  );
  if (skipped.length > 0 && numbers.length > 0) request.features = numbers;
  else for (const { name } of skipped) roles.set(name, "ignored"); // no features would mean all of them
  putRoles(request, roles);
  if (dates.length === 0) return;
  request.dates = Object.fromEntries(dates.map((name) => [name, AsRecency]));
  if (settings.asOf !== "") request.asOf = settings.asOf;
}

function putRoles(request, roles) {
  if (roles.size > 0) request.roles = Object.fromEntries(roles);
}

function put(object, [name, ...rest], value) {
  if (rest.length === 0) object[name] = value;
  else put((object[name] ??= {}), rest, value);
}

function valueOf({ kind, default: usual }, text) {
  if (kind === "range") return text.split("-").map(Number);
  if (kind === "words") return text.split(",");
  if (kind === "word") return byColumn(text) ?? text;
  return kind === "number" && text !== usual ? Number(text) : text;
}

/** Why the run cannot start, in words; empty when it can. */
export function blockers(dataset, settings, limits) {
  const reasons = dataset.issues.filter((issue) => issue.severity === "error").map((issue) => issue.message);
  if (!arePurchases(dataset, settings) && features(dataset, settings).length === 0)
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
  if (kind === "words") return text.split(",").every(isWord);
  if (kind === "date") return text === "" || /^\d{4}-\d\d-\d\d$/.test(text);
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
