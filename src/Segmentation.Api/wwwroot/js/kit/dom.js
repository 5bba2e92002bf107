import { bare, pieces } from "./isolate.js";

const SvgNamespace = "http://www.w3.org/2000/svg";

/** An HTML element. Children are nodes, strings, numbers or nested arrays; null, undefined and false are left out. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element, as {@link h}. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS(SvgNamespace, tag), props, children);
}

/** Puts children in place of all that is in the element. */
export function replace(element, ...children) {
  element.replaceChildren(...isolated(present(children)));
  return element;
}

/** The same, where the new children have the same controls: the focus stays on the one that has it. */
export function refill(element, ...children) {
  const controls = () => [...element.querySelectorAll("button, input, select")];
  const i = controls().indexOf(document.activeElement);
  replace(element, children);
  controls()[i]?.focus();
  return element;
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  const nodes = present(children);
  element.append(...(element.localName === "option" ? nodes.map(alone) : isolated(nodes)));
  return element;
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

// Names of a file are marked in texts; in the page they stand in <bdi>.
function isolated(nodes) {
  return nodes.flatMap((node) => (typeof node === "string" ? pieces(node).map(pieceNode) : node));
}

// An option has no elements in it; a name that is all of its text needs no marks.
const alone = (text) => (typeof text === "string" && pieces(text).length === 1 ? bare(text) : text);

function pieceNode({ text, isolated: apart }) {
  return apart ? fill(document.createElement("bdi"), {}, [text]) : text;
}

// Styles go through the CSSOM: the content security policy has no room for style attributes.
function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "style") Object.entries(value).forEach(([key, each]) => element.style.setProperty(key, each));
  else element.setAttribute(name, value === true ? "" : value);
}
