import { h, replace } from "../kit/dom.js";
import { chart } from "../charts/figure.js";
import { keepQuery } from "../shell/navigation.js";
import { marker } from "../charts/marker.js";
import { note } from "../kit/messages.js";
import { scatterOption, spaces } from "../charts/scatter.js";
import { count, percent, quantity } from "../kit/format.js";

/** Where the customers are: any two features, or the principal components. */
export function map({ result, query, signal }) {
  const axes = spaces(result);
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
  const drawing = chart({
    title: "Map of the customers",
    signal,
    summary: () => summary(result, pick),
    table: () => tableOf(result, pick),
    controls: [pickers(axes, pick, redraw), legend(result, pick, redraw)],
    height: (width) => Math.max(340, Math.min(620, width * 0.68)),
    option: (colours) => scatterOption(result, pick, colours),
    click: (point) => point.value?.length > 2 && replace(customer, card(result, point.value[2])),
  });
  function redraw() {
    keepQuery(new URLSearchParams({ x: pick.x.key, y: pick.y.key }));
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
  return h(
    "div",
    { class: "legend", role: "group", "aria-label": "Segments shown" },
    segments.map((segment) =>
      h(
        "button",
        {
          type: "button",
          "aria-pressed": "true",
          onclick: (event) => {
            const shown = pick.hidden.delete(segment.number);
            if (!shown) pick.hidden.add(segment.number);
            event.currentTarget.setAttribute("aria-pressed", shown);
            redraw();
          },
        },
        marker(segment.number, metrics.k),
        `${segment.number} · ${segment.name}`,
      ),
    ),
  );
}

function summary({ points, segments }, { x, y, hidden }) {
  const shown = segments.filter((segment) => !hidden.has(segment.number));
  const many = points.sampled
    ? `A sample of ${count(points.rows.length)} of ${count(points.of)} customers, drawn per segment in proportion`
    : `All ${count(points.of)} customers`;
  const places =
    x.centre && y.centre
      ? ` Centres: ${shown.map((segment) => `${segment.number} at ${quantity(x.centre(segment))} / ${quantity(y.centre(segment))}`).join(", ")}.`
      : "";
  return `${many}; ${x.name} across, ${y.name} up.${places}`;
}

function tableOf({ segments }, { x, y }) {
  const spaces = [x, y].filter((each) => each.centre);
  return {
    columns: [
      "Segment",
      { text: "Customers", end: true },
      ...spaces.map((each) => ({ text: `Mean ${each.name}`, end: true })),
    ],
    rows: segments.map((segment) => [
      `${segment.number} · ${segment.name}`,
      count(segment.size),
      ...spaces.map((each) => quantity(each.centre(segment))),
    ]),
  };
}

function card({ points, features, segments, metrics }, i) {
  const segment = segments[points.segments[i] - 1];
  return h(
    "div",
    { class: "stack" },
    h(
      "h3",
      {},
      marker(segment.number, metrics.k),
      ` ${points.ids[i] ? `Customer ${points.ids[i]}` : `Row ${count(points.rows[i] + 1)}`}: ${segment.name}`,
    ),
    h(
      "dl",
      { class: "terms" },
      features.map((feature, j) => [
        h("dt", {}, feature.name),
        h(
          "dd",
          {},
          `${quantity(points.values[j][i])} (segment ${quantity(segment.features[j].here.mean)}, all ${quantity(feature.all.mean)})`,
        ),
      ]),
    ),
  );
}

function explained({ pca, features }) {
  if (pca.components.length === 0) return null;
  return h(
    "section",
    { class: "card stack", "aria-labelledby": "pcs" },
    h("h2", { id: "pcs" }, "What the principal components are"),
    h(
      "ul",
      { class: "bullets" },
      pca.components.slice(0, 3).map((loadings, i) =>
        h(
          "li",
          {},
          h("strong", {}, `PC${i + 1}`),
          ` keeps ${percent(pca.share[i])} of the variance: `,
          loadings
            .map((value, j) => [value, features[j].name])
            .sort((a, b) => Math.abs(b[0]) - Math.abs(a[0]))
            .slice(0, 3)
            .map(([value, name]) => `${name} ${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`)
            .join(", "),
        ),
      ),
    ),
  );
}
