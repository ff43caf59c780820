// Approving the identifiers of an interview: what readers will see, once everything is decided and put into effect.

import { approvalDialog, givesStep } from "./approval_dialog.js";
import { announce } from "./dom.js";
import { t } from "./words.js";

/** @param {import("./identifiers.js").IdentifiersView} view */
export function approveIdentifiers(view) {
  const { doc } = view;
  if (doc.pending) return announce(t("findsLeft", { n: doc.pending }));
  if (doc.toApply) return announce(t("applyFirst"));
  return approvalDialog({
    study: view.study,
    title: t("approveIdentifiers", { interview: doc.id }),
    approval: doc.approval,
    code: doc.code,
    give: givesStep(doc.id, "identifiers", doc.code),
    given: () => view.app.show("identifiers"),
  });
}
