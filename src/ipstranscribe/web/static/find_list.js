// The talk with its identifiers marked: each is a stretch of the text that can be chosen, with its kind and state as signs and words.

import { button, h } from "./dom.js";
import { clock } from "./times.js";
import { t } from "./words.js";

/** @typedef {import("./find_document.js").Find} Find */
/** @typedef {import("./find_document.js").FindDocument} FindDocument */

const PRIVATE = { translate: "no", spellcheck: "false" };

export class FindList {
  /** @param {FindDocument} doc @param {{choose: (find: Find) => void, play: (time: number) => void}} does */
  constructor(doc, does) {
    this.doc = doc;
    this.does = does;
    this.root = h("ol", { class: "turns finds", "aria-label": t("talkOf", { interview: doc.id }), on: { click: (/** @type {Event} */ event) => this.#clicked(event) } });
    /** @type {Map<string, HTMLElement>} */
    this.texts = new Map();
    /** What readers will see, where that is shown. @type {Map<string, any> | null} */
    this.shown = null;
    this.chosen = "";
  }

  /** Draw all turns. */
  fill() {
    this.root.replaceChildren(...this.doc.turns.map((turn) => this.#turn(turn)));
    this.draw();
  }

  /** Measure every turn, once it is on the page: what is not seen has no height else, and nothing below could be scrolled to. */
  measure() {
    const all = /** @type {HTMLElement[]} */ ([...this.root.children]);
    this.root.classList.add("measuring");
    const heights = all.map((item) => item.getBoundingClientRect().height);
    all.forEach((item, at) => (item.style.containIntrinsicBlockSize = `${heights[at]}px`));
    this.root.classList.remove("measuring");
  }

  /** Draw the finds of these turns anew, or of all. @param {string[]} [turns] */
  draw(turns = [...this.texts.keys()]) {
    for (const id of turns) {
      const element = this.texts.get(id);
      if (element) element.replaceChildren(...(this.shown ? this.#readers(id) : this.#marked(id)));
    }
    this.choose(this.chosen, { reveal: false, focus: false });
  }

  /** Show this find as the one to decide on. @param {string} key @param {{reveal?: boolean, focus?: boolean}} [how] */
  choose(key, { reveal = true, focus = true } = {}) {
    this.root.querySelector(".find[aria-current]")?.removeAttribute("aria-current");
    this.root.querySelector('.find[tabindex="0"]')?.setAttribute("tabindex", "-1");
    const found = /** @type {HTMLElement | null} */ (this.root.querySelector(`.find[data-key="${CSS.escape(key)}"]`));
    this.chosen = found ? key : "";
    const entry = found ?? this.root.querySelector(".find");
    entry?.setAttribute("tabindex", "0");
    if (!found) return;
    found.setAttribute("aria-current", "true");
    if (reveal) found.scrollIntoView({ block: "center", behavior: "instant" });
    if (focus) found.focus({ preventScroll: true });
  }

  /** The selected words of a turn; null where nothing is selected in one. @returns {{turn: string, from: number, to: number} | null} */
  selected() {
    const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
    if (!range || range.collapsed || this.shown) return null;
    for (const [turn, element] of this.texts) {
      if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) continue;
      const before = new Range();
      before.setStart(element, 0);
      before.setEnd(range.startContainer, range.startOffset);
      const from = before.toString().length;
      return { turn, from, to: from + range.toString().length };
    }
    return null;
  }

  /** @param {{id: string, speaker: string, start: number | null}} turn @returns {HTMLElement} */
  #turn({ id, speaker, start }) {
    const text = h("p", { class: "text", lang: this.doc.language, ...PRIVATE });
    this.texts.set(id, text);
    const time = start === null ? "" : button(clock(start), () => this.does.play(start), { class: "time", tabindex: "-1", "aria-label": t("playFrom", { time: clock(start) }) });
    return h("li", { class: "turn", data: { turn: id } }, h("div", { class: "who" }, h("span", { class: "speaker" }, speaker), time), text);
  }

  /** The text of a turn as it was said. @param {string} id @returns {(Node | string)[]} */
  #marked(id) {
    const text = this.doc.texts.get(id) ?? "";
    let at = 0;
    const parts = [];
    for (const find of this.doc.byTurn.get(id) ?? []) {
      parts.push(text.slice(at, find.from), this.#find(find));
      at = find.to;
    }
    return [...parts, text.slice(at)];
  }

  /** @param {Find} find @returns {HTMLElement} */
  #find(find) {
    return h("span", {
      class: `find ${find.state}${find.masked ? " masked" : ""}${find.gate ? " gate" : ""}`, role: "button", tabindex: "-1",
      "aria-label": [find.form, told(find)].join(", "), data: { key: find.key, sign: sign(find) },
    }, find.form);
  }

  /** The text of a turn as readers will see it. @param {string} id @returns {(Node | string)[]} */
  #readers(id) {
    const turn = this.shown?.get(id);
    const points = [...(turn?.text ?? "")];
    let at = 0;
    const parts = [];
    for (const [from, to] of turn?.replaced ?? []) {
      parts.push(points.slice(at, from).join(""), h("span", { class: "code" }, points.slice(from, to).join("")));
      at = to;
    }
    return [...parts, points.slice(at).join("")];
  }

  /** @param {Event} event */
  #clicked(event) {
    const key = /** @type {HTMLElement} */ (event.target).closest?.(".find")?.getAttribute("data-key");
    const find = key && getSelection()?.isCollapsed && this.doc.get(key);
    if (find) this.does.choose(find);
  }
}

/** Kind and state of a find in words. @param {Find} find @returns {string} */
export const told = (find) => [t(`category_${find.category}`), t(find.gate ? "find_gate" : `find_${find.state}`), find.masked && find.replacement].filter(Boolean).join(", ");

/** The same in short, as it stands at the find. @param {Find} find @returns {string} */
const sign = (find) => `${t(`category_${find.category}`)} ${find.gate ? "!" : { suggested: "?", automatic: find.decided ? "✓" : "", rejected: "✗" }[find.state]}`.trim();
