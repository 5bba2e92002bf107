import { h, replace } from "../kit/dom.js";

const Seen = "animation-guide";
const Words = {
  assign: "First half of a step: every customer went to the nearest centre. The rings mark who changed.",
  move: "Second half: every centre moved to the mean of its customers. The two halves repeat until nobody changes.",
  end: "Nobody changes any more, so the centres stay: these are the segments of this run.",
};

/** On a first visit, playing stops after the first halves and at the end, with a sentence each. */
export function guide(player, story, signal) {
  const element = h("div", { class: "guide", hidden: true });
  if (localStorage.getItem(Seen)) return { element, draw: () => {} };
  const end = story.states.length - 1;
  const stops = { 1: Words.assign, ...(end > 2 && { 2: Words.move }), [end]: Words.end };
  player.stops = Object.keys(stops).map(Number);
  const finish = () => {
    localStorage.setItem(Seen, "seen");
    player.stops = [];
    element.hidden = true;
  };
  let played = false;
  const draw = () => {
    played ||= player.playing;
    const text = played && !player.playing && stops[player.at];
    element.hidden = !text;
    const act = player.at === end ? finish : () => player.play();
    if (text)
      replace(
        element,
        h("p", {}, text),
        h("button", { type: "button", class: "button", onclick: act }, player.at === end ? "Understood" : "Go on"),
        player.at !== end && h("button", { type: "button", class: "button plain", onclick: finish }, "No more hints"),
      );
  };
  signal.addEventListener("abort", () => (element.hidden = true));
  return { element, draw };
}
