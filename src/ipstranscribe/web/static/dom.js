// Elements made by script. Text goes in as text only: nothing here, or in any other module, reads markup from a string.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * A new element. Attributes that are null or false are left out; `on` holds listeners by event name, `data` goes to the data set.
 * @param {string} tag
 * @param {{on?: Record<string, (event: any) => void>, data?: Record<string, string>, [name: string]: any}} [attributes]
 * @param {...Child} children
 * @returns {any} the element; typed loosely, since callers know what they asked for
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  const { on = {}, data = {}, ...plain } = attributes;
  for (const [name, value] of Object.entries(plain)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  Object.assign(element.dataset, data);
  element.append(...shown(children));
  return element;
}

/** @param {Child[]} children @returns {(Node | string)[]} */
const shown = (children) =>
  /** @type {(Node | string)[]} */ (children.filter((one) => one || one === 0).map((one) => (one instanceof Node ? one : String(one))));

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** A button with a text. @param {string} text @param {() => void} does @param {Record<string, any>} [attributes] @returns {HTMLButtonElement} */
export const button = (text, does, attributes = {}) => h("button", { type: "button", on: { click: does }, ...attributes }, text);

/** Say something to everybody: shown for a while, and read aloud when there is time. @param {string} text */
export function announce(text) {
  const place = byId("status");
  place.textContent = text;
  place.classList.toggle("shown", Boolean(text));
  clearTimeout(leaving);
  leaving = setTimeout(() => place.classList.remove("shown"), 5000);
}
/** @type {ReturnType<typeof setTimeout> | undefined} */
let leaving;

/** Say something that cannot wait; it stays until it is taken back by an empty text. @param {string} text */
export function warn(text) {
  const place = byId("alert");
  if (place.textContent !== text) place.textContent = text;
  place.classList.toggle("shown", Boolean(text));
}
