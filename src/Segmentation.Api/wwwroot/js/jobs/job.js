// What codes mean to people; one place for each word.
export const Stages = [
  ["load", "Load", "Reading the file"],
  ["validate", "Validate", "Checking the columns"],
  ["clean", "Clean", "Leaving out what cannot be used"],
  ["features", "Features", "Making the columns to compare"],
  ["scale", "Scale", "Bringing them to one scale"],
  ["cluster", "Cluster", "Looking for segments"],
  ["evaluate", "Evaluate", "Measuring how good they are"],
  ["save", "Save", "Writing the results"],
];
export const stageWord = (name) => Stages.find(([each]) => each === name)?.[1] ?? name ?? "";
export const stageText = (name) => Stages.find(([each]) => each === name)?.[2] ?? "";

export const States = {
  queued: "Queued",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  canceled: "Canceled",
};
export const isLater = (job) => job.state === "queued" && new Date(job.runAt) > new Date();
export const isOpen = (job) => job.state === "queued" || job.state === "running";

export const Roles = {
  id: "Id",
  feature: "Feature",
  category: "Category",
  date: "Date",
  text: "Text",
  ignored: "Ignored",
};
export const RoleHelp = {
  id: "names the customer, never compared",
  feature: "compared: decides the segments",
  category: "described, never compared",
  date: "a date, not compared",
  text: "free text, not compared",
  ignored: "left out",
};
export const Types = { integer: "whole number", number: "number", date: "date", text: "text", empty: "empty" };
export const Scalings = {
  standard: "Standard: mean 0, deviation 1",
  minMax: "Min–max: 0 to 1",
  robust: "Robust: median and quartiles",
  none: "None: as in the file",
};
export const Transforms = {
  none: "None",
  log1p: "log(1 + x): tames long tails",
  auto: "None, but say where it would help",
};
export const Missing = { drop: "Leave the row out", median: "Fill in the column's median" };

export const Scopes = {
  read: "read: look and download",
  "read-write": "read-write: upload, start, cancel, delete too",
  admin: "admin: manage keys and queues too",
};

export const Engines = { local: "Local", spark: "Spark" };
export const EngineChoices = {
  auto: "Automatic: local while the data fits",
  local: "Local: in one worker",
  spark: "Spark: on the cluster",
};
export const Clusterers = { auto: "What is faster", lloyd: "Lloyd’s iterations", mllib: "KMeans of Spark’s MLlib" };

const Marks = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
  ".": "point",
  " ": "space",
  "'": "apostrophe",
  "\u00a0": "space",
};
export const mark = (character) => Marks[character] ?? character;

/** Bands of Kaufman and Rousseeuw, 1990, for the mean silhouette rounded to two decimals. */
export function separation(silhouette) {
  const value = Math.round(silhouette * 100) / 100;
  if (value > 0.7) return { word: "strong", level: "ok", text: "The segments are clearly apart." };
  if (value > 0.5)
    return { word: "reasonable", level: "ok", text: "The segments are apart, with some customers in between." };
  if (value > 0.25)
    return { word: "weak", level: "warn", text: "The segments overlap; many customers lie between two of them." };
  return {
    word: "not visible",
    level: "bad",
    text: "There is hardly any structure: customers do not fall into groups by these columns.",
  };
}

const Excluded = {
  MISSING_VALUE: "a value is missing",
  NOT_A_NUMBER: "not a number",
  NOT_FINITE: "not a finite number",
  RAGGED_ROW: "too few or too many fields",
  BLANK_ROWS: "blank line",
  STRAY_QUOTE: "a quote in the wrong place",
};
export const excludedFor = (code) => Excluded[code] ?? code.toLowerCase().replaceAll("_", " ");
