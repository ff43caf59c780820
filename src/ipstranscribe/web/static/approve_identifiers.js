// Approving the identifiers of an interview: what readers will see, once everything is decided and put into effect.

import { approvalText } from "./approval.js";
import { ask, Refusal } from "./api.js";
import { show } from "./dialog.js";
import { announce, h } from "./dom.js";
import { roleField } from "./role.js";
import { t } from "./words.js";

/** @param {import("./identifiers.js").IdentifiersView} view */
export function approveIdentifiers(view) {
  const { doc } = view;
  if (doc.pending) return announce(t("findsLeft", { n: doc.pending }));
  if (doc.toApply) return announce(t("applyFirst"));
  const role = roleField(view.study);
  const problem = h("p", { role: "alert", class: "problem" });
  const give = async () => {
    const by = role.value();
    if (!by) return false;
    const told = await ask("/api/approve-several", { by, wanted: [{ interview: doc.id, what: "identifiers", code: doc.code }] }).catch((refusal) => refusal);
    problem.textContent = told instanceof Refusal ? told.text || t("noAnswer") : told.refused.map((/** @type {any} */ one) => `${one.why} ${one.fix}`).join(" ");
    if (problem.textContent) return false;
    announce(t("isApproved", { by }));
    view.app.show("identifiers");
    return true;
  };
  return show({
    title: t("approveIdentifiers", { interview: doc.id }),
    body: [h("p", {}, approvalText(doc.approval)), h("p", {}, t("approveWhat"), " ", h("strong", { class: "code" }, doc.code)), role.field, problem],
    actions: [{ text: t("cancel") }, { text: t("approve"), main: true, does: give }],
  });
}
