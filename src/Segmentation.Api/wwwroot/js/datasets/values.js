import { histogramFigure } from "../charts/histogram.js";
import { h, replace } from "../kit/dom.js";
import { isolate } from "../kit/isolate.js";

/**
 * The values of a column before a run: small bars, which open into the figure. `histogram` is one of
 * /datasets/{id}/distributions.
 */
export function valuesOf({ name, edges, all, log, kind, below, above }, signal) {
  const box = h("div");
  const shown = () => ({ edges, all, log, kind, below, above, own: null, segment: null });
  const ontoggle = ({ target }) => {
    if (target.open && !box.firstChild)
      replace(box, histogramFigure(`Values of ${isolate(name)}`, shown, { heading: "h4", signal }));
  };
  const words = h("span", {}, "Values", h("span", { class: "unseen" }, ` of ${isolate(name)}`));
  return h("details", { class: "values", ontoggle }, h("summary", {}, bars(all), words), box);
}

function bars(counts) {
  const most = Math.max(1, ...counts);
  const one = (each) => {
    const bar = h("span");
    bar.style.height = `${Math.round((100 * each) / most)}%`;
    return bar;
  };
  return h("span", { class: "bars", "aria-hidden": "true" }, counts.map(one));
}
