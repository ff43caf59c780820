// The head of the page while an interview is open: where somebody is, whether all is saved, and the tools.

import { approve } from "./approval.js";
import { approvalText } from "./approval_dialog.js";
import { button, byId, h } from "./dom.js";
import { tip } from "./player.js";
import { tabs } from "./tabs.js";
import { t } from "./words.js";

/** @typedef {import("./transcript.js").TranscriptView} View */

const TOOLS = ["undo", "redo", "split", "merge", "speaker", "swap", "unclear", "alike"];

/** Draw the head for a view. @param {View} view */
export function drawBar(view) {
  const { doc } = view;
  const tool = (/** @type {string} */ action) => button(t(`tool_${action}`), () => view.act(action), { title: tip(action), data: { action } });
  const tools = TOOLS.map(tool);
  for (const one of tools) one.addEventListener("mousedown", (event) => event.preventDefault()); // the cursor stays in the text
  byId("bar").replaceChildren(
    button(`← ${t("interviews")}`, () => view.app.leave(), { class: "quiet" }),
    h("strong", { class: "name" }, doc.id),
    tabs("transcript", view.app.show),
    h("span", { class: "saved", data: { state: "saved" } }, doc.readOnly ? t("readOnly") : t("saved_saved")),
    doc.readOnly ? "" : h("div", { class: "tools", role: "group", "aria-label": t("tools") }, ...tools),
    h("span", { class: "approval", title: approvalText(doc.approval) }, t(`approved_${doc.approval.state}`)),
    doc.readOnly ? "" : button(t("approveEllipsis"), () => approve(view), { class: "main" }),
    button(t("keys"), () => view.act("help"), { title: tip("help") }),
  );
  drawSteps(view);
}

/** Whether there is something to undo and to redo. @param {View} view */
export function drawSteps({ doc }) {
  for (const [action, can] of /** @type {[string, boolean][]} */ ([["undo", doc.canUndo], ["redo", doc.canRedo]])) {
    byId("bar").querySelector(`[data-action=${action}]`)?.setAttribute("aria-disabled", String(!can));
  }
}

/** Show quietly whether all is saved. @param {import("./saving.js").SavedState} state */
export function drawSaved(state) {
  const place = /** @type {HTMLElement | null} */ (byId("bar").querySelector(".saved"));
  if (!place || place.dataset.state === state) return;
  place.dataset.state = state;
  place.textContent = t(`saved_${state}`);
}
