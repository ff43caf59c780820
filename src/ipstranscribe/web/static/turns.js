// The turns on the screen: one element each, with bare text. What is far from the screen is not laid out (`content-visibility`), and
// has its exact height, so that going to a place is exact.

import { textOf } from "./caret.js";
import { h } from "./dom.js";
import { clock } from "./times.js";
import { t } from "./words.js";

/** @typedef {import("./document.js").Turn} Turn */

/** What browsers would send to spell checkers and translators stays here. */
const PRIVATE = { spellcheck: "false", autocomplete: "off", autocapitalize: "off", autocorrect: "off", translate: "no", writingsuggestions: "false", "data-gramm": "false" };

export class TurnList {
  /** @param {{language: string, readOnly: boolean, asks: string[]}} how `asks`: labels of interviewers */
  constructor(how) {
    this.how = how;
    this.root = h("ol", { class: "turns", "aria-label": t("transcript") });
    /** @type {Map<string, HTMLElement>} */
    this.items = new Map();
    this.current = "";
    this.width = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.later = undefined;
    this.resized = new ResizeObserver(([entry]) => this.#resized(entry.contentRect.width));
  }

  /** @param {Turn[]} turns */
  fill(turns) {
    const all = document.createDocumentFragment();
    for (const turn of turns) all.append(this.#made(turn));
    this.root.replaceChildren(all);
    if (turns.length) this.setCurrent(turns[0].id);
  }

  /** Lay out everything once, and keep the heights; to be called when the list is on the page. */
  shown() {
    this.measure();
    this.resized.observe(this.root);
  }

  /** Measure every turn for the width there is. */
  measure() {
    this.width = this.root.clientWidth;
    const all = [...this.items.values()];
    this.root.classList.add("measuring");
    const heights = all.map((item) => item.getBoundingClientRect().height);
    all.forEach((item, at) => (item.style.containIntrinsicBlockSize = `${heights[at]}px`));
    this.root.classList.remove("measuring");
  }

  /** Keep the height of a turn that was edited. @param {string} id */
  grown(id) {
    const item = this.items.get(id);
    if (item) item.style.containIntrinsicBlockSize = `${item.getBoundingClientRect().height}px`;
  }

  /** @param {string} id @returns {HTMLElement | undefined} the element of a turn's text */
  text(id) {
    return /** @type {HTMLElement | undefined} */ (this.items.get(id)?.lastElementChild ?? undefined);
  }

  /** @param {string} id @returns {Text | null} */
  textNode(id) {
    const element = this.text(id);
    const first = element?.firstChild;
    return first instanceof Text ? first : null;
  }

  /** The turn that something on the page belongs to. @param {EventTarget | Node | null} node @returns {string} its id, or nothing */
  idOf(node) {
    const element = node instanceof Element ? node : node instanceof Node ? node.parentElement : null;
    return /** @type {HTMLElement | null} */ (element?.closest("li.turn"))?.dataset.turn ?? "";
  }

  /** The turn that Tab goes to. @param {string} id */
  setCurrent(id) {
    if (id === this.current || !this.items.has(id)) return;
    this.#tabs(this.current, -1);
    this.#tabs(id, 0);
    this.current = id;
  }

  /** @param {{gone: string[], placed: Turn[], after: string}} change @returns {HTMLElement[]} elements that are new */
  apply({ gone, placed, after }) {
    const made = [];
    for (const id of gone) {
      this.items.get(id)?.remove();
      this.items.delete(id);
    }
    let before = after ? this.items.get(after) : undefined;
    for (const turn of placed) {
      const there = this.items.get(turn.id);
      if (there) this.#update(there, turn);
      const item = there ?? this.#made(turn);
      if (!there) made.push(item);
      const next = before ? before.nextElementSibling : this.root.firstElementChild;
      if (next !== item) this.root.insertBefore(item, next);
      before = item;
    }
    if (!this.items.has(this.current)) this.setCurrent(placed[0]?.id ?? after ?? this.root.firstElementChild?.getAttribute("data-turn") ?? "");
    for (const turn of placed) this.grown(turn.id);
    return made;
  }

  /** Show a turn in the middle of the screen. @param {string} id */
  reveal(id) {
    this.items.get(id)?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  close() {
    this.resized.disconnect();
  }

  /** @param {Turn} turn @returns {HTMLElement} */
  #made(turn) {
    const { readOnly, language } = this.how;
    const says = { role: "textbox", "aria-multiline": "true", "aria-readonly": readOnly ? "true" : null };
    const text = h("div", { class: "text", tabindex: "-1", lang: language, ...says, ...PRIVATE }, turn.text);
    if (!readOnly) editable(text);
    const item = h(
      "li",
      { class: "turn", data: { turn: turn.id } },
      h("div", { class: "who" }, h("button", { type: "button", class: "speaker", tabindex: "-1" }), h("button", { type: "button", class: "time", tabindex: "-1" })),
      text,
    );
    this.items.set(turn.id, item);
    this.#label(item, turn);
    return item;
  }

  /** @param {HTMLElement} item @param {Turn} turn */
  #update(item, turn) {
    const element = /** @type {HTMLElement} */ (item.lastElementChild);
    if (element.textContent !== turn.text) textOf(element).data = turn.text;
    this.#label(item, turn);
  }

  /** @param {HTMLElement} item @param {Turn} turn */
  #label(item, turn) {
    const [speaker, time] = /** @type {HTMLCollectionOf<HTMLButtonElement>} */ (/** @type {Element} */ (item.firstElementChild).children);
    const at = clock(turn.start);
    speaker.textContent = turn.speaker;
    speaker.setAttribute("aria-label", t("speakerOfTurn", { speaker: turn.speaker, time: at }));
    speaker.disabled = this.how.readOnly;
    item.classList.toggle("asks", this.how.asks.includes(turn.speaker));
    time.textContent = turn.start === null ? "" : at;
    time.hidden = turn.start === null;
    time.setAttribute("aria-label", t("playFrom", { time: at }));
    item.lastElementChild?.setAttribute("aria-label", t("turnOf", { speaker: turn.speaker, time: at }));
  }

  /** @param {string} id @param {number} index */
  #tabs(id, index) {
    const item = this.items.get(id);
    for (const element of item?.querySelectorAll("button, .text") ?? []) element.setAttribute("tabindex", String(index));
    item?.classList.toggle("current", index === 0);
  }

  /** @param {number} width */
  #resized(width) {
    if (Math.round(width) === Math.round(this.width)) return;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.measure(), 150);
  }
}

/** Bare text that can be typed into; where a browser knows no such thing, the editor keeps the rest out. @param {HTMLElement} element */
function editable(element) {
  try {
    element.contentEditable = "plaintext-only";
  } catch {
    element.contentEditable = "true";
  }
}
