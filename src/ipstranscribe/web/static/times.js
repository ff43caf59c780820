// Times of words: kept beside the text by character offset, moved along with every edit, and looked up while the sound plays.

import { toUnits, unitTable } from "./offsets.js";

/** A word of a turn: units of its text, seconds of the sound. @typedef {{from: number, to: number, start: number, end: number, probability: number | null}} Word */
/** @typedef {import("./offsets.js").Splice} Splice */
/** @typedef {import("./document.js").Turn} Turn */

export const DOUBTFUL = 0.5; // as in the drafts for Word: less than this is shown as doubtful

/** The words of a turn as the program tells them. @param {string} text @param {any[][]} told @returns {Word[]} */
export function readWords(text, told) {
  const table = unitTable(text);
  const at = (/** @type {number} */ points) => (table ? table[points] ?? toUnits(text, points) : points);
  return told.map(([from, to, start, end, probability]) => ({ from: at(from), to: at(to), start, end, probability }));
}

/**
 * The words after an edit. What is typed onto a word belongs to it; what is put in place of words has the time of the first of
 * them until the program says better.
 * @param {Word[]} words @param {Splice} splice @returns {Word[]}
 */
export function moved(words, { from, to, text }) {
  const by = text.length - (to - from);
  const grows = /^\S+$/.test(text) || text === "";
  let taken = false;
  const after = [];
  for (const word of words) {
    if (word.to < from || (word.to === from && !(grows && from === to))) after.push(word);
    else if (word.from > to || (word.from === to && from !== to)) after.push({ ...word, from: word.from + by, to: word.to + by });
    else if (from === to && word.from === from && (!grows || taken)) after.push({ ...word, from: word.from + by, to: word.to + by });
    else {
      const start = taken ? from + text.length : Math.min(word.from, from);
      const end = Math.max(word.to + by, from + text.length);
      if (end > start) after.push({ ...word, from: start, to: word.to <= to ? from + text.length : end });
      taken = true;
    }
  }
  return after.filter((word) => word.to > word.from);
}

/**
 * The turn and the word that are heard at a time: the last word that has begun, if it is not long over. Turns may overlap, so
 * the three before are looked at as well. Turns are in the order of the page, which is that of their starts but for a few.
 * @param {Turn[]} timed turns with a start, sorted by it @param {number} time @returns {{turn: Turn, word: Word | null} | null}
 */
export function heardAt(timed, time) {
  let low = 0;
  let high = timed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (timed[middle].start) <= time) low = middle + 1;
    else high = middle;
  }
  /** @type {{turn: Turn, word: Word | null} | null} */
  let found = null;
  for (let at = low - 1; at >= Math.max(0, low - 4); at -= 1) {
    const turn = timed[at];
    const word = wordAtTime(turn.words, time);
    if (word && time <= word.end + 0.05) return { turn, word };
    if (!found) found = { turn, word: null };
  }
  return found;
}

/** @param {Word[]} words @param {number} time @returns {Word | null} */
function wordAtTime(words, time) {
  let latest = null;
  for (const word of words) if (word.start <= time && (!latest || word.start >= latest.start)) latest = word;
  return latest;
}

/** The time at a place of a turn: of the word there, or of the nearest before, or of the turn. @param {Turn} turn @param {number} at @returns {number | null} */
export function timeAt(turn, at) {
  let time = turn.start;
  for (const word of turn.words) if (word.from <= at) time = word.start;
  return time;
}

/** Seconds as a clock: 1:02:03, or 2:03. @param {number | null} seconds @returns {string} */
export function clock(seconds) {
  if (seconds === null || !Number.isFinite(seconds)) return "–:––";
  const whole = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
