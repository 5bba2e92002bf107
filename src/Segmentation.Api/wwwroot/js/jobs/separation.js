const OneCloud = "These rows are one cloud; the segments cut it into parts of use, not parts of nature.";

/**
 * How clearly the segments are apart. Words for the silhouette, by the bands of Kaufman and Rousseeuw, 1990, for two
 * decimals, only where groups were found: a cloud without any may have a high silhouette too.
 * `claimed` is null when it was not tested whether there are groups.
 */
export function separation(silhouette, claimed) {
  if (claimed === false) return { title: "No clear groups", level: "warn", text: OneCloud };
  if (claimed !== true)
    return {
      title: "Whether there are groups was not tested",
      level: "info",
      text: "A run with advice compares the segments with rows that have no groups.",
    };
  const band = bandOf(silhouette);
  return { title: `Separation is ${band.word}`, ...band };
}

function bandOf(silhouette) {
  const value = Math.round(silhouette * 100) / 100;
  if (value > 0.7) return { word: "strong", level: "ok", text: "The segments are clearly apart." };
  if (value > 0.5)
    return { word: "reasonable", level: "ok", text: "The segments are apart, with some customers in between." };
  if (value > 0.25)
    return { word: "weak", level: "warn", text: "The segments overlap; many customers lie between two of them." };
  return {
    word: "not visible",
    level: "bad",
    text: "There is hardly any structure: these columns do not divide the customers into groups.",
  };
}
