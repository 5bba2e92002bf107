import { h, replace } from "../kit/dom.js";

const Seen = "animation-guide";
const Words = {
  assign: "First half of a step: every customer went to the nearest centre.",
  move: "Second half: every centre moved to the mean of its customers. The two halves repeat until nobody changes.",
  settled: "Nobody changes any more, so the centres stay: this start ends here.",
  stopped: "This start ends here, after as many steps as the settings allow.",
};

/**
 * On a first visit, playing stops after the first halves and at the end, with a sentence each. `after()` is called
 * when one of its buttons was pressed and is gone.
 */
export function guide(player, { settled }, after) {
  const words = h("p", { role: "status" });
  const buttons = h("div", { class: "actions" });
  const element = h("div", { class: "steps-guide", hidden: true }, words, buttons);
  if (localStorage.getItem(Seen)) return { element, draw: () => {} };
  const stops = { 1: Words.assign, 2: Words.move, [player.last]: settled ? Words.settled : Words.stopped };
  player.stops = Object.keys(stops).map(Number);
  let [played, done] = [false, false];
  const finish = () => {
    localStorage.setItem(Seen, "seen");
    player.stops = [];
    done = true;
    draw();
  };
  const button = (text, act, look = "button") => {
    const onclick = () => {
      act();
      after();
    };
    return h("button", { type: "button", class: look, onclick }, text);
  };
  const draw = () => {
    played ||= player.playing;
    const text = played && !done && !player.playing && stops[player.at];
    element.hidden = !text;
    replace(words, text || "");
    if (player.at === player.last) replace(buttons, button("Understood", finish));
    else replace(buttons, button("Go on", player.play), button("No more hints", finish, "button plain"));
  };
  return { element, draw };
}
