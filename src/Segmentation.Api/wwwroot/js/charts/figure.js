import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { table as tableOf } from "../kit/table.js";
import { trouble } from "../kit/messages.js";

let library;

/**
 * A chart with what every chart has: a title, its content in words, and the same as a table.
 * `option(theme, width)` is an ECharts option; `height(width)` in pixels; `table()` gives {columns, rows}.
 * The returned element has `draw()`, to be called when the data behind `option` changed.
 */
export function chart({ title, summary, table, option, height, controls, click, signal }) {
  const body = h("div", { class: "chart-body", role: "img", "aria-label": `${title}. ${summary()}` });
  const words = h("p", { class: "summary" }, summary());
  const rows = h("div", { hidden: true });
  const view = { body, option, height, click, instance: null };
  const element = h(
    "figure",
    { class: "chart" },
    h(
      "div",
      { class: "chart-head" },
      h("h3", {}, title),
      h("div", { class: "actions" }, tableSwitch(body, rows, title, table), saveButton(view, title)),
    ),
    words,
    controls,
    body,
    rows,
  );
  element.draw = () => {
    words.textContent = summary();
    body.setAttribute("aria-label", `${title}. ${summary()}`);
    if (!rows.hidden) replace(rows, tableOf({ caption: title, ...table() }));
    render(view);
  };
  start(view, signal);
  return element;
}

/** Colours of the page, as text that a canvas understands. */
export function theme() {
  const probe = h("i", { hidden: true });
  document.body.append(probe);
  const read = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(
    ["ink", "quiet", "line", "surface", "sunken", "accent", "control"].map((name) => [name, read(name)]),
  );
  probe.remove();
  return { ...colours, font: getComputedStyle(document.body).fontFamily };
}

/** What every option of ours shares; tooltips are drawn, since HTML ones need style attributes. */
export function base(colours) {
  return {
    animation: false,
    textStyle: { fontFamily: colours.font, color: colours.ink },
    tooltip: {
      renderMode: "richText",
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontFamily: colours.font, fontSize: 13 },
      confine: true,
    },
  };
}

/** An axis of numbers in the page's colours. */
export function axis(colours, more) {
  return {
    type: "value",
    scale: true,
    axisLabel: { color: colours.quiet, hideOverlap: true },
    nameTextStyle: { color: colours.quiet },
    axisLine: { show: true, lineStyle: { color: colours.control } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colours.line } },
    ...more,
  };
}

function start(view, signal) {
  const size = () => {
    view.body.style.height = `${view.height(view.body.clientWidth || 600)}px`;
  };
  const watcher = new ResizeObserver(() => {
    if (!view.body.clientWidth) return;
    size();
    if (view.instance) {
      view.instance.resize();
      render(view);
    } else open(view);
  });
  watcher.observe(view.body);
  const redraw = () => render(view);
  document.addEventListener("themechange", redraw, { signal });
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    view.instance?.dispose();
    view.instance = null;
  });
}

async function open(view) {
  if (view.opening) return;
  view.opening = true;
  try {
    await (library ??= load());
  } catch (error) {
    library = null;
    return replace(view.body, trouble(error));
  }
  if (!view.body.isConnected) return;
  view.instance = globalThis.echarts.init(view.body, null, { renderer: "canvas" });
  if (view.click) view.instance.on("click", view.click);
  render(view);
}

function render(view) {
  view.instance?.setOption(
    { aria: { enabled: false }, ...view.option(theme(), view.body.clientWidth) },
    { notMerge: true },
  );
}

function load() {
  return new Promise((resolve, reject) =>
    document.head.append(
      h("script", {
        src: "/vendor/echarts.min.js",
        defer: true,
        onload: resolve,
        onerror: () =>
          reject({
            title: "The chart could not be drawn",
            detail: "The chart library did not load. The table has the same numbers.",
          }),
      }),
    ),
  );
}

function tableSwitch(body, rows, title, table) {
  const button = h(
    "button",
    {
      type: "button",
      class: "button plain small",
      "aria-expanded": "false",
      onclick: () => {
        const open = rows.hidden;
        rows.hidden = !open;
        body.hidden = open;
        if (open) replace(rows, tableOf({ caption: title, ...table() }));
        button.setAttribute("aria-expanded", open);
        replace(
          button,
          icon(open ? "chart" : "table"),
          open ? "Show as chart" : "Show as table",
          h("span", { class: "unseen" }, `: ${title}`),
        );
      },
    },
    icon("table"),
    "Show as table",
    h("span", { class: "unseen" }, `: ${title}`),
  );
  return button;
}

function saveButton(view, title) {
  return h(
    "button",
    {
      type: "button",
      class: "button plain small",
      onclick: () => {
        if (!view.instance || view.body.hidden) return;
        const href = view.instance.getDataURL({ pixelRatio: 2, backgroundColor: theme().surface });
        h("a", { href, download: `${title}.png` }).click();
      },
    },
    icon("download"),
    "Picture",
    h("span", { class: "unseen" }, ` of: ${title}`),
  );
}
