import { marker, segmentTitle } from "../charts/marker.js";
import { axesOf, customerTitle, scatterFigure } from "../charts/scatter.js";
import { h, replace } from "../kit/dom.js";
import { percent, quantity } from "../kit/format.js";
import { bullets, card, terms } from "../kit/layout.js";
import { note } from "../kit/messages.js";
import { replaceQuery } from "../shell/navigation.js";

const MostLoadings = 3;

/** Where the customers are: any two features, or the principal components. */
export default async function mapView({ result: found, part, query, signal }) {
  const result = { ...found, points: await part("files/points.json") };
  const axes = axesOf(result);
  if (axes.length < 2) return note("info", h("p", {}, "A map needs two features; this run compared one."));
  const named = (name, otherwise) => axes.find((each) => each.key === query.get(name)) ?? otherwise;
  const pick = {
    x: named("x", axes[0]),
    y: named("y", result.features.length > 1 ? axes[1] : axes.at(-1)),
    hidden: new Set(),
  };
  const customer = h(
    "div",
    { class: "customer", role: "status" },
    h("p", { class: "quiet small" }, "Choose a point to see the customer."),
  );
  const drawing = scatterFigure("Map of the customers", result, pick, {
    signal,
    controls: [pickers(axes, pick, redraw), legend(result, pick, redraw)],
    click: (point) => point.value?.length > 2 && replace(customer, customerCard(result, point.value[2])),
  });
  function redraw() {
    replaceQuery(new URLSearchParams({ x: pick.x.key, y: pick.y.key }));
    drawing.draw();
  }
  return h(
    "div",
    { class: "stack" },
    h("section", { class: "card" }, drawing),
    h("section", { class: "card", "aria-label": "Customer" }, customer),
    explained(result),
  );
}

function pickers(axes, pick, redraw) {
  const components = axes.filter((each) => each.component !== undefined);
  const selects = ["x", "y"].map((key) =>
    h(
      "select",
      {
        id: `axis-${key}`,
        onchange: (event) => {
          pick[key] = axes.find((each) => each.key === event.target.value);
          redraw();
        },
      },
      axes.map((each) => h("option", { value: each.key, selected: each === pick[key] }, each.name)),
    ),
  );
  const choose = (x, y) => () => {
    Object.assign(pick, { x, y });
    [selects[0].value, selects[1].value] = [x.key, y.key];
    redraw();
  };
  return h(
    "div",
    { class: "picks" },
    ["Across", "Up"].map((text, i) =>
      h("div", { class: "field" }, h("label", { for: selects[i].id, class: "small" }, text), selects[i]),
    ),
    components.length > 1 &&
      h(
        "button",
        { type: "button", class: "button plain", onclick: choose(components[0], components[1]) },
        "Principal components",
      ),
  );
}

function legend({ segments, metrics }, pick, redraw) {
  const toggle = (segment) => (event) => {
    const shown = pick.hidden.delete(segment.number);
    if (!shown) pick.hidden.add(segment.number);
    event.currentTarget.setAttribute("aria-pressed", shown);
    redraw();
  };
  return h(
    "div",
    { class: "legend", role: "group", "aria-label": "Segments shown" },
    segments.map((segment) =>
      h(
        "button",
        { type: "button", "aria-pressed": "true", onclick: toggle(segment) },
        marker(segment.number, metrics.k),
        segmentTitle(segment),
      ),
    ),
  );
}

function customerCard({ points, features, segments, metrics }, i) {
  const segment = segments[points.segments[i] - 1];
  return h(
    "div",
    { class: "stack" },
    h("h3", {}, marker(segment.number, metrics.k), ` ${customerTitle(points, i)}: ${segment.name}`),
    terms(
      features.map((feature, j) => [
        feature.name,
        `${quantity(points.values[j][i])} (segment ${quantity(segment.features[j].here.mean)}, ` +
          `all ${quantity(feature.all.mean)})`,
      ]),
    ),
  );
}

function explained({ pca, features }) {
  if (pca.components.length === 0) return null;
  const strongest = (loadings) =>
    loadings
      .map((value, j) => [value, features[j].name])
      .sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]))
      .slice(0, MostLoadings)
      .map(([value, name]) => `${name} ${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`)
      .join(", ");
  return card(
    "pcs",
    "What the principal components are",
    bullets(
      pca.components
        .slice(0, 3)
        .map((loadings, i) => [
          h("strong", {}, `PC${i + 1}`),
          ` keeps ${percent(pca.share[i])} of the variance: ${strongest(loadings)}`,
        ]),
    ),
  );
}
