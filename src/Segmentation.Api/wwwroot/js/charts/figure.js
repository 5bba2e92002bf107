import { h, replace } from "../kit/dom.js";
import { icon } from "../kit/icons.js";
import { table as tableOf } from "../kit/table.js";

/**
 * The frame of every chart: its title, what it shows in words, the picture, and the same numbers as a table.
 * `summary()` gives the words and `table()` the columns and rows. `picture` is a renderer: it has an `element`,
 * `draw(label)`, and `image()` if it can be saved: the address of a PNG. `plot` of echarts.js makes one.
 * `actions`, `controls` and `legend` are elements of the chart's own: beside the title, above and below the picture.
 * The figure has `draw()`, for when the data changed, and `showPicture()`.
 */
export function figure({ title, heading = "h3", summary, table, picture, actions, controls, legend }) {
  const text = h("p", { class: "summary" });
  const rows = h("div", { hidden: true });
  const tableButton = button(() => show(rows.hidden));
  const fill = () => !rows.hidden && replace(rows, tableOf({ caption: title, ...table() }));
  const show = (asTable) => {
    rows.hidden = !asTable;
    picture.element.hidden = asTable;
    fill();
    tableButton.setAttribute("aria-expanded", asTable);
    replace(tableButton, icon(asTable ? "chart" : "table"), `Show as ${asTable ? "chart" : "table"}`, of(title));
  };
  const draw = () => {
    text.textContent = summary();
    picture.draw(`${title}. ${summary()}`);
    fill();
  };
  const save = picture.image && saveButton(picture, title);
  const buttons = h("div", { class: "actions" }, actions, tableButton, save);
  const head = h("div", { class: "chart-head" }, h(heading, {}, title), buttons);
  show(false);
  draw();
  const element = h("figure", { class: "chart" }, head, text, controls, picture.element, rows, legend);
  return Object.assign(element, { draw, showPicture: () => show(false) });
}

function saveButton(picture, title) {
  const save = button(() => {
    const href = !picture.element.hidden && picture.image();
    if (href) h("a", { href, download: `${title}.png` }).click();
  });
  return replace(save, icon("download"), "Picture", of(title));
}

const button = (onclick) => h("button", { type: "button", class: "button plain small", onclick });

// For screen readers, which read buttons without the chart around them.
const of = (title) => h("span", { class: "unseen" }, `: ${title}`);
