// Keys: which does what, as transcribers know them, and as somebody has changed them. A pedal that sends keys is set up the same way.

import { set, setting } from "./settings.js";

/** What can be done by a key, in the order of the list, with the keys that do it at first. @type {Record<string, string[]>} */
export const DEFAULTS = {
  play: ["Escape", "Ctrl+Space"],
  playHere: ["Alt+Enter"],
  back: ["F1"],
  forward: ["F2"],
  slower: ["F3"],
  faster: ["F4"],
  back10: ["Shift+F1"],
  forward10: ["Shift+F2"],
  loop: ["F8"],
  readFast: ["Alt+R"],
  walk: ["Alt+W"],
  nextPlace: ["Alt+ArrowDown"],
  previousPlace: ["Alt+ArrowUp"],
  tick: ["F9"],
  split: ["Ctrl+Enter"],
  merge: ["Ctrl+M"],
  speaker: ["Alt+S"],
  speaker1: ["Alt+1"],
  speaker2: ["Alt+2"],
  speaker3: ["Alt+3"],
  speaker4: ["Alt+4"],
  swap: ["Alt+X"],
  unclear: ["Alt+U"],
  alike: ["Alt+A"],
  undo: ["Ctrl+Z"],
  redo: ["Ctrl+Y", "Ctrl+Shift+Z"],
  store: ["Ctrl+S"],
  help: ["?", "Alt+H"],
  idNext: ["N"],
  idPrevious: ["P"],
  idAccept: ["A"],
  idReject: ["R"],
  idChange: ["C"],
  idMerge: ["M"],
  idSplit: ["S"],
  idWithdraw: ["W"],
  idAdd: ["+", "I"],
  idScope1: ["1"],
  idScope2: ["2"],
  idScope3: ["3"],
  idReaders: ["V"],
};

const KEPT = "keys";

/** The keys of an action. @param {string} action @returns {string[]} */
export const keysOf = (action) => (setting(KEPT) ?? {})[action] ?? DEFAULTS[action] ?? [];

/** How the first key of an action is shown, or nothing. @param {string} action @returns {string} */
export const keyText = (action) => keysOf(action)[0]?.replace("Arrow", "").replace("Escape", "Esc") ?? "";

/** Let `key` do `action`, and nothing else; null takes all its keys away. @param {string} action @param {string | null} key */
export function remap(action, key) {
  const now = Object.keys(DEFAULTS).map((one) => [one, one === action ? [key ?? []].flat() : keysOf(one).filter((other) => other !== key)]);
  set(KEPT, Object.fromEntries(now.filter(([one, list]) => String(list) !== String(DEFAULTS[String(one)]))));
}

export function resetKeys() {
  set(KEPT, undefined);
}

/** The name of the key that was pressed: `Ctrl+Shift+Z`; empty for a modifier alone. On a Mac, Cmd counts as Ctrl. @param {KeyboardEvent} event @returns {string} */
export function keyName(event) {
  if (["Control", "Shift", "Alt", "Meta", "AltGraph", "Dead", "Process"].includes(event.key) && !/^(Key|Digit)/.test(event.code)) return "";
  const plain = letter(event);
  const sign = plain.length === 1 && !/[\p{L}\p{N}]/u.test(plain); // a sign like ? already says whether Shift was down
  return [(event.ctrlKey || event.metaKey) && "Ctrl", event.altKey && "Alt", event.shiftKey && !sign && "Shift", plain].filter(Boolean).join("+");
}

/** With Alt a Mac types other letters, so the place of the key counts. @param {KeyboardEvent} event @returns {string} */
function letter(event) {
  if (event.key === " ") return "Space";
  if (event.altKey && /^(Key|Digit)/.test(event.code)) return event.code.replace(/^(Key|Digit)/, "");
  return event.key.length === 1 ? event.key.toUpperCase() : event.key;
}

/** Whether this key types something where the cursor is in a text. @param {KeyboardEvent} event @returns {boolean} */
const types = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

/** What the pressed key does. Signs that type something do it outside of texts only. @param {KeyboardEvent} event @param {(action: string) => boolean} [may] whether this can be done where somebody is @returns {string | null} */
export function actionOf(event, may = () => true) {
  if (event.isComposing || event.getModifierState("AltGraph")) return null;
  const target = /** @type {HTMLElement | null} */ (event.target);
  if (types(event) && target && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=range])"))) return null;
  const name = keyName(event);
  return name ? (Object.keys(DEFAULTS).find((action) => may(action) && keysOf(action).includes(name)) ?? null) : null;
}
