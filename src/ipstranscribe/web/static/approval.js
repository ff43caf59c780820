// Approving the transcript: by whom, with the code of what is shown, and what has changed since the last time.

import { ask } from "./api.js";
import { approvalDialog } from "./approval_dialog.js";
import { announce, h } from "./dom.js";
import { t } from "./words.js";

/** @typedef {import("./transcript.js").TranscriptView} View */

const SOON = 30; // milliseconds

/** Store the transcript, and show its code, what has changed since it was approved, and a field for the role. @param {View} view */
export async function approve(view) {
  if (view.doc.readOnly) return;
  while (view.busy) await new Promise((resolve) => setTimeout(resolve, SOON)); // what a key began a moment ago
  await view.saving.flush();
  await view.tried(async () => {
    const { code, offers } = await ask("/api/store", { interview: view.doc.id });
    view.doc.code = code;
    tellOffers(offers);
    const stale = view.doc.approval.state === "stale";
    dialog(view, code, stale ? (await ask("/api/changes", { interview: view.doc.id })).changes : null);
  });
}

/** @param {View} view @param {string} code @param {any[] | null} changes */
function dialog(view, code, changes) {
  const open = view.doc.open().length;
  /** @type {any} */
  let told = {};
  approvalDialog({
    study: view.study,
    title: t("approveTitle", { interview: view.doc.id }),
    approval: view.doc.approval,
    code,
    wide: Boolean(changes),
    more: [open ? h("p", { class: "hint" }, t("placesOpen", { n: open })) : "", changes ? changesList(changes) : ""],
    give: async (by) => {
      told = await ask("/api/approve", { interview: view.doc.id, by, code });
      return "";
    },
    given: (by) => view.approved(told.approval ?? { state: "reviewed", by, when: new Date().toISOString() }),
  });
}

/** What has changed since the approval, before and after. @param {any[]} changes @returns {HTMLElement} */
function changesList(changes) {
  const row = (/** @type {any} */ one) => h("li", {}, one.before ? h("del", {}, one.before) : "", " ", one.after ? h("ins", {}, one.after) : "");
  const title = t("changedSince", { n: changes.length });
  return h("section", {}, h("h3", {}, title), h("ul", { class: "changes", tabindex: "0", "aria-label": title }, ...changes.map(row)));
}

/** Say where other interviews have the same corrections to take. @param {any} offers a number, or a list of what is offered */
export function tellOffers(offers) {
  const many = Array.isArray(offers) ? offers.length : Number(offers) || 0;
  if (many) announce(t("offersMade", { n: many }));
}
