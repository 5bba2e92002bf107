/** How clearly the segments are apart: the bands of Kaufman and Rousseeuw, 1990, for the silhouette to two decimals. */
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
    text: "There is hardly any structure: these columns do not divide the customers into groups.",
  };
}
