// The transcript as the page holds it: turns in their order, their texts and words. It knows nothing of the screen.

import { spliced, toPoints } from "./offsets.js";
import { moved, readWords } from "./times.js";

/** @typedef {import("./offsets.js").Splice} Splice */
/** @typedef {import("./times.js").Word} Word */
/** @typedef {{id: string, speaker: string, text: string, start: number | null, end: number | null, words: Word[]}} Turn */
/** @typedef {{after: string, removed: string[], turns: any[]}} Change as the program tells it: words with code points */
/** @typedef {{key: string, kind: string, start: number, end: number, turn: string | null, why: string, heard: string, written: string, settled: string}} Concern */

/** @param {any} told @returns {Turn} */
const readTurn = (told) => ({ ...told, words: readWords(told.text, told.words) });

export class TranscriptDocument {
  /** @param {any} told the document of the program */
  constructor(told) {
    this.id = /** @type {string} */ (told.id);
    this.language = /** @type {string} */ (told.language);
    this.code = /** @type {string} */ (told.code);
    this.readOnly = Boolean(told.read_only);
    this.heldBy = /** @type {string} */ (told.held_by || "");
    this.notice = /** @type {string} */ (told.notice || "");
    this.speakers = /** @type {{label: string, role: string}[]} */ (told.speakers);
    this.labels = /** @type {string[]} */ (told.labels);
    this.concerns = /** @type {Concern[]} */ (told.concerns);
    this.duration = /** @type {number | null} */ (told.duration);
    this.canUndo = Boolean(told.can_undo);
    this.canRedo = Boolean(told.can_redo);
    this.approval = /** @type {{state: string, by: string, when: string}} */ (told.approval);
    /** @type {Turn[]} */
    this.turns = told.turns.map(readTurn);
    this.byId = new Map(this.turns.map((turn) => [turn.id, turn]));
    /** @type {Turn[] | null} */
    this.timed = null;
  }

  /** @param {string} id @returns {Turn} */
  get(id) {
    const turn = this.byId.get(id);
    if (!turn) throw new Error("no such turn");
    return turn;
  }

  /** The turn before or after another, `by` places away. @param {string} id @param {number} by @returns {Turn | undefined} */
  next(id, by = 1) {
    return this.turns[this.turns.indexOf(this.get(id)) + by];
  }

  /** Turns with a time, sorted by it. @returns {Turn[]} */
  inTime() {
    this.timed ??= this.turns.filter((turn) => turn.start !== null).sort((a, b) => /** @type {number} */ (a.start) - /** @type {number} */ (b.start));
    return this.timed;
  }

  /** Change the text of a turn here; returns the edit as the program reads it. @param {string} id @param {Splice} splice @returns {any} */
  splice(id, splice) {
    const turn = this.get(id);
    const edit = { kind: "text", turn: id, start: toPoints(turn.text, splice.from), end: toPoints(turn.text, splice.to), text: splice.text };
    turn.text = spliced(turn.text, splice);
    turn.words = moved(turn.words, splice);
    return edit;
  }

  /**
   * Take over what the program says of one turn, if it has the same text: its words are the ones that count.
   * @param {any} told @returns {boolean} whether the texts are the same
   */
  agree(told) {
    const turn = this.byId.get(told.id);
    if (!turn || turn.text !== told.text || turn.speaker !== told.speaker) return false;
    Object.assign(turn, { words: readWords(told.text, told.words), start: told.start, end: told.end });
    this.timed = null;
    return true;
  }

  /** Put a change of the program in its place. @param {Change} change @returns {{gone: string[], placed: Turn[], after: string}} */
  apply({ after, removed, turns }) {
    const placed = turns.map(readTurn);
    const stays = new Set(placed.map((turn) => turn.id));
    const gone = removed.filter((id) => !stays.has(id));
    const out = new Set([...removed, ...stays]);
    this.turns = this.turns.filter((turn) => !out.has(turn.id));
    for (const id of gone) this.byId.delete(id);
    const at = after ? this.turns.findIndex((turn) => turn.id === after) + 1 : 0;
    this.turns.splice(at, 0, ...placed);
    for (const turn of placed) this.byId.set(turn.id, turn);
    for (const { speaker } of placed) {
      if (!this.labels.includes(speaker)) this.labels.push(speaker);
    }
    this.timed = null;
    return { gone, placed, after };
  }

  /** Labels of those who ask. @returns {string[]} */
  interviewers() {
    return this.speakers.filter((one) => one.role === "interviewer").map((one) => one.label);
  }

  /** Places to listen to that nobody has settled, in the order of time. @returns {Concern[]} */
  open() {
    return this.concerns.filter((one) => !one.settled);
  }
}
