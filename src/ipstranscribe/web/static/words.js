// What the page says, in the language that is chosen. A word file is a table: key → text with {names}; `key_one` where one of a thing is said.

import { words as en } from "./words_en.js";
import { words as nb } from "./words_nb.js";

/** @type {Record<string, Record<string, string>>} */
const TABLES = { en, nb };
export const LANGUAGES = [{ code: "en", name: "English" }, { code: "nb", name: "Norsk" }];

let chosen = "en";

/** The language of the page. @returns {string} */
export const language = () => chosen;

/** Choose the language: `nb` for every Norwegian one, else English. @param {string} code */
export function choose(code) {
  chosen = /^(nb|nn|no)\b/.test(code) ? "nb" : "en";
  document.documentElement.lang = chosen;
}

/** The text of `key`, with values put in; `n` chooses between one and many. @param {string} key @param {Record<string, string | number>} [values] @returns {string} */
export function t(key, values = {}) {
  const table = TABLES[chosen];
  const text = (values.n === 1 ? table[`${key}_one`] : undefined) ?? table[key] ?? en[key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** The text of `key` if there is one, else `otherwise`: for names that the program may add to. @param {string} key @param {string} otherwise @returns {string} */
export const named = (key, otherwise) => TABLES[chosen][key] ?? otherwise;
