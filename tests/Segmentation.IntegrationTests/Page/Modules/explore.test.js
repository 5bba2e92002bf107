import assert from "node:assert/strict";
import test from "node:test";
import { explorer, readZoom, writeZoom, zoomed } from "../../../../src/Segmentation.Api/wwwroot/js/charts/explore.js";

const whole = { x: [0, 100], y: [0, 100] };
const state = (more) => ({
  x: { key: "f0", range: [0, 200] },
  y: { key: "f1", range: [-10, 10] },
  zoom: null,
  tool: "move",
  selection: { ranges: {}, lasso: null },
  ...more,
});

test("coming closer keeps the middle, going away ends with the whole", () => {
  assert.deepEqual(zoomed(null, 0.5), { x: [25, 75], y: [25, 75] });
  assert.deepEqual(zoomed({ x: [0, 20], y: [90, 100] }, 2), { x: [0, 40], y: [80, 100] });
  assert.equal(zoomed({ x: [25, 75], y: [25, 75] }, 2), null);
  assert.equal(zoomed(whole, 3), null);
});

test("an address carries the zoom there and back, and nothing that is none", () => {
  const zoom = { x: [12.5, 40], y: [0, 99.5] };
  assert.deepEqual(readZoom(writeZoom(zoom)), zoom);
  for (const text of [null, "", "1_2_3", "5_1_0_100", "0_100_-1_50", "a_b_c_d", "1_1.1_0_100"])
    assert.equal(readZoom(text), null);
});

test("the window has the values of what is shown", () => {
  const half = { x: [25, 75], y: [50, 100] };
  assert.deepEqual(explorer(state({ zoom: half })).window(), { x: [50, 150], y: [0, 10] });
});

test("a box, an outline and a click beside them change the selection", () => {
  const changes = [];
  const own = state();
  const { brushEnd } = explorer(own, (what) => changes.push(what)).events;
  brushEnd({ areas: [{ brushType: "rect", coordRange: [[150, 50], [-1, 1]] }] });
  assert.deepEqual(own.selection, { ranges: { f0: [[50, 150]], f1: [[-1, 1]] }, lasso: null });
  brushEnd({ areas: [{ brushType: "polygon", coordRange: [[0, 0], [100, 0], [100, 5]] }] });
  assert.deepEqual(own.selection.lasso, { x: "f0", y: "f1", corners: [[0, 0], [100, 0], [100, 5]] });
  brushEnd({ areas: [] });
  assert.deepEqual(own.selection, { ranges: {}, lasso: null });
  assert.deepEqual(changes, ["selection", "selection", "selection"]);
});

test("a box on other axes is not drawn, one on these is", () => {
  const drawn = (ranges) => {
    const actions = [];
    const chart = { dispatchAction: (action) => actions.push(action) };
    explorer(state({ selection: { ranges, lasso: null } })).after(chart);
    return actions.filter(({ type }) => type === "brush");
  };
  assert.equal(drawn({ f0: [[1, 2]], f1: [[3, 4]] }).length, 1);
  assert.equal(drawn({ f0: [[1, 2]], f2: [[3, 4]] }).length, 0);
  assert.equal(drawn({ f0: [[1, 2]], f1: [[3, 4]], f2: [[3, 4]] }).length, 0);
});
