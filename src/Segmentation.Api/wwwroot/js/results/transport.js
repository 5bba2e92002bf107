import { shortWords } from "../charts/story.js";
import { h, replace } from "../kit/dom.js";
import { select } from "../kit/fields.js";
import { icon } from "../kit/icons.js";

const Speeds = { 0.5: "½ ×", 1: "1 ×", 2: "2 ×", 4: "4 ×" };
const Keys = { 1: 0.5, 2: 1, 3: 2, 4: 4 };

/** First, back, play, forward, last, a slider, and the speed. `draw()` follows the player. */
export function transport(story, player) {
  const last = story.states.length - 1;
  const play = button("play", "Play", () => (player.playing ? player.pause() : player.play()));
  const slider = h("input", {
    type: "range",
    min: 0,
    max: last,
    step: 1,
    value: player.at,
    "aria-label": "Step",
    oninput: (event) => player.go(Number(event.target.value)),
  });
  const speed = select(
    { id: "speed", "aria-label": "Speed", onchange: () => (player.speed = Number(speed.value)) },
    Speeds,
    "1",
  );
  const element = h(
    "div",
    { class: "transport", role: "group", "aria-label": "Steps" },
    button("first", "First", () => player.go(0)),
    button("back", "Back", () => player.go(player.at - 1)),
    play,
    button("forward", "Forward", () => player.go(player.at + 1)),
    button("last", "Last", () => player.go(last)),
    h("div", { class: "along" }, slider, marks(story)),
    speed,
  );
  const draw = () => {
    slider.value = player.at;
    slider.setAttribute("aria-valuetext", shortWords(story, player.at));
    face(play, player.playing ? "pause" : "play", player.playing ? "Pause" : "Play");
  };
  const setSpeed = (value) => {
    speed.value = String(value);
    player.speed = value;
  };
  draw();
  return { element, draw, setSpeed };
}

/** Space plays and pauses, arrows step, Home and End jump, 1 to 4 set the speed; not where a control takes them. */
export function listenToKeys(player, story, { setSpeed, signal }) {
  const acts = {
    " ": () => (player.playing ? player.pause() : player.play()),
    ArrowLeft: () => player.go(player.at - 1),
    ArrowRight: () => player.go(player.at + 1),
    Home: () => player.go(0),
    End: () => player.go(story.states.length - 1),
  };
  const listen = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("select, input, textarea, dialog, .scroll")) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return;
    const act = acts[event.key] ?? (Keys[event.key] && (() => setSpeed(Keys[event.key])));
    if (!act) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", listen, { signal });
}

// Numbers of the steps under the slider, as many as there is room for.
function marks({ states }) {
  const last = Math.max(1, states.length - 1);
  const every = Math.ceil(states.length / 24);
  const mark = ({ i, frame }) => {
    const text = frame.phase === "seed" ? "start" : String(frame.iteration);
    return h("span", { style: { left: `${(100 * i) / last}%` } }, text);
  };
  const shown = states.filter(({ frame }) => frame.phase !== "move").filter((_, i) => i % every === 0);
  return h("div", { class: "marks small quiet", "aria-hidden": "true" }, shown.map(mark));
}

function button(name, text, onclick) {
  return face(h("button", { type: "button", class: "button plain", onclick }), name, text);
}

const face = (element, name, text) => replace(element, icon(name), h("span", { class: "unseen" }, text));
