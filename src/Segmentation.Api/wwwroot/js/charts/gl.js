import { loadEcharts } from "./echarts.js";
import { loadLibrary } from "./libraries.js";

// Sizes of textures: [width * 1.0, height / 2], height * 1.0 / 16.
const Factor = /^\s*(width|height|dpr)\s*(?:\*\s*([\d.]+))?\s*(?:\/\s*([\d.]+))?\s*$/;

/** Loads ECharts GL. */
export async function loadGl() {
  await loadEcharts();
  replaceCompiler();
  await loadLibrary("echarts-gl");
}

/**
 * The function that the body of such an expression stands for; null for any other body.
 * @param {string} body "return width * 1.0 / 2"
 */
export function sizeFunction(body) {
  const text = /^return (.*)$/s.exec(body)?.[1].trim() ?? "";
  const list = /^\[(.*)\]$/.exec(text);
  const factors = (list ? list[1] : text).split(",").map((each) => Factor.exec(each));
  if (factors.includes(null)) return null;
  return (width, height, dpr) => {
    const known = { width, height, dpr };
    const values = factors.map(([, name, times = 1, by = 1]) => (known[name] * times) / by);
    return list ? values : values[0];
  };
}

// ECharts GL compiles these expressions from text when it starts, which the security policy forbids. They are read
// here instead; all else that is compiled from text fails as before.
function replaceCompiler() {
  const compiler = globalThis.Function;
  if (compiler.readsSizes) return;
  globalThis.Function = new Proxy(compiler, {
    get: (target, key) => (key === "readsSizes" ? true : Reflect.get(target, key)),
    construct: (target, texts, made) => sizeFunction(texts.at(-1) ?? "") ?? Reflect.construct(target, texts, made),
  });
}
