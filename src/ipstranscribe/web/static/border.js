// A border that is being set: it stands between two words, is moved with the arrows or the mouse, and set with Enter.

import { announce, h } from "./dom.js";
import { toUnits } from "./offsets.js";
import { t } from "./words.js";

/** @typedef {import("./unit_document.js").UnitDocument} UnitDocument */

const WORDS = 4; // words that are read aloud on either side

export class Border {
  /**
   * @param {UnitDocument} doc @param {string} turn @param {[number, number]} span where it can stand, in code points
   * @param {number} at where it stands first @param {{moved: (at: number) => void, set: (at: number) => void, left: () => void}} tell
   */
  constructor(doc, turn, span, at, tell) {
    this.text = doc.turn.get(turn)?.text ?? "";
    this.places = doc.borders(turn, ...span);
    this.tell = tell;
    this.number = this.places.reduce((best, place, n) => (Math.abs(place - at) < Math.abs(this.places[best] - at) ? n : best), 0);
  }

  get at() {
    return this.places[this.number];
  }

  /** Whether there is a place for it. */
  get possible() {
    return this.places.length > 0;
  }

  /** Move it by words. @param {number} by */
  move(by) {
    this.number = Math.max(0, Math.min(this.places.length - 1, this.number + by));
    this.tell.moved(this.at);
    this.say();
  }

  /** Move it to the next sentence. @param {number} direction 1 or -1 */
  sentence(direction) {
    const ends = (/** @type {number} */ n) => /[.!?…]["”»']?\s*$/u.test(this.text.slice(0, toUnits(this.text, this.places[n])));
    let n = this.number + direction;
    while (n > 0 && n < this.places.length - 1 && !ends(n)) n += direction;
    this.move(n - this.number);
  }

  /** Move it to a place in the turn. @param {number} at code points */
  to(at) {
    this.number = this.places.reduce((best, place, n) => (Math.abs(place - at) < Math.abs(this.places[best] - at) ? n : best), this.number);
    this.tell.moved(this.at);
  }

  say() {
    const cut = toUnits(this.text, this.at);
    const words = (/** @type {string} */ text) => text.trim().split(/\s+/u);
    announce(t("borderBetween", { before: words(this.text.slice(0, cut)).slice(-WORDS).join(" "), after: words(this.text.slice(cut)).slice(0, WORDS).join(" ") }));
  }

  /** What a key does while it is being set; true if it did something. @param {KeyboardEvent} event @returns {boolean} */
  key(event) {
    /** @type {Record<string, () => void>} */
    const does = {
      ArrowLeft: () => this.move(-1),
      ArrowRight: () => this.move(1),
      ArrowUp: () => this.sentence(-1),
      ArrowDown: () => this.sentence(1),
      Home: () => this.move(-this.places.length),
      End: () => this.move(this.places.length),
      Enter: () => this.tell.set(this.at),
      Escape: () => this.tell.left(),
    };
    does[event.key]?.();
    return event.key in does;
  }
}

/** The mark of a border in a text. @returns {HTMLElement} */
export const borderMark = () => h("span", { class: "border-mark", "aria-hidden": "true" }, "│");
