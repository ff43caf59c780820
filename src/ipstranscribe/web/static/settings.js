// What somebody has set: keys, language, speed, where they were. The program keeps it with the study, because each of its starts has
// another address, and a browser keeps things by address. Nothing of an interview's text is kept in the browser or here.

import { ask } from "./api.js";

const LATER = 400; // milliseconds in which changes are gathered

/** @type {Record<string, any>} */
let settings = {};
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Take over what the program has kept. @param {Record<string, any>} kept */
export function take(kept) {
  settings = { ...kept };
}

/** @param {string} name @returns {any} undefined where nothing was set */
export const setting = (name) => settings[name];

/** Set something, and keep it soon. @param {string} name @param {any} value undefined forgets it */
export function set(name, value) {
  if (value === undefined) delete settings[name];
  else settings[name] = value;
  timer ??= setTimeout(keepNow, LATER);
}

/** Keep what was set now: the page may be gone in a moment. */
export function keepNow() {
  if (!timer) return;
  clearTimeout(timer);
  timer = undefined;
  ask("/api/settings", { settings }, { keepalive: true }).catch(() => {}); // it is set again next time
}
