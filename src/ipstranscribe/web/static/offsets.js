// Places in a text. The program counts Unicode code points, JavaScript counts UTF-16 units: they differ after a letter beyond U+FFFF.

const PAIR = /[\ud800-\udfff]/;

/** How many units the first `points` code points of `text` take. @param {string} text @param {number} points @returns {number} */
export function toUnits(text, points) {
  if (!PAIR.test(text)) return points;
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left -= 1) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/** How many code points the first `units` units of `text` are. @param {string} text @param {number} units @returns {number} */
export function toPoints(text, units) {
  const before = text.slice(0, units);
  return PAIR.test(before) ? [...before].length : units;
}

/** Code point offset → unit offset for a whole text at once, or null where they are the same. @param {string} text @returns {number[] | null} */
export function unitTable(text) {
  if (!PAIR.test(text)) return null;
  const table = [0];
  for (const sign of text) table.push(table[table.length - 1] + sign.length);
  return table;
}

/** A change of a text: `text` stands in place of what was from `from` to `to` (units). @typedef {{from: number, to: number, text: string}} Splice */

/**
 * What was changed from `before` to `after`, where the cursor stands at `caret` of `after`; null if nothing was.
 * The cursor tells which of two equal letters was typed: it stands behind what was put in, or where something was taken out.
 * @param {string} before @param {string} after @param {number} caret @returns {Splice | null}
 */
export function difference(before, after, caret) {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let end = 0;
  const behind = Math.min(most, after.length - caret);
  while (end < behind && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  let start = 0;
  while (start < most - end && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (splitsPair(before, start) || splitsPair(after, start)) start -= 1;
  if (splitsPair(before, before.length - end) || splitsPair(after, after.length - end)) end -= 1;
  return { from: start, to: before.length - end, text: after.slice(start, after.length - end) };
}

/** @param {string} text @param {number} at @returns {boolean} */
const splitsPair = (text, at) => /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));

/** @param {string} text @param {Splice} splice @returns {string} */
export const spliced = (text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to);

/** The word around an offset: letters, digits, apostrophes and hyphens. @param {string} text @param {number} at @returns {[number, number] | null} */
export function wordAround(text, at) {
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu)) {
    if (match.index <= at && at <= match.index + match[0].length) return [match.index, match.index + match[0].length];
  }
  return null;
}
