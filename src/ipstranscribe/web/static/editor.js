// Typing: the browser changes the text, and what has changed is read off it. Everything else that a browser does in an editable text
// (its own undo, formats, new paragraphs, pasted markup) is kept out or done here.

import { caretBox, offsetAt, select, selection, textOf } from "./caret.js";
import { difference, spliced } from "./offsets.js";

/** @typedef {import("./offsets.js").Splice} Splice */
/** @typedef {{text: (id: string) => string, spliced: (id: string, splice: Splice) => void, undo: () => void, redo: () => void, busy: () => boolean, frozen: () => boolean, next: (id: string, by: number) => string}} Page */

const LINE_END = /[\r\n\u2028\u2029]/;

/** A turn is one line. @param {string} text @returns {string} */
const onOneLine = (text) => (LINE_END.test(text) ? text.replace(/[ \t]*[\r\n\u2028\u2029]+\s*/g, " ") : text);

export class Editor {
  /** @param {import("./turns.js").TurnList} list @param {Page} page */
  constructor(list, page) {
    this.list = list;
    this.page = page;
    this.composing = false;
    /** What was typed while a command was on its way, and commands that wait for it. @type {(string | (() => void))[]} */
    this.held = [];
    const listen = (/** @type {string} */ name, /** @type {(event: any) => void} */ does) => list.root.addEventListener(name, does);
    listen("beforeinput", (event) => this.#before(event));
    listen("input", (event) => this.#changed(event.target));
    listen("compositionstart", () => (this.composing = true));
    listen("compositionend", (event) => {
      this.composing = false;
      this.#changed(event.target);
      for (const resolve of this.after.splice(0)) resolve();
    });
    listen("focusin", (event) => list.setCurrent(list.idOf(event.target)));
    listen("keydown", (event) => this.#walk(event));
    for (const name of ["dragstart", "drop"]) listen(name, (event) => event.preventDefault());
    /** @type {(() => void)[]} */
    this.after = [];
  }

  /** Wait until nothing is being composed: its text node must stay what it is. @returns {Promise<void>} */
  async calm() {
    if (this.composing) await new Promise((resolve) => this.after.push(() => resolve(undefined)));
  }

  /** The turn with the cursor, and what is selected in it. @returns {{id: string, from: number, to: number} | null} */
  where() {
    const id = this.list.idOf(getSelection()?.anchorNode ?? null);
    const element = id && this.list.text(id);
    const selected = element && selection(element);
    return selected ? { id, from: Math.min(...selected), to: Math.max(...selected) } : null;
  }

  /** Put the cursor into a turn. @param {string} id @param {number} from @param {number} [to] */
  put(id, from, to = from) {
    const element = this.list.text(id);
    if (!element) return;
    this.list.setCurrent(id);
    element.focus({ preventScroll: true });
    select(element, from, to);
    const { top, bottom } = caretBox(element);
    const seen = /** @type {HTMLElement} */ (this.list.root.parentElement).getBoundingClientRect();
    if (top < seen.top || bottom > seen.bottom) element.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /** Change a text from here, where the cursor goes behind what is new. @param {string} id @param {Splice} splice */
  change(id, splice) {
    const element = this.list.text(id);
    if (!element) return;
    textOf(element).replaceData(splice.from, splice.to - splice.from, splice.text);
    select(element, splice.from + splice.text.length);
    this.page.spliced(id, splice);
  }

  /** Do a command after what is held back already. @param {() => Promise<any>} command @returns {Promise<any>} */
  hold(command) {
    return new Promise((resolve) => this.held.push(() => command().then(resolve)));
  }

  /** Type what was held back while a command was on its way, up to the next command; that releases the rest when it is done. */
  release() {
    const next = this.held.findIndex((one) => typeof one !== "string");
    const typed = this.held.splice(0, next < 0 ? Infinity : next).join("");
    if (typed) this.#insert(typed);
    const command = this.held.shift();
    if (typeof command === "function") command();
  }

  /** @param {InputEvent} event */
  #before(event) {
    const { inputType } = event;
    if (inputType === "historyUndo" || inputType === "historyRedo") {
      event.preventDefault();
      if (inputType === "historyUndo") this.page.undo();
      else this.page.redo();
    } else if (/^(format|insertParagraph|insertLineBreak|insertOrdered|insertUnordered|insertHorizontal|insertFromDrop|deleteByDrag)/.test(inputType)) event.preventDefault();
    else if (this.page.frozen()) event.preventDefault();
    else if (this.page.busy() && event.cancelable) {
      event.preventDefault();
      if (inputType === "insertText" && event.data) this.held.push(event.data);
    } else if (/^insertFrom(Paste|Yank)/.test(inputType) || (inputType === "insertText" && LINE_END.test(event.data ?? ""))) {
      event.preventDefault();
      this.#insert(event.data ?? event.dataTransfer?.getData("text/plain") ?? "");
    }
  }

  /** Put a text in at the cursor, on one line. @param {string} text */
  #insert(text) {
    const at = this.where();
    if (at) this.change(at.id, composed(this.page.text(at.id), { from: at.from, to: at.to, text: onOneLine(text) }));
  }

  /** Read off what has changed in a turn. @param {HTMLElement} element */
  #changed(element) {
    const id = this.list.idOf(element);
    if (!id || this.composing || !element.classList.contains("text")) return;
    const node = textOf(element);
    const before = this.page.text(id);
    const splice = difference(before, node.data, selection(element)?.[0] ?? node.data.length);
    if (!splice) return;
    const whole = composed(before, splice);
    const after = spliced(before, whole);
    if (after !== node.data) {
      node.data = after; // letters in their composed form
      select(element, whole.from + whole.text.length);
    }
    this.page.spliced(id, whole);
  }

  /** Arrow keys at the edge of a turn go on in the next one. @param {KeyboardEvent} event */
  #walk(event) {
    const element = /** @type {HTMLElement} */ (event.target);
    if (event.shiftKey || event.altKey || event.isComposing || !element.classList.contains("text")) return;
    const id = this.list.idOf(element);
    const far = event.ctrlKey || event.metaKey;
    if (far && (event.key === "Home" || event.key === "End")) this.#goTo(event, this.page.next(id, event.key === "Home" ? -Infinity : Infinity), event.key === "Home" ? 0 : Infinity);
    else if (!far && event.key === "ArrowDown" && this.#atEdge(element, 1)) this.#down(event, id, 1);
    else if (!far && event.key === "ArrowUp" && this.#atEdge(element, -1)) this.#down(event, id, -1);
    else if (!far && event.key === "ArrowRight" && selection(element)?.[1] === this.page.text(id).length) this.#goTo(event, this.page.next(id, 1), 0);
    else if (!far && event.key === "ArrowLeft" && selection(element)?.[1] === 0) this.#goTo(event, this.page.next(id, -1), Infinity);
  }

  /** Whether the cursor is on the last line (`way` 1) or the first (-1). @param {HTMLElement} element @param {number} way */
  #atEdge(element, way) {
    const text = element.getBoundingClientRect();
    const caret = caretBox(element);
    return way > 0 ? caret.bottom > text.bottom - caret.height : caret.top < text.top + caret.height;
  }

  /** @param {Event} event @param {string} id @param {number} at */
  #goTo(event, id, at) {
    if (!id) return;
    event.preventDefault();
    this.put(id, Math.min(at, this.page.text(id).length));
  }

  /** @param {KeyboardEvent} event @param {string} id @param {number} way */
  #down(event, id, way) {
    const { left } = caretBox(/** @type {HTMLElement} */ (event.target));
    const next = this.page.next(id, way);
    if (!next) return;
    this.#goTo(event, next, way > 0 ? 0 : Infinity);
    const element = /** @type {HTMLElement} */ (this.list.text(next));
    const caret = caretBox(element);
    const there = offsetAt(element, left, (caret.top + caret.bottom) / 2);
    if (there !== null) select(element, there);
  }
}

/** The splice that leaves the text in Unicode form NFC, as the program keeps it; wider where letters join. @param {string} before @param {Splice} splice @returns {Splice} */
export function composed(before, splice) {
  const after = spliced(before, splice);
  const whole = after.normalize("NFC");
  if (whole === after) return splice;
  return difference(before, whole, splice.from + splice.text.normalize("NFC").length) ?? { from: splice.from, to: splice.from, text: "" };
}
