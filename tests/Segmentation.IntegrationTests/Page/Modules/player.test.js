import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { player } from "../../../../src/Segmentation.Api/wwwroot/js/results/player.js";

// The first centres of two segments take 640 ms, a move 650, and every state rests for 900.
const phases = ["seed", "assign", "move", "assign"];
const story = { view: { k: 2 }, states: phases.map((phase, i) => ({ i, frame: { phase } })) };

let asked, clock, shown, told;

beforeEach(() => {
  [asked, clock, shown, told] = [new Map(), 0, [], []];
  let id = 0;
  globalThis.requestAnimationFrame = (act) => (asked.set(++id, act), id);
  globalThis.cancelAnimationFrame = (which) => asked.delete(which);
});

function make(more = {}) {
  const { signal } = new AbortController();
  const own = player(story, {
    ...{ at: 0, still: false, signal, show: (i, t) => shown.push([i, t]), changed: () => told.push(own?.at) },
    ...more,
  });
  return own;
}

// A frame of the browser every 10 ms.
function wait(ms) {
  for (let passed = 0; passed < ms; passed += 10) {
    clock += 10;
    const acts = [...asked.values()];
    asked.clear();
    acts.forEach((act) => act(clock));
  }
}

test("it draws the first centres, rests, and plays to the end", () => {
  const own = make();
  own.play();
  wait(330); // the first frame only starts the clock
  assert.deepEqual(shown.at(-1), [0, 0.5]);
  wait(640 - 320);
  assert.deepEqual(shown.at(-1), [0, 1]);
  wait(900);
  assert.equal(own.at, 1);
  wait(900 + 650 + 900);
  assert.equal(own.at, 3);
  assert.equal(own.playing, true);
  wait(900);
  assert.deepEqual([own.at, own.playing, asked.size], [3, false, 0]);
});

test("after a pause it goes on from where it was, and once only", () => {
  const own = make({ at: 1 });
  own.play();
  wait(335);
  own.toggle();
  const [, t] = shown.at(-1);
  assert.ok(t > 0.4 && t < 0.6);
  wait(5_000);
  assert.deepEqual([own.at, own.playing, shown.at(-1)[1]], [2, false, t]);
  own.toggle();
  own.toggle();
  own.toggle();
  assert.equal(asked.size, 1);
  wait(20);
  assert.ok(Math.abs(shown.at(-1)[1] - t - 10 / 650) < 1e-12);
});

test("another speed holds from then on", () => {
  const own = make({ at: 1 });
  own.play();
  wait(10 + 325);
  const [, before] = shown.at(-1);
  own.speed = 4;
  wait(10);
  assert.ok(Math.abs(shown.at(-1)[1] - before - 40 / 650) < 1e-12);
});

test("a step ends the playing, and stays within the states", () => {
  const own = make();
  own.play();
  wait(100);
  own.go(9);
  assert.deepEqual([own.at, own.playing, asked.size, shown.at(-1)], [3, false, 0, [3, 1]]);
  own.go(-1);
  assert.deepEqual([own.at, shown.at(-1)], [0, [0, 1]]);
});

test("from the end it begins again, and it stops where it is told to", () => {
  const own = make({ at: 3 });
  own.stops = [1];
  own.play();
  assert.deepEqual(shown.at(-1), [0, 0]);
  wait(5_000);
  assert.deepEqual([own.at, own.playing], [1, false]);
});

test("without motion every state is drawn once and complete", () => {
  const own = make({ still: true });
  own.play();
  wait(4 * 900 + 10);
  assert.deepEqual(shown, [
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 1],
  ]);
  assert.equal(own.playing, false);
});

test("it ends with the page", () => {
  const leave = new AbortController();
  const own = make({ signal: leave.signal });
  own.play();
  leave.abort();
  assert.deepEqual([own.playing, asked.size], [false, 0]);
});
