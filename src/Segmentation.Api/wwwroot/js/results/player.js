const Rest = 900; // ms in a state before the next one begins
const Glide = 650; // ms of a move
const Drawn = 320; // ms for each of the first centres
const MostDrawn = 3_000;

/**
 * Moves through the states of a story. `show(i, t)` draws state `i` as far as `t`, `changed()` is told when it begins
 * or stops to play or comes to another state. Without motion, states follow each other at once.
 */
export function player(story, { at, still, show, changed, signal }) {
  const last = story.states.length - 1;
  const own = { story, still, show, changed, last, at, t: 1, passed: 0, speed: 1, playing: false, stops: new Set() };
  signal.addEventListener("abort", () => stop(own));
  return {
    last,
    get at() {
      return own.at;
    },
    get playing() {
      return own.playing;
    },
    set speed(value) {
      own.speed = value;
    },
    set stops(states) {
      own.stops = new Set(states);
    },
    play: () => play(own),
    toggle: () => (own.playing ? pause(own) : play(own)),
    go: (i) => go(own, i),
  };
}

function go(own, i) {
  stop(own);
  enter(own, Math.max(0, Math.min(own.last, i)), 1);
}

function pause(own) {
  stop(own);
  own.changed();
}

function stop(own) {
  own.playing = false;
  cancelAnimationFrame(own.next);
}

// From where it paused; from a state that is drawn, with the one after it. The first centres are drawn again.
function play(own) {
  if (own.playing) return;
  own.playing = true;
  if (own.t < 1) own.changed();
  else if (own.at === 0 || own.at === own.last) begin(own, 0);
  else begin(own, own.at + 1);
  own.now = null;
  own.next = requestAnimationFrame((now) => tick(own, now));
}

const begin = (own, i) => enter(own, i, own.still ? 1 : 0);

function enter(own, i, t) {
  Object.assign(own, { at: i, t, passed: 0 });
  own.show(i, t);
  own.changed();
}

// Time is added up frame by frame, because the speed may change and a pause may come in between.
function tick(own, now) {
  own.passed += (now - (own.now ?? now)) * own.speed;
  own.now = now;
  const moving = own.still ? 0 : durationOf(own.story.states[own.at].frame, own.story.view.k);
  const t = moving > 0 ? Math.min(1, own.passed / moving) : 1;
  if (t !== own.t) own.show(own.at, (own.t = t));
  if (own.passed >= moving + Rest) goOn(own);
  if (own.playing) own.next = requestAnimationFrame((later) => tick(own, later));
}

// Plays on, or stops at the end and where the guide speaks.
function goOn(own) {
  if (own.at === own.last || own.stops.has(own.at)) pause(own);
  else begin(own, own.at + 1);
}

const durationOf = ({ phase }, k) => ({ seed: Math.min(MostDrawn, k * Drawn), assign: 0, move: Glide })[phase];
