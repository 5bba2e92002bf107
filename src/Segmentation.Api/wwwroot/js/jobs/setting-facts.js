import { isolate } from "../kit/isolate.js";
import { isOfPurchases } from "./request.js";

const MostNames = 8;

/** The settings of a run in words, `[label, text]` each: those that matter to most people, and what was changed. */
export function settingFacts({ settings }, parameters) {
  return settings
    .filter(({ name }) => name !== "engine") // told with the reason
    .map((setting) => [setting.label, textOf(setting, parameters)]);
}

function textOf(setting, parameters) {
  const { name, kind, advanced, default: usual, words, whenLeftOut } = setting;
  const value = name.split(".").reduce((at, part) => at?.[part], parameters);
  if (name === "k" && value === usual) return `chosen from ${parameters.kRange.join(" to ")}`;
  if (name === "kRange") return null;
  if (name === "rows" && value === usual) return null;
  const isForOthers = isOfPurchases(setting) && parameters.rows !== "purchases";
  if (((advanced && name !== "seed") || isForOthers) && String(value) === String(usual)) return null;
  if (value === null || value === undefined) return kind === "number" ? whenLeftOut : null;
  const wordOf = (each) => words.find(({ word }) => word === each)?.label ?? each;
  if (kind === "words") return value.map(wordOf).join(", ");
  if (kind === "columns") return namesOf(value);
  if (kind === "roles" || kind === "dates" || typeof value === "object") return columnFacts(value, wordOf);
  return kind === "word" ? wordOf(value) : String(value);
}

/** A value by column in words. */
export const columnFacts = (value, wordOf) =>
  Object.entries(value)
    .map(([column, word]) => `${isolate(column)}: ${wordOf(word)}`)
    .join(", ");

function namesOf(columns) {
  const more = columns.length - MostNames;
  return more > 1 ? `${columns.slice(0, MostNames).join(", ")} and ${more} more` : columns.join(", ");
}
