// Approving the transcript: by whom, with the code of what is shown, and what has changed since the last time.

import { ask, Refusal } from "./api.js";
import { show } from "./dialog.js";
import { announce, h } from "./dom.js";
import { roleField } from "./role.js";
import { t } from "./words.js";

/** @typedef {import("./transcript.js").TranscriptView} View */

const SOON = 30; // milliseconds

/** The state of an approval in words. @param {{state: string, by: string, when: string}} approval @returns {string} */
export const approvalText = ({ state, by, when }) => t(`approval_${state}`, { by, when: when.slice(0, 16).replace("T", " ") });

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
  const role = roleField(view.study);
  const problem = h("p", { role: "alert", class: "problem" });
  const give = async () => {
    const by = role.value();
    if (!by) return false;
    try {
      const told = await ask("/api/approve", { interview: view.doc.id, by, code });
      view.approved(told.approval ?? { state: "reviewed", by, when: new Date().toISOString() });
      announce(t("isApproved", { by }));
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      problem.textContent = refusal.text || t("noAnswer");
      return false;
    }
  };
  show({
    title: t("approveTitle", { interview: view.doc.id }),
    wide: Boolean(changes),
    body: [
      h("p", {}, approvalText(view.doc.approval)),
      open ? h("p", { class: "hint" }, t("placesOpen", { n: open })) : "",
      changes ? changesList(changes) : "",
      h("p", {}, t("approveWhat"), " ", h("strong", { class: "code" }, code)),
      role.field,
      problem,
    ],
    actions: [{ text: t("cancel") }, { text: t("approve"), main: true, does: give }],
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
