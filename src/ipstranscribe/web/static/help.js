// The list of keys, where each can be changed: for other habits, and for pedals, which send keys.

import { show } from "./dialog.js";
import { announce, button, h } from "./dom.js";
import { DEFAULTS, keyName, keysOf, remap, resetKeys } from "./keys.js";
import { t } from "./words.js";

/** Show the keys. @param {() => void} changed is called when a key was changed */
export function showKeys(changed) {
  const table = h("table", { class: "keys" });
  const draw = () => {
    table.replaceChildren(h("tbody", {}, ...Object.keys(DEFAULTS).map((action) => row(action, draw))));
    changed();
  };
  draw();
  const reset = () => {
    resetKeys();
    draw();
    announce(t("keysReset"));
    return false;
  };
  show({
    title: t("keys"),
    wide: true,
    body: [h("p", {}, t("keysHow")), h("div", { class: "rows", tabindex: "0", role: "region", "aria-label": t("keys") }, table), h("p", {}, t("keysPedal"))],
    actions: [{ text: t("keysDefaults"), does: reset }, { text: t("close"), main: true }],
  });
}

/** @param {string} action @param {() => void} draw @returns {HTMLElement} */
function row(action, draw) {
  const name = t(`do_${action}`);
  const keys = keysOf(action).flatMap((key, at) => [at ? ` ${t("or")} ` : "", h("kbd", {}, shownKey(key))]);
  const change = button(t("change"), () => listen(change, action, draw), { "aria-label": t("changeKey", { name }) });
  return h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, ...(keys.length ? keys : ["–"])), h("td", {}, change));
}

/** Take the next key that is pressed; Backspace takes the key away. @param {HTMLButtonElement} place @param {string} action @param {() => void} draw */
function listen(place, action, draw) {
  place.textContent = t("pressKey");
  announce(t("pressKey"));
  const at = Object.keys(DEFAULTS).indexOf(action);
  const dialog = /** @type {HTMLElement} */ (place.closest("dialog"));
  const done = () => {
    dialog.removeEventListener("keydown", take, true);
    place.removeEventListener("blur", done);
    draw();
    /** @type {HTMLElement | undefined} */ (dialog.querySelectorAll("td button")[at])?.focus();
  };
  const take = (/** @type {KeyboardEvent} */ event) => {
    const key = keyName(event);
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (!key) return;
    remap(action, key === "Backspace" ? null : key);
    done();
  };
  dialog.addEventListener("keydown", take, true);
  place.addEventListener("blur", done, { once: true });
}

/** @param {string} key @returns {string} */
export const shownKey = (key) => key.replace("ArrowDown", "↓").replace("ArrowUp", "↑").replace("ArrowLeft", "←").replace("ArrowRight", "→").replace("Escape", "Esc");
