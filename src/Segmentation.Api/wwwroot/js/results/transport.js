import { shortWords } from "../charts/story.js";
import { h, replace } from "../kit/dom.js";
import { select } from "../kit/fields.js";
import { icon } from "../kit/icons.js";

const Speeds = { 0.5: "½ ×", 1: "1 ×", 2: "2 ×", 4: "4 ×" };
const SpeedKeys = { 1: 0.5, 2: 1, 3: 2, 4: 4 };
const MostMarks = 14;

/**
 * First, back, play, forward, last, a slider, and the speed; with keys for all of them on the whole page.
 * `draw()` follows the player, `focus()` goes to the button that plays.
 */
export function transport(story, player, signal) {
  const acts = actsOf(player);
  const play = button("Play", acts.Play);
  const slider = h("input", {
    type: "range",
    min: 0,
    max: player.last,
    step: 1,
    value: player.at,
    "aria-label": "Step",
    oninput: (event) => player.go(Number(event.target.value)),
  });
  const setSpeed = (value) => (player.speed = Number((speed.value = value)));
  const speed = select({ "aria-label": "Speed", onchange: () => setSpeed(speed.value) }, Speeds, "1");
  const element = h(
    "div",
    { class: "transport", role: "group", "aria-label": "Steps" },
    ["First", "Back"].map((name) => button(name, acts[name])),
    play,
    ["Forward", "Last"].map((name) => button(name, acts[name])),
    h("div", { class: "along" }, slider, marks(story)),
    speed,
  );
  const draw = () => {
    slider.value = player.at;
    slider.setAttribute("aria-valuetext", shortWords(story, player.at));
    face(play, player.playing ? "Pause" : "Play");
  };
  draw();
  listenToKeys(acts, setSpeed, signal);
  return { element, draw, focus: () => play.focus() };
}

const actsOf = (player) => ({
  First: () => player.go(0),
  Back: () => player.go(player.at - 1),
  Play: () => player.toggle(),
  Forward: () => player.go(player.at + 1),
  Last: () => player.go(player.last),
});

const Keys = { Home: "First", ArrowLeft: "Back", " ": "Play", ArrowRight: "Forward", End: "Last" };
const KeyNames = { First: "Home", Back: "←", Play: "Space", Pause: "Space", Forward: "→", Last: "End" };

// Not where a control takes the key itself: a slider has arrows of its own, a button is pressed with Space.
function listenToKeys(acts, setSpeed, signal) {
  const listen = (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("select, textarea, dialog, .scroll, input:not([type=range])")) return;
    if (key === " " ? target.closest("button, a, summary") : key in Keys && target.closest("input")) return;
    if (!(key in Keys) && !(key in SpeedKeys)) return;
    event.preventDefault();
    if (key in Keys) acts[Keys[key]]();
    else setSpeed(SpeedKeys[key]);
  };
  document.addEventListener("keydown", listen, { signal });
}

// Numbers of the steps under the slider, as many as there is room for, always with the last one.
function marks({ states }) {
  const end = Math.max(1, states.length - 1);
  const mark = ({ i, frame }) => {
    const text = frame.phase === "seed" ? "start" : String(frame.iteration);
    return h("span", { style: { left: `${(100 * i) / end}%` } }, text);
  };
  const [start, ...steps] = states.filter(({ frame }) => frame.phase !== "move");
  const every = Math.ceil(steps.length / MostMarks);
  const shown = steps.filter((_, i) => i >= every - 1 && (steps.length - 1 - i) % every === 0);
  return h("div", { class: "marks small quiet", "aria-hidden": "true" }, [start, ...shown].map(mark));
}

const button = (name, onclick) => face(h("button", { type: "button", class: "button plain", onclick }), name);

function face(element, name) {
  element.title = `${name} (${KeyNames[name]})`;
  return replace(element, icon(name.toLowerCase()), h("span", { class: "unseen" }, name));
}
