// The units of an interview as the program tells them: turns, units in them, the questions of the guide, what was asked where.

import { toPoints, toUnits } from "./offsets.js";

/** @typedef {{id: string, turn: string, start: number, end: number, kind: string, question: string | null, how: string, alternatives: string[], context: string | null, decided: boolean}} Unit */
/** @typedef {{id: string, text: string, branch: string, followups: string[]}} Question */
/** `replaced` are the codes in the text, in code points. @typedef {{id: string, speaker: string, role: string, text: string, start: number | null, replaced: [number, number][]}} Turn */

export class UnitDocument {
  /** @param {any} told */
  constructor(told) {
    /** @type {string} */
    this.id = told.id;
    /** @type {Question[]} */
    this.questions = told.questions;
    /** @type {Turn[]} */
    this.turns = told.turns;
    this.turn = new Map(this.turns.map((turn) => [turn.id, turn]));
    /** @type {Map<string, {question: string | null, kind: string}>} */
    this.asked = new Map(told.asked.map((/** @type {any} */ one) => [one.turn, one]));
    this.take(told);
  }

  /** Take what an edit answered. @param {any} told */
  take(told) {
    /** @type {Unit[]} */
    this.units = told.units;
    this.byId = new Map(this.units.map((unit) => [unit.id, unit]));
    this.toApply = told.to_apply;
    this.canUndo = told.can_undo;
    this.canRedo = told.can_redo;
    this.approval = told.approval;
    this.code = told.code;
  }

  /** The units of a turn, in order. @param {string} turn @returns {Unit[]} */
  of(turn) {
    return this.units.filter((unit) => unit.turn === turn);
  }

  /** What is said in a unit. @param {Unit} unit @returns {string} */
  text(unit) {
    const text = this.turn.get(unit.turn)?.text ?? "";
    return text.slice(toUnits(text, unit.start), toUnits(text, unit.end));
  }

  /** The unit before in the same turn, if there is one. @param {Unit} unit @returns {Unit | undefined} */
  before(unit) {
    const mine = this.of(unit.turn);
    return mine[mine.indexOf(unit) - 1];
  }

  /** Places in a turn where a border can stand, in code points: behind the white space before each word, and not inside of a code. @param {string} turn @param {number} from @param {number} to @returns {number[]} */
  borders(turn, from, to) {
    const { text = "", replaced = [] } = this.turn.get(turn) ?? {};
    const places = [...text.matchAll(/\s+(?=\S)/gu)].map((match) => toPoints(text, match.index + match[0].length));
    return places.filter((at) => from < at && at < to && !replaced.some(([start, end]) => start < at && at < end));
  }
}
