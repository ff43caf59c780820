// Dialogs: the browser's own, which keep the focus inside and close with Escape. The focus goes back to where it was.

import { button, h } from "./dom.js";
import { t } from "./words.js";

/** A button of a dialog: `does` returns false to keep it open. @typedef {{text: string, does?: () => any, main?: boolean, autofocus?: boolean}} Action */

/**
 * Show a dialog until it is closed. Enter in a field presses the main button.
 * @param {{title: string, body: (Node | string)[], actions: Action[], wide?: boolean, closed?: () => void}} what
 * @returns {HTMLDialogElement}
 */
export function show({ title, body, actions, wide = false, closed = () => {} }) {
  const id = `dialog-${(count += 1)}`; // a dialog may open another one
  const heading = h("h2", { id }, title);
  const dialog = /** @type {HTMLDialogElement} */ (h("dialog", { "aria-labelledby": id, class: wide ? "wide" : null }));
  const buttons = actions.map(({ text, does = () => {}, main }) =>
    button(text, async () => (await does()) !== false && dialog.close(), { class: main ? "main" : null }),
  );
  const enter = h("input", { type: "submit", hidden: true }); // without one, a browser takes Enter only where there is a single field
  const form = h("form", { method: "dialog", on: { submit: (/** @type {Event} */ event) => submit(event) } }, heading, ...body, enter, h("div", { class: "actions" }, ...buttons));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    buttons[actions.findIndex((one) => one.main)]?.click();
  };
  dialog.append(form);
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const selected = getSelection();
  const range = selected?.rangeCount ? selected.getRangeAt(0).cloneRange() : null;
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus({ preventScroll: true });
    if (range && before?.isContentEditable) selected?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Ask for a decision; true if the main button was pressed. @param {{title: string, body: (Node | string)[], yes: string}} what @returns {Promise<boolean>} */
export function confirmed({ title, body, yes }) {
  return new Promise((resolve) => {
    let agreed = false;
    const actions = [{ text: t("cancel") }, { text: yes, main: true, does: () => void (agreed = true) }];
    show({ title, body, actions, closed: () => resolve(agreed) });
  });
}

/** A field with its label. @param {string} text @param {HTMLElement} field @param {string} [id] @returns {HTMLElement} */
export function labelled(text, field, id = `field-${(count += 1)}`) {
  field.id = id;
  return h("p", { class: "field" }, h("label", { for: id }, text), field);
}
let count = 0;

/** A list to choose from. @param {[string, string][]} options value and text @param {string} [chosen] @returns {HTMLSelectElement} */
export const chooser = (options, chosen = "") =>
  h("select", {}, ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
