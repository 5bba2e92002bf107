// Numbers and times in the reader's own locale. Cells of a file are shown as they are. Making a format takes longer
// than hundreds of uses of it.
const significant = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const percents = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const Units = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
];

export const count = (value) => whole.format(value);
export const percent = (share) => percents.format(share);

/** A share as in the descriptions: at most one decimal. */
export const share = (value) => tenths.format(value);
export const when = (iso) => day.format(new Date(iso));

/** Four decimals, the same wherever a score is shown. */
export const score = (value) => fixed(value, 4);

export function fixed(value, digits) {
  if (!Number.isFinite(value)) return "–";
  return value.toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A value in the file's units: about four significant digits, whole numbers in full. */
export function quantity(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1_000) return whole.format(value);
  if (size !== 0 && size < 0.001) return value.toExponential(2);
  return significant.format(value);
}

/** With its sign, for differences. */
export function signed(value, digits = 1) {
  return Number.isFinite(value)
    ? value.toLocaleString(undefined, {
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
  const text = number.toLocaleString(undefined, { maximumFractionDigits: number < 10 ? 1 : 0 });
  return `${text} ${["", "kB", "MB", "GB"][step]}`;
}

/** Seconds as a person says them. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 0.0005) return "< 1 ms";
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`;
  if (seconds < 60) return `${seconds.toLocaleString(undefined, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`;
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
