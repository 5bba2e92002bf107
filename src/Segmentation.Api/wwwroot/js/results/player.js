const Rest = 900; // ms in a state before the next one begins
const Glide = 650; // ms of a move
const Drawn = 320; // ms for each of the first centres
const MostDrawn = 3_000;

/**
 * Moves through the states of a story. `show(i, t)` draws state `i` as far as `t`, `changed()` is told when it begins
 * or stops to play or comes to another state. Without motion, states follow each other at once.
 */
export function player(story, { at, still, show, changed, signal }) {
  const own = { story, still, show, changed, at, t: 1, speed: 1, playing: false, stops: new Set(), begun: 0 };
  signal.addEventListener("abort", () => (own.playing = false));
  return {
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
    pause: () => pause(own),
    go: (i) => go(own, i),
  };
}

function go(own, i) {
  own.playing = false;
  own.at = Math.max(0, Math.min(own.story.states.length - 1, i));
  own.t = 1;
  own.show(own.at, 1);
  own.changed();
}

function pause(own) {
  own.playing = false;
  own.changed();
}

function play(own) {
  if (own.playing) return;
  const atEnd = own.at >= own.story.states.length - 1;
  own.playing = true;
  enter(own, atEnd ? 0 : own.at + (own.at === 0 && !own.seen ? 0 : 1));
  own.seen = true;
  requestAnimationFrame((now) => tick(own, now));
}

function enter(own, i) {
  [own.at, own.t, own.begun] = [i, own.still ? 1 : 0, null];
  own.show(own.at, own.t);
  own.changed();
}

function tick(own, now) {
  if (!own.playing) return;
  own.begun ??= now;
  const passed = (now - own.begun) * own.speed;
  const { phase } = own.story.states[own.at].frame;
  const moving = own.still ? 0 : durationOf(phase, own.story.view.k);
  const t = moving > 0 ? Math.min(1, passed / moving) : 1;
  if (t !== own.t || t < 1) own.show(own.at, (own.t = t));
  if (passed >= moving + Rest && !next(own)) return;
  requestAnimationFrame((later) => tick(own, later));
}

// Plays on, or stops at the end and where the guide speaks.
function next(own) {
  const isEnd = own.at >= own.story.states.length - 1;
  if (isEnd || own.stops.has(own.at)) {
    pause(own);
    return false;
  }
  enter(own, own.at + 1);
  return true;
}

const durationOf = (phase, k) => ({ seed: Math.min(MostDrawn, k * Drawn), assign: 0, move: Glide })[phase];
