// Approving several steps of several interviews at once, from the first page: what is ready stands there with a box to tick.

import { ask, Refusal } from "./api.js";
import { show } from "./dialog.js";
import { announce, h } from "./dom.js";
import { roleField } from "./role.js";
import { t } from "./words.js";

const STAGES = ["transcript", "identifiers", "units"];

/** What can be approved as the study shows it: what has a review code. @param {any} study @returns {{interview: string, what: string, state: string, code: string}[]} */
export const ready = (study) =>
  study.interviews.flatMap((/** @type {any} */ one) => STAGES.filter((what) => one.codes[what]).map((what) => ({ interview: one.id, what, state: one.stages[what], code: one.codes[what] })));

/** Let somebody choose, and approve. @param {any} study @param {() => void} done after something was approved */
export function approveSeveral(study, done) {
  const role = roleField(study);
  const told = h("ul", { class: "refused", role: "alert" });
  const rows = ready(study).map(({ interview, what, state, code }, n) => {
    const box = h("input", { type: "checkbox", id: `ready-${n}` });
    const text = `${interview}: ${t(`column_${what}`)} (${t(`state_${state}`)})`;
    return { interview, what, code, box, row: h("p", { class: "field check" }, box, h("label", { for: `ready-${n}` }, text, " ", h("span", { class: "code" }, code))) };
  });
  let approved = 0;
  const give = async () => {
    const by = role.value();
    const wanted = rows.filter(({ box }) => box.checked).map(({ interview, what, code }) => ({ interview, what, code }));
    if (!by || !wanted.length) return false;
    try {
      const answer = await ask("/api/approve-several", { by, wanted });
      approved += answer.approved.length;
      told.replaceChildren(...answer.refused.map((/** @type {any} */ one) => h("li", {}, `${one.interview}, ${t(`column_${one.what}`)}: ${one.why} ${one.fix}`)));
      if (answer.refused.length) return false;
      announce(t("wereApproved", { n: answer.approved.length, by }));
      return true;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      told.replaceChildren(h("li", {}, refusal.text || t("noAnswerOnce")));
      return false;
    }
  };
  show({
    title: t("approveSeveral"),
    wide: true,
    body: [h("p", { class: "hint" }, t("approveSeveralWhat")), h("div", { class: "rows ready", role: "group", "aria-label": t("approveSeveral") }, ...rows.map(({ row }) => row)), role.field, told],
    actions: [{ text: t("cancel") }, { text: t("approve"), main: true, does: give }],
    closed: () => approved && done(),
  });
}
