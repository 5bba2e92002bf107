import { getJson } from "./api.js";

let known = null;

/** What this service allows, and every setting of a run with its values; asked for once. */
export function getLimits() {
  known ??= getJson("/api/v1/limits").catch((error) => {
    known = null;
    throw error;
  });
  return known;
}
