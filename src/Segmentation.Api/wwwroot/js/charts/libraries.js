import { h } from "../kit/dom.js";

// Each name has the version in package.json (a test compares them): a browser keeps the file for good.
const Addresses = {
  echarts: "/vendor/echarts-6.1.0.min.js",
  "echarts-gl": "/vendor/echarts-gl-2.1.0.min.js",
};
const loading = {};

/** Loads a chart library once. "echarts-gl" adds its charts to "echarts", which is loaded before it. */
export function loadLibrary(name) {
  return (loading[name] ??= load(name).catch((error) => {
    delete loading[name];
    throw error;
  }));
}

async function load(name) {
  if (name !== "echarts") await loadLibrary("echarts");
  const failed = {
    title: "The chart could not be drawn",
    detail: "The chart library did not load. The table has the same numbers.",
  };
  await new Promise((resolve, reject) =>
    document.head.append(
      h("script", { src: Addresses[name], defer: true, onload: resolve, onerror: () => reject(failed) }),
    ),
  );
}
