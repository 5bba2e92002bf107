import { h, replace } from "../kit/dom.js";
import { errorNote } from "../kit/messages.js";
import { onThemeChange } from "../shell/theme-switch.js";
import { loadLibrary } from "./libraries.js";
import { colourName } from "./marker.js";

let probe;

/**
 * The picture of a figure, drawn by ECharts on a canvas. The library is loaded with the first picture that is shown.
 * `option(colours, width)` gives the option of ECharts, `height(width)` pixels; `click(point)` is optional.
 */
export function plot({ option, height, click, signal }) {
  const element = h("div", { class: "chart-body", role: "img" });
  const view = { element, option, height, click, instance: null };
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
    draw: (label) => {
      element.setAttribute("aria-label", label);
      render(view);
    },
    image: () => view.instance?.getDataURL({ pixelRatio: 2, backgroundColor: pageColours().surface }),
  };
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
    axisLine: { show: true, lineStyle: { color: colours.control } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: colours.line } },
    ...more,
  };
}

// Colours of the page as values that a canvas accepts: a hidden element resolves the CSS variables.
function pageColours() {
  if (!probe) document.body.append((probe = h("i", { hidden: true })));
  const read = (variable) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const names = ["ink", "quiet", "line", "surface", "accent", "control"];
  return {
    ...Object.fromEntries(names.map((name) => [name, read(`--${name}`)])),
    segment: (number, k) => read(colourName(number, k)),
    font: getComputedStyle(document.body).fontFamily,
  };
}

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
  try {
    await loadLibrary("echarts");
  } catch (error) {
    return replace(view.element, errorNote(error));
  }
  if (!view.element.isConnected) return;
  view.instance = globalThis.echarts.init(view.element, null, { renderer: "canvas" });
  if (view.click) view.instance.on("click", view.click);
  render(view);
}

function render({ instance, option, element }) {
  instance?.setOption({ aria: { enabled: false }, ...option(pageColours(), element.clientWidth) }, { notMerge: true });
}
