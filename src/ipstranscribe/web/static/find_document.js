// The identifiers of an interview as the page holds them: turns, finds by turn, and which one to decide on next. It knows nothing of the screen.

import { toPoints, toUnits } from "./offsets.js";

/** @typedef {"place" | "interview" | "everywhere"} Scope */
/** @typedef {{verdict: string, scope: string, replacement: string, by: string, when: string}} Decided */
/**
 * A find: `from` and `to` count the units of JavaScript in its turn's text. `masked` says that a code stands for it.
 * @typedef {{key: string, turn: string, from: number, to: number, form: string, category: string, entity: string, replacement: string,
 *   state: "suggested" | "automatic" | "rejected", masked: boolean, decided: Decided | null, places: number, interviews: number,
 *   risk: number, gate: boolean, sound: [number, number] | null}} Find
 */
/** @typedef {{id: string, replacement: string, category: string, forms: string[], scope: string}} Entity */

export class FindDocument {
  /** @param {any} told the document of the program */
  constructor(told) {
    this.id = /** @type {string} */ (told.interview);
    this.language = /** @type {string} */ (told.language);
    this.stale = Boolean(told.stale);
    this.code = /** @type {string} */ (told.code);
    this.turns = /** @type {{id: string, speaker: string, text: string, start: number | null}[]} */ (told.turns);
    this.texts = new Map(this.turns.map((turn) => [turn.id, turn.text]));
    this.entities = /** @type {Entity[]} */ (told.entities);
    this.approval = /** @type {{state: string, by: string, when: string}} */ (told.approval);
    /** @type {Map<string, Find[]>} */
    this.byTurn = new Map(this.turns.map((turn) => [turn.id, []]));
    this.pending = 0;
    /** @type {{interview: string, pending: number}[]} */
    this.elsewhere = [];
    this.toApply = this.canUndo = this.canRedo = false;
    this.take({ ...told, turns: this.turns.map((turn) => turn.id) });
  }

  /** Take over what a decision changed: the finds of these turns are others now. @param {any} told */
  take(told) {
    for (const id of told.turns) this.byTurn.set(id, []);
    for (const one of told.finds) {
      const text = this.texts.get(one.turn) ?? "";
      this.byTurn.get(one.turn)?.push({ ...one, from: toUnits(text, one.start), to: toUnits(text, one.end) });
    }
    this.pending = told.pending;
    this.elsewhere = told.elsewhere;
    this.toApply = told.to_apply;
    this.canUndo = told.can_undo;
    this.canRedo = told.can_redo;
  }

  /** All finds in the order of the talk. @returns {Find[]} */
  get finds() {
    return this.turns.flatMap((turn) => this.byTurn.get(turn.id) ?? []);
  }

  /** @param {string} key @returns {Find | null} */
  get(key) {
    return this.byTurn.get(key.replace(/:\d+:\d+$/, ""))?.find((one) => one.key === key) ?? null;
  }

  /** The undecided finds, what could do most harm first; those alike in the order of the talk. @returns {Find[]} */
  queue() {
    return this.finds.map((find, at) => ({ find, at })).filter(({ find }) => find.state === "suggested").sort((a, b) => a.find.risk - b.find.risk || a.at - b.at).map(({ find }) => find);
  }

  /** The undecided find after this one in the queue, or before it; the first where this one is in it no more. @param {Find | null} now @param {number} way @returns {Find | null} */
  next(now, way) {
    const queue = this.queue();
    const at = queue.findIndex((one) => one.key === now?.key);
    if (at >= 0) return queue[(at + way + queue.length) % queue.length];
    return (now && way > 0 && queue.find((one) => one.risk >= now.risk)) || queue[way > 0 ? 0 : queue.length - 1] || null;
  }

  /** The find after this one in the talk, or before it. @param {Find | null} now @param {number} way @returns {Find | null} */
  beside(now, way) {
    const all = this.finds;
    const at = all.findIndex((one) => one.key === now?.key);
    return all[at < 0 ? 0 : at + way] ?? null;
  }

  /** A place of a turn as the program counts it. @param {string} turn @param {number} from @param {number} to */
  place(turn, from, to) {
    const text = this.texts.get(turn) ?? "";
    return { interview: this.id, turn, start: toPoints(text, from), end: toPoints(text, to) };
  }
}
