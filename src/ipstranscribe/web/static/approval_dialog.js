// The dialog in which a step of an interview is approved: its state, the code of what is shown, and a field for the role.

import { ask, Refusal } from "./api.js";
import { show } from "./dialog.js";
import { announce, h } from "./dom.js";
import { roleField } from "./role.js";
import { t } from "./words.js";

/** @typedef {{state: string, by: string, when: string}} Approval */

/** The state of an approval in words. @param {Approval} approval @returns {string} */
export const approvalText = ({ state, by, when }) => t(`approval_${state}`, { by, when: when.slice(0, 16).replace("T", " ") });

/**
 * Ask in which role somebody approves what is shown with this `code`. `give` asks the program, and returns why it was not approved, or
 * nothing; `given` is told the role when it was.
 * @param {{study: import("./role.js").Study, title: string, approval: Approval, code: string, give: (by: string) => Promise<string>, given: (by: string) => any, more?: (Node | string)[], wide?: boolean}} what
 */
export function approvalDialog({ study, title, approval, code, give, given, more = [], wide = false }) {
  const role = roleField(study);
  const problem = h("p", { role: "alert", class: "problem" });
  const does = async () => {
    const by = role.value();
    if (!by) return false;
    problem.textContent = await give(by).catch((refusal) => {
      if (refusal instanceof Refusal) return refusal.text || t("noAnswerOnce");
      throw refusal;
    });
    if (problem.textContent) return false;
    announce(t("isApproved", { by }));
    await given(by);
    return true;
  };
  show({
    title,
    wide,
    body: [h("p", {}, approvalText(approval)), ...more, h("p", {}, t("approveWhat"), " ", h("strong", { class: "code" }, code)), role.field, problem],
    actions: [{ text: t("cancel") }, { text: t("approve"), main: true, does }],
  });
}

/** Approves a step of an interview as it was shown with this code. @param {string} interview @param {string} what @param {string} code @returns {(by: string) => Promise<string>} */
export const givesStep = (interview, what, code) => async (by) => {
  const told = await ask("/api/approve-several", { by, wanted: [{ interview, what, code }] });
  return told.refused.map((/** @type {any} */ one) => `${one.why} ${one.fix}`).join(" ");
};
