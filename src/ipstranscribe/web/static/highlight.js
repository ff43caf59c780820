// Marks over bare text, without elements of their own: the word that is heard, and near the screen doubtful words and places to
// listen to. The cost follows what is painted, so what is far away has none.

import { DOUBTFUL } from "./times.js";

/** @typedef {import("./document.js").Turn} Turn */
/** @typedef {import("./document.js").Concern} Concern */

const NAMES = ["doubtful", "place", "here", "heard"]; // later ones are painted over earlier ones

export class Highlights {
  /**
   * @param {HTMLElement} root
   * @param {{turn: (id: string) => Turn | undefined, text: (id: string) => Text | null, places: (id: string) => Concern[]}} page
   */
  constructor(root, page) {
    this.page = page;
    /** @type {Record<string, Highlight>} */
    this.marks = {};
    NAMES.forEach((name, order) => {
      const mark = new Highlight();
      mark.priority = order;
      CSS.highlights.set(name, mark);
      this.marks[name] = mark;
    });
    /** Ranges by turn near the screen. @type {Map<string, [string, Range][]>} */
    this.near = new Map();
    this.watcher = new IntersectionObserver((seen) => this.#seen(seen), { root, rootMargin: "100% 0px" });
    /** @type {Range | null} */
    this.heard = null;
  }

  /** @param {Element} element of a turn, with its id in the data set */
  watch(element) {
    this.watcher.observe(element);
  }

  /** @param {Element} element */
  forget(element) {
    this.watcher.unobserve(element);
    this.#clear(/** @type {HTMLElement} */ (element).dataset.turn ?? "");
  }

  /** Light a stretch of a turn as heard; null puts it out. @param {{id: string, from: number, to: number} | null} at @returns {Range | null} */
  light(at) {
    this.marks.heard.clear();
    this.heard = at && rangeOf(this.page.text(at.id), at.from, at.to);
    if (this.heard) this.marks.heard.add(this.heard);
    return this.heard;
  }

  /** Mark the place that somebody is at. @param {Concern | null} place */
  mark(place) {
    this.marks.here.clear();
    const turn = place?.turn ? this.page.turn(place.turn) : undefined;
    const span = place && turn && spanOf(turn, place);
    const range = span && turn && rangeOf(this.page.text(turn.id), ...span);
    if (range) this.marks.here.add(range);
  }

  /** Draw a turn's marks anew: its words have changed. @param {string} id */
  redraw(id) {
    if (!this.near.has(id)) return;
    this.#clear(id);
    this.#draw(id);
  }

  redrawAll() {
    for (const id of [...this.near.keys()]) this.redraw(id);
  }

  close() {
    this.watcher.disconnect();
    for (const name of NAMES) CSS.highlights.delete(name);
  }

  /** @param {IntersectionObserverEntry[]} seen */
  #seen(seen) {
    for (const { target, isIntersecting } of seen) {
      const id = /** @type {HTMLElement} */ (target).dataset.turn ?? "";
      this.#clear(id);
      if (isIntersecting) this.#draw(id);
    }
  }

  /** @param {string} id */
  #clear(id) {
    for (const [name, range] of this.near.get(id) ?? []) this.marks[name].delete(range);
    this.near.delete(id);
  }

  /** @param {string} id */
  #draw(id) {
    const turn = this.page.turn(id);
    const text = this.page.text(id);
    if (!turn) return;
    /** @type {[string, Range][]} */
    const drawn = [];
    const add = (/** @type {string} */ name, /** @type {number} */ from, /** @type {number} */ to) => {
      const range = rangeOf(text, from, to);
      if (!range) return;
      this.marks[name].add(range);
      drawn.push([name, range]);
    };
    for (const { from, to, probability } of turn.words) if (probability !== null && probability < DOUBTFUL) add("doubtful", from, to);
    for (const place of this.page.places(id)) {
      const span = spanOf(turn, place);
      if (span) add("place", ...span);
    }
    this.near.set(id, drawn);
  }
}

/** The stretch of a turn that a place to listen to is about. @param {Turn} turn @param {Concern} place @returns {[number, number] | null} */
export function spanOf(turn, place) {
  const words = turn.words.filter((word) => word.end > place.start && word.start < place.end);
  return words.length ? [Math.min(...words.map((word) => word.from)), Math.max(...words.map((word) => word.to))] : null;
}

/** @param {Text | null} text @param {number} from @param {number} to @returns {Range | null} */
function rangeOf(text, from, to) {
  if (!text || to > text.length || from >= to) return null;
  const range = new Range();
  range.setStart(text, from);
  range.setEnd(text, to);
  return range;
}
