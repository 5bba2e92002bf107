// Numbers and times in the language of the page, whatever the browser's is: a card with "1,437 customers" of the server
// and "1.437 customers" of the page could not be read. Cells of a file are shown as they are. Making a format takes
// longer than hundreds of uses of it.
const Language = "en-GB";
const NoBreak = "\u00a0";
const significant = new Intl.NumberFormat(Language, { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat(Language, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(Language, { maximumFractionDigits: 1 });
const years = new Intl.NumberFormat(Language, { maximumFractionDigits: 1, useGrouping: false });
const compact = new Intl.NumberFormat(Language, { notation: "compact", maximumSignificantDigits: 4 });
const day = new Intl.DateTimeFormat(Language, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(Language, { numeric: "auto" });
const Raised = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries()) };
const Longest = 1e15; // from here on a number of digits is not read any more
const Units = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
];

export const count = (value) => whole.format(value);
export const percent = (share) => `${whole.format(100 * share)}${NoBreak}%`;

/** A share as in the descriptions: at most one decimal; only none are 0 %, and only all are 100 %. */
export function share(value) {
  const text = tenths.format(100 * value);
  if (text === "0" && value > 0) return `under 0.1${NoBreak}%`;
  if (text === "100" && value < 1) return `over 99.9${NoBreak}%`;
  return `${text}${NoBreak}%`;
}

export const when = (iso) => day.format(new Date(iso));

/** Four decimals, the same wherever a score is shown. */
export const score = (value) => fixed(value, 4);

export function fixed(value, digits) {
  if (!Number.isFinite(value)) return "–";
  return value.toLocaleString(Language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A value in the file's units: about four significant digits, whole numbers in full; `kind` is that of its feature. */
export function quantity(value, kind) {
  if (!Number.isFinite(value)) return "–";
  if (kind === "year") return years.format(value);
  const size = Math.abs(value);
  if (size >= Longest || (size !== 0 && size < 0.001)) return scientific(value);
  if (Number.isInteger(value) || size >= 1_000) return whole.format(value);
  return significant.format(value);
}

/** Values side by side, as in a sentence or a column: those that are different and would look alike get more digits. */
export const several = (values, kind) => apart(values, kind, (value) => quantity(value, kind), 1);

/** Two values in a sentence, with the digits of the server's: 1,234, 123, 12.3, 1.23. */
export const pair = (one, other, kind) => {
  const said = (value) => (kind === "year" || !isPlain(value) ? quantity(value, kind) : saidText(value));
  return apart([one, other], kind, said, Math.max(placesOf(one), placesOf(other)) + 1);
};

const saidText = (value) => value.toLocaleString(Language, { maximumFractionDigits: placesOf(value) });

function placesOf(value) {
  const size = Math.abs(value);
  if (!(size > 0) || size >= 0.1) return size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return 1 - Math.floor(Math.log10(size));
}

const isPlain = (value) => value === 0 || (Math.abs(value) < Longest && Math.abs(value) >= 1e-4);

function apart(values, kind, text, from) {
  const different = new Set(values).size;
  let texts = values.map(text);
  for (let digits = from; digits <= 12 && new Set(texts).size < different; digits++)
    texts = values.map((value) => longer(value, digits, kind));
  return texts;
}

function longer(value, digits, kind) {
  if (!isPlain(value)) return Number.isFinite(value) ? scientific(value, 2 + digits) : "–";
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString(Language, { ...places, useGrouping: kind !== "year" });
}

/** A large value for an axis: 12K, 3.4M. */
export const short = (value) => compact.format(value);

// 3.4 × 10⁻⁷, as the server's sentences have it.
function scientific(value, digits = 2) {
  const [mantissa, power] = value.toExponential(digits).split("e");
  const raised = [...power.replace("+", "")].map((sign) => Raised[sign]).join("");
  return `${Number(mantissa)} × 10${raised}`;
}

/** With its sign, for differences. */
export function signed(value, digits = 1) {
  return Number.isFinite(value)
    ? value.toLocaleString(Language, {
        signDisplay: "exceptZero",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      })
    : "–";
}

export function bytes(value) {
  if (value < 1_000) return `${whole.format(value)} B`;
  const step = Math.min(3, Math.floor(Math.log(value) / Math.log(1024)) || 1);
  const number = value / 1024 ** step;
  const text = number.toLocaleString(Language, { maximumFractionDigits: number < 10 ? 1 : 0 });
  return `${text} ${["", "kB", "MB", "GB"][step]}`;
}

/** Seconds as a person says them. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 0.0005) return "< 1 ms";
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 60) return `${seconds.toLocaleString(Language, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** "3 minutes ago"; never in the future, whatever the clocks say. */
export function ago(iso, now = Date.now()) {
  const seconds = Math.max(0, (now - new Date(iso).getTime()) / 1_000);
  const [size, unit] = Units.find(([each]) => seconds >= each) ?? [1, "second"];
  return relative.format(-Math.floor(seconds / size), unit);
}

/** "in 3 hours"; "now" when the time has come. */
export function until(iso, now = Date.now()) {
  const seconds = (new Date(iso).getTime() - now) / 1_000;
  if (seconds < 1) return "now";
  const [size, unit] = Units.find(([each]) => seconds >= each);
  return relative.format(Math.round(seconds / size), unit);
}

/** An ISO 8601 duration such as P30D or PT36H in words. */
export function period(text) {
  const [, days, hours, minutes] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?.*)?$/.exec(text) ?? [];
  const parts = [
    [days, "day"],
    [hours, "hour"],
    [minutes, "minute"],
  ].filter(([number]) => number > 0);
  return parts.map(([number, word]) => plural(Number(number), word)).join(" ") || text;
}

export function plural(number, one, many = one + "s") {
  return `${count(number)} ${number === 1 ? one : many}`;
}
