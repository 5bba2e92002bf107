import { h } from "../kit/dom.js";
import { onThemeChange } from "../shell/theme-switch.js";
import { pageColours } from "./colours.js";
import { loadLibrary } from "./libraries.js";
import { compose, toBlob } from "./picture.js";

/**
 * The picture of a figure, drawn by ECharts on a canvas. The library is loaded with the first picture that is shown.
 * `option(colours, width)` gives the option of ECharts, `height(width)` pixels. All else may be left out:
 * `click(point)`; `events` is {name: act(what, chart)}; `after(chart)` is called after each drawing; `marks(colours)`
 * gives the key of a saved picture, as {@link compose} takes it; `still` is the option for saving, where the shown one
 * cannot be drawn as vectors; `load()` loads what the option needs.
 */
export function plot({ option, height, click, events, after, marks, still = option, load = loadEcharts, signal }) {
  const element = h("div", { class: "chart-body", role: "img" });
  const handlers = { ...events, ...(click && { click }) };
  const view = { element, option, height, handlers, after, load, instance: null, tell: () => {} };
  const watcher = new ResizeObserver(() => resized(view));
  watcher.observe(element);
  onThemeChange(() => render(view), signal);
  signal.addEventListener("abort", () => {
    watcher.disconnect();
    view.instance?.dispose();
    view.instance = null;
  });
  return {
    element,
    formats: ["png", "svg"],
    listen: (tell) => (view.tell = tell),
    retry: () => resized(view),
    draw: (label) => {
      element.setAttribute("aria-label", label);
      render(view);
    },
    image: (format, words) => imageOf({ option: still, height, marks }, element.clientWidth || 960, format, words),
  };
}

let ready;

/** Loads ECharts. */
export function loadEcharts() {
  return (ready ??= loadLibrary("echarts").then(setLineHeight)).catch((error) => {
    ready = null;
    throw error;
  });
}

// ECharts takes the width of 国 for the height of a line. Without a font that has it, lines overlap and text is cut.
function setLineHeight() {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  const measureText = (text, font) => {
    context.font = font;
    return text === "国" ? { width: parseFloat(/[\d.]+px/.exec(context.font)[0]) } : context.measureText(text);
  };
  globalThis.echarts.setPlatformAPI({ measureText });
}

/**
 * A file of a chart, drawn in pixels where nobody sees it. `words` is {title, partial}.
 * The theme and the size are those of the page.
 */
export async function imageOf({ option, height, marks }, width, format, words) {
  await loadEcharts();
  const colours = pageColours();
  const size = { width, height: height(width) };
  const chart = globalThis.echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption({ ...option(colours, width), animation: false });
    const drawing = { svg: chart.renderToSVGString(), ...size };
    return await toBlob(compose(drawing, { ...words, marks: marks?.(colours) }, colours), format);
  } finally {
    chart.dispose();
  }
}

/** What all options share. Tooltips are drawn on the canvas: HTML ones would need style attributes. */
export function base(colours, tooltip) {
  return {
    animation: false,
    textStyle: { fontFamily: colours.font, color: colours.ink },
    tooltip: {
      renderMode: "richText",
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.ink, fontFamily: colours.font, fontSize: 13 },
      confine: true,
      ...tooltip,
    },
  };
}

/** An axis of numbers in the colours of the page. */
export function axis(colours, more) {
  return {
    type: "value",
    scale: true,
    axisLabel: { color: colours.quiet, hideOverlap: true },
    nameTextStyle: { color: colours.quiet },
    axisLine: { show: true, onZero: false, lineStyle: { color: colours.control } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colours.line } },
    ...more,
  };
}

/** Words on a chart that stay readable over points. */
export const label = (colours) => ({
  show: true,
  color: colours.ink,
  fontWeight: 700,
  fontSize: 14,
  textBorderColor: colours.surface,
  textBorderWidth: 3,
});

function resized(view) {
  const { clientWidth: width } = view.element;
  if (!width) return;
  view.element.style.height = `${view.height(width)}px`;
  if (!view.instance) return open(view);
  view.instance.resize();
  render(view);
}

async function open(view) {
  if (view.opening) return;
  view.opening = true;
  view.tell("loading");
  try {
    await view.load();
  } catch (error) {
    return view.tell("error", error);
  } finally {
    view.opening = false;
  }
  if (!view.element.isConnected || view.instance) return;
  view.instance = globalThis.echarts.init(view.element, null, { renderer: "canvas" });
  for (const [name, act] of Object.entries(view.handlers)) view.instance.on(name, (what) => act(what, view.instance));
  view.tell("ready");
  render(view);
}

function render({ instance, option, element, after }) {
  if (!instance) return;
  instance.setOption({ aria: { enabled: false }, ...option(pageColours(), element.clientWidth) }, { notMerge: true });
  after?.(instance);
}
